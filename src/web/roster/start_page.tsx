import type { Course } from "#core/roster/course_rights.ts";
import type { Import } from "#core/roster/roster.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { AreaField } from "#ui/parts/field.tsx";
import { ErrorSummary, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import type { FormErrors } from "../http/form.ts";

export interface StartPageProps {
  course: Course;
  imports: readonly Import[];
  text: string;
  /** The page from which one comes. */
  back: string;
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}

/** The first step: the list. */
export function StartPage(props: StartPageProps) {
  const { course, imports, text, back, errors, locale, texts } = props;
  const { roster, common } = texts;
  const path = `/courses/${encodeURIComponent(course.id)}/roster`;
  return (
    <>
      <PageHeader title={roster.startTitle} lead={roster.startLead} />
      {course.name && <p class="text-sm text-muted">{course.name}</p>}
      <ErrorSummary errors={errors} labels={{ list: roster.list }} texts={common} />
      <form method="post" action={path} encType="multipart/form-data" class="max-w-3xl space-y-4">
        <AreaField
          name="list"
          label={roster.list}
          hint={roster.listHint}
          value={text}
          error={errors["list"]}
          rows={10}
        />
        <div class="space-y-1">
          <label for="file" class="block text-sm font-medium text-body">
            {roster.file}
          </label>
          <p id="file-hint" class="text-sm text-muted">
            {roster.fileHint}
          </p>
          <input
            id="file"
            name="file"
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
            aria-describedby="file-hint"
            class="block w-full rounded border border-dashed border-line-strong bg-field p-4 text-sm text-body"
          />
        </div>
        <FormActions>
          <ButtonLink href={back} cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="primary" data-working={roster.working}>
            {roster.toPreview}
          </Button>
        </FormActions>
      </form>
      {imports.length > 0 && (
        <Card title={roster.recentTitle}>
          <Recent imports={imports} path={path} locale={locale} texts={texts} />
        </Card>
      )}
    </>
  );
}

type RecentProps = Pick<StartPageProps, "imports" | "locale" | "texts"> & { path: string };

function Recent({ imports, path, locale, texts: { roster } }: RecentProps) {
  return (
    <ul class="divide-y divide-line">
      {imports.map(({ id, title, state, actorName, createdAt }) => (
        <li key={id} class="flex flex-wrap items-baseline gap-x-3 py-2 text-sm">
          <a
            href={`${path}/${encodeURIComponent(id)}`}
            class="min-w-0 py-1 font-medium wrap-anywhere text-primary-text underline underline-offset-2"
          >
            {title || roster.pasted}
          </a>
          <span class="text-body">{roster.states[state]}</span>
          <span class="text-muted">
            <Time iso={createdAt} locale={locale} />
            {actorName && <> {format(roster.by, { name: actorName })}</>}
          </span>
        </li>
      ))}
    </ul>
  );
}
