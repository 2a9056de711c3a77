/** Courses, and who is in them. Each of a person's roles comes from a source, which alone ends it. */
import type { Queries } from "./database.ts";

export type StoredCourseRole = "teacher" | "tutor" | "student";

/** What the account itself gives its owner. */
const byAccount = "account";

interface AccountInCourses {
  userId: string;
  role: "admin" | "user" | "guest";
  at: string;
}

const givenTo = (role: "admin" | "user"): StoredCourseRole =>
  role === "admin" ? "teacher" : "student";

/**
 * While there is one course, everyone is in it: staff as its teachers, others as its students, and
 * guests not at all, because they see only the groups they were put into. With several, nobody
 * joins one by having an account.
 */
export async function enrolByAccount(
  tx: Queries,
  { userId, role, at }: AccountInCourses,
): Promise<void> {
  if (role === "guest") return;
  await tx.run`
    insert into course_members (course_id, user_id, role, source, joined_at)
    select id, ${userId}, ${givenTo(role)}, ${byAccount}, ${at} from courses
    where (select cast(count(*) as integer) from courses) = 1
    on conflict (course_id, user_id, source) do nothing`;
}

/** What the account has given before follows its new role. */
export async function enrolByNewRole(tx: Queries, account: AccountInCourses): Promise<void> {
  const { userId, role } = account;
  if (role === "guest") {
    await tx.run`delete from course_members where user_id = ${userId} and source = ${byAccount}`;
    return;
  }
  const given = givenTo(role);
  await tx.run`
    update course_members set role = ${given}
    where user_id = ${userId} and source = ${byAccount} and role <> ${given}`;
  await enrolByAccount(tx, account);
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
