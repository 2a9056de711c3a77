/** Courses for tests, and people in them. */
import type { Services } from "#core/context.ts";
import type { StoredCourseRole } from "#storage/courses.ts";

/** The course that every database has. */
export const firstCourse = "first";

export interface CourseOptions {
  id: string;
  tutorsSee?: "all" | "own";
}

export async function makeCourse(
  { db }: Pick<Services, "db">,
  { id, tutorsSee = "all" }: CourseOptions,
): Promise<void> {
  await db.transaction(
    (tx) => tx.run`
      insert into courses (id, name, position, tutors_see, created_at, updated_at)
      values (${id}, ${id}, 9, ${tutorsSee}, '2026-11-01', '2026-11-01')
      on conflict (id) do nothing`,
  );
}

export interface Enrolment {
  courseId?: string;
  userId: string;
  role: StoredCourseRole;
}

export async function enrol(
  { db }: Pick<Services, "db">,
  { courseId = firstCourse, userId, role }: Enrolment,
): Promise<void> {
  await db.transaction(
    (tx) => tx.run`
      insert into course_members (course_id, user_id, role, source, joined_at)
      values (${courseId}, ${userId}, ${role}, 'hand', '2026-11-01')`,
  );
}

export async function moveToCourse(
  { db }: Pick<Services, "db">,
  conversationId: string,
  courseId: string,
): Promise<void> {
  await db.transaction(
    (tx) => tx.run`
      update conversations set course_id = ${courseId} where id = ${conversationId}`,
  );
}
