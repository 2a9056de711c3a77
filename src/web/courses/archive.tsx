/** Puts a course away at the end of its term, and brings it back. */
import { archiveCourse, restoreCourse } from "#core/courses/manage_courses.ts";
import { requireTeacher, withSize } from "#core/courses/own_courses.ts";
import { Question } from "#ui/parts/question.tsx";
import { format, plural } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";

/** @throws {Refusal} not_found, forbidden */
export async function askArchive(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const course = await requireTeacher(context, pathId(visit));
  const { id, name, groups: count } = await withSize(context, course);
  const { courses, groups } = texts;
  const title = format(courses.archiveTitle, { name: name || groups.firstCourse });
  return renderPage(visit, {
    title,
    section: "groups",
    content: (
      <Question
        title={title}
        action={`/courses/${id}/archive`}
        confirm={courses.archiveConfirm}
        working={groups.working}
        cancelHref={`/courses/${id}`}
        texts={texts.common}
      >
        <p>{plural(locale, courses.archiveText, count)}</p>
      </Question>
    ),
  });
}

export async function submitArchive(visit: SignedInVisit): Promise<Response> {
  const { context, texts } = visit;
  const id = pathId(visit);
  await archiveCourse(context, id);
  flash(visit, "success", {
    text: texts.courses.archived,
    undo: { label: texts.common.undo, action: `/courses/${id}/restore`, fields: {} },
  });
  return visit.c.redirect(`/courses/${id}`, 303);
}

export async function submitRestore(visit: SignedInVisit): Promise<Response> {
  const id = pathId(visit);
  await restoreCourse(visit.context, id);
  flash(visit, "success", visit.texts.courses.restored);
  return visit.c.redirect(`/courses/${id}`, 303);
}
