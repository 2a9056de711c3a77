/** A teacher gives the course to someone in it. */
import { handOver, listCoursePeople } from "#core/courses/course_people.ts";
import { requireTeacher } from "#core/courses/own_courses.ts";
import { notFound } from "#core/refusals.ts";
import { Question } from "#ui/parts/question.tsx";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";

/** @throws {Refusal} not_found, forbidden */
export async function askHandOver(visit: SignedInVisit): Promise<Response> {
  const { context, texts } = visit;
  const course = await requireTeacher(context, pathId(visit));
  const userId = visit.c.req.query("user") ?? "";
  const people = await listCoursePeople(context, course.id);
  const person = people.find(({ id }) => id === userId && id !== visit.actor.id);
  if (!person) throw notFound();
  const { courses } = texts;
  const title = format(courses.handOverTitle, { name: person.name });
  return renderPage(visit, {
    title,
    section: "groups",
    content: (
      <Question
        title={title}
        action={`/courses/${course.id}/hand-over`}
        fields={{ user: person.id }}
        confirm={courses.handOverConfirm}
        working={texts.groups.working}
        cancelHref={`/courses/${course.id}`}
        texts={texts.common}
      >
        <p>{courses.handOverText}</p>
      </Question>
    ),
  });
}

export async function submitHandOver(visit: SignedInVisit): Promise<Response> {
  const courseId = pathId(visit);
  const userId = (await readForm(visit)).text("user");
  await handOver(visit.context, { courseId, userId });
  flash(visit, "success", visit.texts.courses.handedOver);
  return visit.c.redirect("/conversations", 303);
}
