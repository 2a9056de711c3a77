import type { ImportResult } from "#core/roster/result.ts";
import type { WholeImport } from "#core/roster/roster.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { ErrorSummary, Form, FormBar } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import type { FormErrors } from "../http/form.ts";
import { ChangeSections, UnusableSection } from "./preview_parts.tsx";

export interface ResultPageProps {
  whole: WholeImport;
  result: ImportResult;
  path: string;
  /** The page from which one comes. */
  back: string;
  /** Whether links can be sent instead of codes. */
  sendsMails: boolean;
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}

/** An import that is at work, done or undone. */
export function ResultPage(props: ResultPageProps) {
  const { whole, result, path, back, errors, sendsMails, locale, texts } = props;
  const { roster, common, mail } = texts;
  const { state } = whole.import;
  const isAtWork = state === "applying" || state === "undoing";
  return (
    <>
      <PageHeader title={titleOf(state, roster)} lead={whole.course.name} />
      <ErrorSummary errors={errors} labels={{}} texts={common} />
      <Form action={`${path}/undo`} class="space-y-8">
        {isAtWork ? <Progress {...props} /> : <Outcome {...props} />}
        {result.kept.length + result.keptGroups.length > 0 && <Kept {...props} />}
        {!isAtWork && (
          <>
            <UnusableSection rows={result.unusable} isOver locale={locale} texts={texts} />
            <ChangeSections changes={result.rows} isOver locale={locale} texts={texts} />
          </>
        )}
        <FormBar>
          <ButtonLink href={back}>{roster.back}</ButtonLink>
          <ButtonLink href={`${path}/result.csv`}>{roster.download}</ButtonLink>
          {whole.undoUntil && <Button data-working={roster.undoing}>{roster.undo}</Button>}
          {whole.awaited && sendsMails ? (
            <Button formAction={`${path}/codes`} name="by" value="mail">
              {mail.sendAll}
            </Button>
          ) : null}
          {whole.awaited ? (
            <Button look="primary" formAction={`${path}/codes`}>
              {plural(locale, roster.codes, whole.awaited)}
            </Button>
          ) : null}
        </FormBar>
      </Form>
    </>
  );
}

function titleOf(state: WholeImport["import"]["state"], roster: Texts["roster"]): string {
  if (state === "applying") return roster.applying;
  if (state === "undoing") return roster.undoing;
  return state === "undone" ? roster.undoneTitle : roster.appliedTitle;
}

function Progress({ whole, result, texts: { roster } }: ResultPageProps) {
  const { done, of } = result.progress;
  return (
    <div class="max-w-xl space-y-2" role="status">
      {whole.import.state === "applying" && (
        <>
          <progress value={done} max={of} class="w-full" aria-label={roster.applying} />
          <p>{format(roster.progress, { done, of })}</p>
        </>
      )}
      <p class="text-sm text-muted">{roster.progressHint}</p>
    </div>
  );
}

function Outcome({ whole, result, locale, texts: { roster } }: ResultPageProps) {
  const done = result.rows.filter(({ outcome }) => outcome === "done").length;
  if (whole.import.state === "undone") {
    return (
      <Callout kind="success">
        <p>{roster.undoneLead}</p>
      </Callout>
    );
  }
  return (
    <Callout kind="success">
      <p>{plural(locale, roster.appliedLead, done)}</p>
      {whole.awaited ? <p class="text-body">{roster.codesHint}</p> : null}
      <p class="text-muted">
        {whole.undoUntil ? (
          <>
            {roster.undoUntil} <Time iso={whole.undoUntil} locale={locale} />.
          </>
        ) : (
          roster.undoLate
        )}
      </p>
    </Callout>
  );
}

/** What has changed since the import, and was therefore left as it is. */
function Kept({ result, texts: { roster } }: ResultPageProps) {
  return (
    <section class="space-y-2">
      <h2 class="text-lg font-semibold text-body">{roster.keptTitle}</h2>
      <p class="text-sm text-muted">{roster.keptHint}</p>
      <ul class="divide-y divide-line text-sm">
        {result.kept.map(({ name, groups }) => (
          <li key={`${name} ${groups.join()}`} class="flex flex-wrap gap-x-4 py-2">
            <span class="font-medium text-body">{name}</span>
            <span class="text-muted">{groups.join(", ") || roster.keptAccount}</span>
          </li>
        ))}
        {result.keptGroups.map((name) => (
          <li key={name} class="flex flex-wrap gap-x-4 py-2">
            <span class="font-medium text-body">{name}</span>
            <span class="text-muted">{roster.keptGroup}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
