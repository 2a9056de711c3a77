/** The course that a page for managing groups is about; with one course, nothing shows of it. */
import { isOpen, listOwnCourses, type OwnCourse } from "#core/courses/own_courses.ts";
import { notFound } from "#core/refusals.ts";
import type { SignedInVisit } from "../http/visit.ts";

export interface CourseChoice {
  course: OwnCourse;
  /** All that can be chosen. */
  courses: OwnCourse[];
}

/**
 * The named course, or the first.
 * @param wanted empty for the first
 * @throws {Refusal} not_found, for one that the actor does not look after
 */
export async function courseOf(visit: SignedInVisit, wanted?: string): Promise<CourseChoice> {
  const courses = await listOwnCourses(visit.context);
  return chosen(courses, wanted ?? visit.c.req.query("course"));
}

/** The same among those in which the actor can create groups. */
export async function taughtCourseOf(visit: SignedInVisit, wanted?: string): Promise<CourseChoice> {
  const courses = await listOwnCourses(visit.context);
  const taught = courses.filter(isOpen);
  return chosen(taught, wanted ?? visit.c.req.query("course"));
}

/** One in use, if there is any. */
function firstOf(courses: OwnCourse[]): OwnCourse | undefined {
  return courses.find(({ archivedAt }) => archivedAt === null) ?? courses[0];
}

function chosen(courses: OwnCourse[], wanted: string | undefined): CourseChoice {
  const course = wanted ? courses.find(({ id }) => id === wanted) : firstOf(courses);
  if (!course) throw notFound();
  return { course, courses };
}

/** The address of a page of the course. */
export function pathIn({ course, courses }: CourseChoice, path: string): string {
  return courses.length > 1 ? `${path}?course=${encodeURIComponent(course.id)}` : path;
}
