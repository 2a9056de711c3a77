/** Who may change who is in a course. */
import type { Queries } from "#storage/database.ts";
import type { Actor } from "../context.ts";
import { listOwnCourses, type OwnCourse } from "../courses/own_courses.ts";
import { notFound } from "../refusals.ts";

export type Course = Pick<OwnCourse, "id" | "name">;

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

/** The course into which the actor imports lists, if there is only one. */
export async function courseOfLists(asking: Asking): Promise<string | undefined> {
  const taught = (await listOwnCourses(asking)).filter(({ teaches }) => teaches);
  return taught.length === 1 ? taught[0]!.id : undefined;
}
