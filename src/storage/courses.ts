/** Courses, and who is in them. Each of a person's roles comes from a source, which alone ends it. */
import type { Queries } from "./database.ts";

export type StoredCourseRole = "teacher" | "tutor" | "student";

/** What the account itself gives its owner. */
const byAccount = "account";

/**
 * While there is one course, everyone is in it: staff as its teachers, others as its students, and
 * guests not at all, because they see only the groups they were put into. With several, nobody
 * joins one by having an account; what the account has given before follows its role.
 */
export async function enrolByAccount(
  tx: Queries,
  { userId, role, at }: { userId: string; role: "admin" | "user" | "guest"; at: string },
): Promise<void> {
  if (role === "guest") {
    await tx.run`delete from course_members where user_id = ${userId} and source = ${byAccount}`;
    return;
  }
  const given: StoredCourseRole = role === "admin" ? "teacher" : "student";
  await tx.run`
    update course_members set role = ${given}
    where user_id = ${userId} and source = ${byAccount} and role <> ${given}`;
  await tx.run`
    insert into course_members (course_id, user_id, role, source, joined_at)
    select id, ${userId}, ${given}, ${byAccount}, ${at} from courses
    where (select cast(count(*) as integer) from courses) = 1
    on conflict (course_id, user_id, source) do nothing`;
}

/** Whatever the sources: the account is being deleted. */
export function leaveCourses(tx: Queries, userId: string): Promise<number> {
  return tx.run`delete from course_members where user_id = ${userId}`;
}

/** A person's role in a course, as one source gives it. */
export interface StoredCourseMember {
  courseId: string;
  role: StoredCourseRole;
  source: string;
  joinedAt: string;
}

export function courseMembershipsOf(db: Queries, userId: string): Promise<StoredCourseMember[]> {
  return db.all<StoredCourseMember>`
    select course_id as "courseId", role, source, joined_at as "joinedAt"
    from course_members where user_id = ${userId}
    order by course_id, source`;
}
