import type { WholeGroupAct } from "#core/group_acts/group_acts.ts";
import type { GroupRow } from "#core/group_acts/parts.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { ErrorSummary, Form, FormBar } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import type { FormErrors } from "../http/form.ts";
import { GroupNames, Obstacles } from "./group_names.tsx";

export interface ResultPageProps {
  whole: WholeGroupAct;
  rows: GroupRow[];
  path: string;
  back: string;
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}

/** An act that is at work, done or undone. */
export function ResultPage(props: ResultPageProps) {
  const { whole, rows, path, back, errors, locale, texts } = props;
  const { acts, common, groups } = texts;
  const { name, state } = whole.act;
  const kind = name === "make" ? "made" : "others";
  const isAtWork = state === "applying" || state === "undoing";
  const of = (outcome: GroupRow["outcome"]) => rows.filter((row) => row.outcome === outcome);
  const title = `${acts.names[name]}: ${plural(locale, texts.courses.groups, rows.length)}`;
  return (
    <>
      <PageHeader title={title} lead={whole.course.name} />
      <ErrorSummary errors={errors} labels={{}} texts={common} />
      <Form action={`${path}/undo`} class="max-w-3xl space-y-6">
        {isAtWork ? <Progress {...props} /> : <Outcome {...props} />}
        <Obstacles title={acts.skipped} groups={of("skipped")} texts={texts} />
        <Obstacles title={acts.kept} groups={of("kept")} texts={texts} />
        <GroupNames title={acts.changed[kind]} groups={of("done")} texts={texts} />
        <GroupNames title={acts.putBack[kind]} groups={of("undone")} texts={texts} />
        {state.startsWith("und") && (
          <GroupNames title={acts.untouched[kind]} groups={of("waits")} texts={texts} />
        )}
        <FormBar>
          <ButtonLink href={back}>{groups.title}</ButtonLink>
          {whole.undoUntil && <Button data-working={acts.undoing}>{acts.undo}</Button>}
        </FormBar>
      </Form>
      <div class="text-sm">
        <p class="text-muted">
          {whole.act.actorName && format(acts.by, { name: whole.act.actorName })}{" "}
          <Time iso={whole.act.createdAt} locale={locale} />
        </p>
        <a
          href={path.slice(0, path.lastIndexOf("/"))}
          class="inline-flex min-h-11 items-center text-primary-text underline underline-offset-2 sm:min-h-8"
        >
          {acts.earlier}
        </a>
      </div>
    </>
  );
}

function Progress({ whole, rows, texts: { acts } }: ResultPageProps) {
  const of = rows.length;
  const isApplying = whole.act.state === "applying";
  const done = rows.filter(({ outcome }) => outcome !== "waits").length;
  const making = whole.act.name === "make" ? acts.creating : acts.applying;
  const label = isApplying ? making : acts.undoing;
  return (
    <div class="max-w-xl space-y-2" role="status">
      <p class="font-medium text-body">{label}</p>
      {isApplying && (
        <>
          <progress value={done} max={of} class="w-full" aria-label={label} />
          <p>{format(acts.progress, { done, of })}</p>
        </>
      )}
      <p class="text-sm text-muted">{acts.progressHint}</p>
    </div>
  );
}

function Outcome({ whole, rows, locale, texts: { acts } }: ResultPageProps) {
  const { name, state } = whole.act;
  const count = (outcome: GroupRow["outcome"]) =>
    rows.filter((row) => row.outcome === outcome).length;
  if (state === "undone") {
    return (
      <Callout kind="success">
        <p>{plural(locale, name === "make" ? acts.unmade : acts.undone, count("undone"))}</p>
      </Callout>
    );
  }
  const done = count("done");
  return (
    <Callout kind={done > 0 ? "success" : "warning"}>
      <p>{plural(locale, acts.done[name], done)}</p>
      <p class="text-muted">
        {whole.undoUntil ? (
          <>
            {acts.undoUntil} <Time iso={whole.undoUntil} locale={locale} />.
          </>
        ) : (
          acts.undoLate
        )}
      </p>
    </Callout>
  );
}
