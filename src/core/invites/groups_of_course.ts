import { courseGroups } from "#storage/roster.ts";
import type { Context } from "../context.ts";
import { requireCourse } from "../roster/course_rights.ts";

/**
 * The groups that an invite can lead to, in order.
 * @throws {Refusal} not_found, for all but admins and the course's teachers
 */
export function listGroupsOfCourse(
  { db, actor }: Context,
  courseId: string,
): Promise<{ id: string; name: string }[]> {
  return db.snapshot(async (state) => {
    await requireCourse({ db: state, actor }, courseId);
    return courseGroups(state, courseId);
  });
}
