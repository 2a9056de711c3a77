/** The list of courses: shows it, and sorts it for everyone. */
import { moveCourse } from "#core/courses/course_order.ts";
import { mayMakeCourses } from "#core/courses/manage_courses.ts";
import { listOwnCourses, withSizes } from "#core/courses/own_courses.ts";
import { seesEverything } from "#core/permissions.ts";
import { format } from "#ui/text/format.ts";
import { moveOf, movedOf } from "../groups/moves.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import type { SignedInVisit } from "../http/visit.ts";
import { CourseListPage } from "./list_page.tsx";
import { rulesOf } from "./rules_of.ts";

/** The courses that the actor looks after. */
export async function showCourses(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const courses = await withSizes(context, await listOwnCourses(context));
  const isInUse = ({ archivedAt }: { archivedAt: string | null }) => archivedAt === null;
  return renderPage(visit, {
    title: texts.courses.listTitle,
    section: "groups",
    scripts: ["groups.js"],
    live: true,
    content: (
      <CourseListPage
        courses={courses.filter(isInUse)}
        away={courses.filter((course) => !isInUse(course))}
        sorts={seesEverything(visit.actor)}
        makes={mayMakeCourses(visit, rulesOf(visit))}
        moved={movedOf(visit)}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/** @throws {Refusal} not_found, also for an archived course */
export async function submitCourseOrder(visit: SignedInVisit): Promise<Response> {
  const { c, context, texts } = visit;
  const form = await readForm(visit);
  const id = form.text("id");
  const { place, count, was } = await moveCourse(context, id, moveOf(form));
  if (c.req.header("Accept") === "application/json") return c.body(null, 204);
  const course = (await listOwnCourses(context)).find((one) => one.id === id);
  const name = course?.name || texts.groups.firstCourse;
  flash(visit, "success", {
    text: format(texts.groups.moved, { name, place, count }),
    undo: { label: texts.common.undo, action: "/course-order", fields: { id, before: was } },
  });
  const query = new URLSearchParams({ moved: id, by: form.text("step") });
  return c.redirect(`/courses?${query}`, 303);
}
