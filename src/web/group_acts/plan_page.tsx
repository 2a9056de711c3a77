import type { GroupActName } from "#wire/group_acts.ts";
import type { PlannedGroup, WholeGroupAct } from "#core/group_acts/group_acts.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { ErrorSummary, Form, FormBar } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { plural } from "#ui/text/format.ts";
import type { FormErrors, FormValues } from "../http/form.ts";
import { ActFields, fieldLabels } from "./act_fields.tsx";
import type { Choices } from "./choices.ts";
import { GroupNames, Obstacles } from "./group_names.tsx";

export interface PlanPageProps {
  name: GroupActName;
  whole: WholeGroupAct;
  planned: PlannedGroup[];
  path: string;
  /** Where Cancel leads. */
  back: string;
  choices: Choices;
  form: FormValues;
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}

/** What an act will do, before it does anything. */
export function PlanPage(props: PlanPageProps) {
  const { name, whole, planned, path, back, choices, form, errors, locale, texts } = props;
  const { acts, common } = texts;
  const possible = planned.filter(({ reason }) => reason === undefined);
  const count = possible.length;
  return (
    <>
      <PageHeader
        title={count === 0 ? acts.names[name] : plural(locale, acts.titles[name], count)}
        lead={whole.course.name}
      />
      <ErrorSummary errors={errors} labels={fieldLabels(texts)} texts={common} />
      <Form action={path} class="max-w-3xl space-y-6">
        {count === 0 ? (
          <Callout kind="warning">
            <p>{texts.refusals.act_nothing}</p>
          </Callout>
        ) : (
          <>
            <p class="max-w-prose text-sm text-body">{acts.leads[name]}</p>
            <ActFields
              name={name}
              choices={choices}
              form={form}
              errors={errors}
              locale={locale}
              texts={texts}
            />
            <GroupNames groups={possible} title={acts.selected} texts={texts} />
          </>
        )}
        <Obstacles title={acts.notPossible} groups={planned} texts={texts} />
        <FormBar>
          <ButtonLink href={back} cancels>
            {common.cancel}
          </ButtonLink>
          {count > 0 && (
            <Button look={name === "delete" ? "danger" : "primary"} data-working={acts.working}>
              {plural(locale, acts.confirm[name], count)}
            </Button>
          )}
        </FormBar>
      </Form>
    </>
  );
}
