import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { Field, SelectField } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { RadioField } from "#ui/parts/radio_field.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { courseColours } from "#wire/course_colours.ts";
import type { FormErrors } from "../http/form.ts";

/** Groups for everyone with which a course can begin. */
const firstGroups = ["announcements", "questions"] as const;
type FirstGroup = (typeof firstGroups)[number];

export interface CourseFormProps {
  title: string;
  lead?: string;
  action: string;
  /** Where Cancel leads. */
  back: string;
  /** The course that is copied. */
  from?: string;
  /** Which groups for everyone to begin with; undefined where that is not offered. */
  first?: Record<FirstGroup, boolean> | undefined;
  fields: {
    name: string;
    term: string;
    colour: string;
    tutorsSee?: "all" | "own";
    studentsOpen?: boolean;
    askTeam?: boolean;
    asksReason?: boolean;
  };
  /** While the first course has no name, which it needs beside a second one. */
  presentName?: string;
  saveLabel: string;
  isTyped: boolean;
  /** Of a course that exists: where its reasons for removing are. */
  templates?: string;
  /** And where its word rules are. */
  rules?: string;
  errors: FormErrors;
  texts: Texts;
}

/** The form for making and for changing a course. */
export function CourseForm(props: CourseFormProps) {
  const { presentName, errors, texts } = props;
  const { common, courses } = texts;
  const labels = {
    presentName: courses.presentName,
    name: courses.name,
    term: courses.term,
    colour: courses.colour,
  };
  return (
    <>
      <PageHeader title={props.title} lead={props.lead}>
        {props.templates && (
          <ButtonLink href={props.templates}>{texts.removing.templatesLink}</ButtonLink>
        )}
        {props.rules && <ButtonLink href={props.rules}>{texts.rules.link}</ButtonLink>}
      </PageHeader>
      <ErrorSummary errors={errors} labels={labels} texts={common} />
      <Form action={props.action} asks isTyped={props.isTyped} class="max-w-2xl space-y-6">
        {props.from && <input type="hidden" name="from" value={props.from} />}
        {presentName !== undefined && (
          <Card>
            <Field
              name="presentName"
              label={courses.presentName}
              hint={courses.presentNameHint}
              value={presentName}
              error={errors["presentName"]}
              required
              autoComplete="off"
            />
          </Card>
        )}
        <About {...props} />
        {props.first && (
          <Card>
            {firstGroups.map((name) => (
              <label key={name} class="flex min-h-11 items-center gap-3 text-sm">
                <input
                  type="checkbox"
                  name={name}
                  checked={props.first?.[name]}
                  aria-describedby="questions-hint"
                  class="size-5 accent-primary"
                />
                {courses[name]}
              </label>
            ))}
            <p id="questions-hint" class="text-sm text-muted">
              {courses.questionsHint}
            </p>
          </Card>
        )}
        <FormActions>
          <ButtonLink href={props.back} cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="primary" data-working={texts.groups.working}>
            {props.saveLabel}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}

function About({ fields, errors, texts: { courses } }: CourseFormProps) {
  return (
    <Card>
      <Field
        name="name"
        label={courses.name}
        hint={courses.nameHint}
        value={fields.name}
        error={errors["name"]}
        required
        autoComplete="off"
      />
      <Field
        name="term"
        label={courses.term}
        hint={courses.termHint}
        value={fields.term}
        error={errors["term"]}
        autoComplete="off"
      />
      <SelectField
        name="colour"
        label={courses.colour}
        value={fields.colour}
        error={errors["colour"]}
        options={[
          { value: "", label: courses.noColour },
          ...courseColours.map((value) => ({ value, label: courses.colours[value] })),
        ]}
      />
      <Settings fields={fields} courses={courses} />
    </Card>
  );
}

/** What only the form of a present course has. */
function Settings({ fields, courses }: Pick<CourseFormProps, "fields"> & Pick<Texts, "courses">) {
  return (
    <>
      {fields.tutorsSee && (
        <RadioField
          name="tutorsSee"
          legend={courses.tutorsSee}
          value={fields.tutorsSee}
          options={[
            { value: "all", label: courses.tutorsSeeAll },
            { value: "own", label: courses.tutorsSeeOwn },
          ]}
        />
      )}
      {fields.askTeam !== undefined && (
        <RadioField
          name="askTeam"
          legend={courses.askTeam}
          value={fields.askTeam ? "yes" : "no"}
          options={[
            { value: "yes", label: courses.askTeamYes },
            { value: "no", label: courses.askTeamNo },
          ]}
        />
      )}
      {fields.studentsOpen !== undefined && (
        <RadioField
          name="studentsOpen"
          legend={courses.studentsOpen}
          value={fields.studentsOpen ? "yes" : "no"}
          options={[
            { value: "no", label: courses.studentsOpenNo },
            { value: "yes", label: courses.studentsOpenYes },
          ]}
        />
      )}
      {fields.asksReason !== undefined && (
        <RadioField
          name="asksReason"
          legend={courses.asksReason}
          value={fields.asksReason ? "yes" : "no"}
          options={[
            { value: "no", label: courses.asksReasonNo },
            { value: "yes", label: courses.asksReasonYes },
          ]}
        />
      )}
    </>
  );
}
