import type { CourseRules } from "#core/courses/manage_courses.ts";
import type { Visit } from "../http/visit.ts";

/** What this installation's settings say about courses. */
export function rulesOf({ config }: Pick<Visit, "config">): CourseRules {
  return { teachersMakeCourses: config.teachersMakeCourses };
}
