import { type AuditPage, logTopics } from "#core/audit/audit_reading.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Field, SelectField } from "#ui/parts/field.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { isWhole, type Typed } from "./log_query.ts";

interface LogFilterProps {
  typed: Typed;
  actors: AuditPage["actors"];
  texts: Texts;
}

/** Which entries of the log are shown: by name, by who did it, by what it was, and when. */
export function LogFilter({ typed, actors, texts: { audit } }: LogFilterProps) {
  return (
    <form method="get" action="/audit" role="search" class="max-w-4xl space-y-3">
      <div class="grid gap-3 sm:grid-cols-3">
        <Field name="q" type="search" label={audit.find} value={typed.q} autoComplete="off" />
        <SelectField
          name="who"
          label={audit.who}
          value={typed.who}
          options={[
            { value: "", label: audit.everyone },
            ...actors.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <SelectField
          name="what"
          label={audit.what}
          value={typed.what}
          options={[
            { value: "", label: audit.everything },
            ...logTopics.map((topic) => ({ value: topic, label: audit.topics[topic] })),
          ]}
        />
      </div>
      <div class="flex flex-wrap items-end gap-3">
        <Field name="from" type="date" label={audit.from} value={typed.from} />
        <Field name="until" type="date" label={audit.until} value={typed.until} />
        <Button>{audit.filter}</Button>
        {!isWhole(typed) && (
          <ButtonLink href="/audit" look="quiet">
            {audit.showAll}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
