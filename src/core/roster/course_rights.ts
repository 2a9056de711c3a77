/** Who may change who is in a course. */
import type { Queries } from "#storage/database.ts";
import type { Actor } from "../context.ts";
import { isOpen, listOwnCourses, type OwnCourse } from "../courses/own_courses.ts";
import { notFound, Refusal } from "../refusals.ts";

export type Course = Pick<OwnCourse, "id" | "name" | "archivedAt">;

interface Asking {
  db: Queries;
  actor: Actor;
}

/**
 * Admins, and the course's own teachers; not its tutors. For all others it does not exist.
 * @throws {Refusal} not_found
 */
export async function requireCourse(asking: Asking, courseId: string): Promise<Course> {
  const courses = await listOwnCourses(asking);
  const course = courses.find(({ id, teaches }) => teaches && id === courseId);
  if (!course) throw notFound();
  return course;
}

/** The same for those who change it. @throws {Refusal} not_found; forbidden, when it is archived */
export async function requireOpenCourse(asking: Asking, courseId: string): Promise<void> {
  const { archivedAt } = await requireCourse(asking, courseId);
  if (archivedAt !== null) throw new Refusal("forbidden", { reason: "course_archived" });
}

/** The course into which the actor imports lists, if there is only one. */
export async function courseOfLists(asking: Asking): Promise<string | undefined> {
  const taught = (await listOwnCourses(asking)).filter(isOpen);
  return taught.length === 1 ? taught[0]!.id : undefined;
}
