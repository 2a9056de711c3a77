/** Names of staff, with which other names are compared. */
import type { Queries } from "./database.ts";
import { courseFolk } from "./scope.ts";
import { inUseAt } from "./users.ts";

/**
 * The names of all admins, and of the staff of the courses that a person is in; while there is one course, of
 * its staff. Without the person's own.
 */
export async function staffNamesNear(
  db: Queries,
  { userId, now }: { userId: string; now: string },
): Promise<string[]> {
  const rows = await db.all<{ name: string }>`
    select u.name from users u
    where u.id <> ${userId} and ${inUseAt} ${now}
      and (u.role = 'admin' or exists (
        select 1 from course_members t
        where t.user_id = u.id and t.role <> 'student' and t.source <> 'account'
          and (not exists (select 1 from courses k where k.id <> t.course_id)
            or exists (
              select 1 from ${courseFolk}
              where p.user_id = ${userId} and p.course_id = t.course_id))))
    order by u.name_key, u.name`;
  return rows.map(({ name }) => name);
}

/** The names of all admins, and of the staff of a course. */
export async function staffNamesOfCourse(
  db: Queries,
  { courseId, now }: { courseId: string; now: string },
): Promise<string[]> {
  const rows = await db.all<{ name: string }>`
    select u.name from users u
    where ${inUseAt} ${now}
      and (u.role = 'admin' or exists (
        select 1 from course_members t
        where t.user_id = u.id and t.role <> 'student' and t.source <> 'account'
          and t.course_id = ${courseId}))
    order by u.name_key, u.name`;
  return rows.map(({ name }) => name);
}
