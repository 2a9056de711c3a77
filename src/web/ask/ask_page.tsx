import type { CourseToAsk } from "#core/groups/ask_team.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { AreaField, SelectField } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import type { FormErrors } from "../http/form.ts";

export interface AskPageProps {
  course: CourseToAsk;
  /** All that the reader may ask. */
  courses: CourseToAsk[];
  content: string;
  /** Whether the reader may open groups as well. */
  opens: boolean;
  isTyped: boolean;
  errors: FormErrors;
  texts: Texts;
}

/** Where a student writes to the staff of a course for the first time. */
export function AskPage(props: AskPageProps) {
  const { course, courses, content, opens, isTyped, errors, texts } = props;
  const { ask, common } = texts;
  return (
    <>
      <PageHeader title={ask.title} lead={ask.lead}>
        {opens && <ButtonLink href="/own-groups/create">{texts.ownGroups.openTitle}</ButtonLink>}
      </PageHeader>
      <ErrorSummary errors={errors} labels={{ question: ask.question }} texts={common} />
      <Form action="/ask" asks isTyped={isTyped} class="max-w-2xl space-y-6">
        <Card>
          {courses.length > 1 && (
            <SelectField
              name="course"
              label={texts.ownGroups.course}
              value={course.id}
              options={courses.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <AreaField
            name="question"
            label={ask.question}
            hint={ask.questionHint}
            value={content}
            error={errors["question"]}
            rows={5}
          />
        </Card>
        <FormActions>
          <ButtonLink href="/conversations" cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="primary" data-working={ask.sending}>
            {ask.send}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}
