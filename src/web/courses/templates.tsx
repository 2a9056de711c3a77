/** The reasons for removing messages that a course offers. */
import { requireTeacher } from "#core/courses/own_courses.ts";
import { changeTemplates, listTemplates, type TemplateInput } from "#core/courses/templates.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { Field } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormBar } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import { courseLimits } from "#wire/limits.ts";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  type FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";

/** Empty ones below those that exist. */
const furtherRows = 3;

/** @throws {Refusal} not_found, forbidden */
export async function showTemplates(visit: SignedInVisit): Promise<Response> {
  const course = await requireTeacher(visit.context, pathId(visit));
  const rows = await listTemplates(visit.context, course.id);
  return show(visit, { rows, errors: {}, status: 200 });
}

export async function saveTemplates(visit: SignedInVisit): Promise<Response> {
  const course = await requireTeacher(visit.context, pathId(visit));
  const form = await readForm(visit);
  const rows = rowsOf(form);
  return submitForm(
    visit,
    async () => {
      await changeTemplates(visit.context, course.id, { shown: form.all("id"), wanted: rows });
      flash(visit, "success", visit.texts.removing.templatesSaved);
      return visit.c.redirect(`/courses/${course.id}/templates`, 303);
    },
    (errors, status) => show(visit, { rows, errors, status }),
  );
}

function rowsOf(form: FormValues): TemplateInput[] {
  const ids = form.all("id");
  return Array.from({ length: courseLimits.templates + furtherRows }, (_row, index) => ({
    id: ids[index] || undefined,
    en: form.text(`en-${index}`),
    de: form.text(`de-${index}`),
  }));
}

interface Shown {
  rows: TemplateInput[];
  errors: FormErrors;
  status: 200 | RefusedStatus;
}

function show(visit: SignedInVisit, { rows, errors, status }: Shown): Response {
  const { texts } = visit;
  const title = texts.removing.templatesTitle;
  return renderPage(visit, {
    title,
    section: "groups",
    status,
    content: (
      <TemplatesPage
        courseId={pathId(visit)}
        rows={status === 200 ? rows : rows.slice(0, shownRows(rows))}
        errors={errors}
        isTyped={status !== 200}
        texts={texts}
      />
    ),
  });
}

/** Of what was typed, up to the last row that has something. */
function shownRows(rows: readonly TemplateInput[]): number {
  return rows.findLastIndex(({ id, en, de }) => id !== undefined || en !== "" || de !== "") + 1;
}

interface TemplatesProps {
  courseId: string;
  rows: TemplateInput[];
  errors: FormErrors;
  isTyped: boolean;
  texts: Texts;
}

function TemplatesPage({ courseId, rows, errors, isTyped, texts }: TemplatesProps) {
  const { removing, common, groups } = texts;
  const empty = { id: undefined, en: "", de: "" };
  const more = Math.min(furtherRows, courseLimits.templates - rows.length);
  const all = [...rows, ...Array.from({ length: Math.max(0, more) }, () => empty)];
  const labelOf = (index: number, language: "en" | "de") =>
    format(removing.templateIn[language], { number: index + 1 });
  const labels = Object.fromEntries(
    all.flatMap((_row, index) =>
      (["en", "de"] as const).map((language) => [`${language}-${index}`, labelOf(index, language)]),
    ),
  );
  return (
    <>
      <PageHeader title={removing.templatesTitle} lead={removing.templatesLead} />
      <ErrorSummary errors={errors} labels={labels} texts={common} />
      <Form
        action={`/courses/${courseId}/templates`}
        asks
        isTyped={isTyped}
        class="max-w-4xl space-y-4"
      >
        <Card>
          <p class="text-sm text-muted">{removing.templateHint}</p>
          <ol class="space-y-4">
            {all.map(({ id, ...words }, index) => (
              <li key={id ?? index} class="grid gap-3 sm:grid-cols-2">
                <input type="hidden" name="id" value={id ?? ""} />
                {(["en", "de"] as const).map((language) => (
                  <Field
                    key={language}
                    name={`${language}-${index}`}
                    label={labelOf(index, language)}
                    value={words[language]}
                    error={errors[`${language}-${index}`]}
                    autoComplete="off"
                  />
                ))}
              </li>
            ))}
          </ol>
        </Card>
        <FormBar>
          <ButtonLink href={`/courses/${courseId}`} cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="primary" data-working={groups.working}>
            {texts.courses.saveChanges}
          </Button>
        </FormBar>
      </Form>
    </>
  );
}
