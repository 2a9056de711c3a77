/** When a teacher's or tutor's access to a course ends. */
import { type CoursePerson, listCoursePeople } from "#core/courses/course_people.ts";
import { requireTeacher } from "#core/courses/own_courses.ts";
import { lastDay, setStaffEnd } from "#core/courses/staff_ends.ts";
import { notFound } from "#core/refusals.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { Field } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { type FormErrors, readForm, type RefusedStatus, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";

interface Shown {
  userId: string;
  typed?: string;
  errors?: FormErrors;
  status?: RefusedStatus;
}

/** @throws {Refusal} not_found, forbidden */
export function askStaffEnd(visit: SignedInVisit): Promise<Response> {
  return show(visit, { userId: visit.c.req.query("user") ?? "" });
}

async function show(
  visit: SignedInVisit,
  { userId, typed, errors = {}, status }: Shown,
): Promise<Response> {
  const { context, services, texts } = visit;
  const { courses } = texts;
  const person = await staffOf(visit, userId);
  const title = format(courses.endTitle, { name: person.name });
  const present = person.endsAt === null ? "" : lastDay(person.endsAt);
  const back = `/courses/${encodeURIComponent(pathId(visit))}`;
  const today = new Date(services.clock.now()).toISOString().slice(0, 10);
  return renderPage(visit, {
    title,
    section: "groups",
    here: `${back}/access?${new URLSearchParams({ user: userId })}`,
    status,
    content: (
      <>
        <PageHeader title={title} />
        <ErrorSummary errors={errors} labels={{ until: courses.lastDay }} texts={texts.common} />
        <div class="max-w-lg">
          <Card>
            <p class="text-sm text-muted">
              {context.actor.id === userId ? courses.endOwnLead : courses.endLead}
            </p>
            <Form action={`${back}/access`}>
              <input type="hidden" name="user" value={userId} />
              <Field
                name="until"
                type="date"
                label={courses.lastDay}
                hint={courses.lastDayHint}
                value={typed ?? present}
                error={errors["until"]}
                min={today}
                required
              />
              <FormActions>
                <ButtonLink href={back} cancels>
                  {texts.common.cancel}
                </ButtonLink>
                <Button look="primary" data-working={texts.groups.working}>
                  {courses.setEnd}
                </Button>
              </FormActions>
            </Form>
          </Card>
          {present !== "" && (
            <Form action={`${back}/access`} class="mt-4">
              <input type="hidden" name="user" value={userId} />
              <Button name="step" value="remove">
                {courses.removeEnd}
              </Button>
            </Form>
          )}
        </div>
      </>
    ),
  });
}

/** @throws {Refusal} not_found, also for students; forbidden */
async function staffOf(visit: SignedInVisit, userId: string): Promise<CoursePerson> {
  const course = await requireTeacher(visit.context, pathId(visit));
  const people = await listCoursePeople(visit.context, course.id);
  const person = people.find(({ id, role }) => id === userId && role !== "student");
  if (!person) throw notFound();
  return person;
}

export async function submitStaffEnd(visit: SignedInVisit): Promise<Response> {
  const courseId = pathId(visit);
  const { context, c, texts } = visit;
  const form = await readForm(visit);
  const [userId, typed] = [form.text("user"), form.text("until").trim()];
  const until = form.text("step") === "remove" ? null : typed;
  return submitForm(
    visit,
    async () => {
      await setStaffEnd(context, { courseId, userId, until });
      flash(visit, "success", until === null ? texts.courses.endRemoved : texts.courses.endSet);
      return c.redirect(`/courses/${encodeURIComponent(courseId)}`, 303);
    },
    (errors, status) => show(visit, { userId, typed, errors, status }),
  );
}
