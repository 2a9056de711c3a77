/** Who is in a course, as its staff see and change it. */
import { notePlaces } from "./course_notes.ts";
import { byAccount, type StoredCourseRole } from "./courses.ts";
import { type Flag, type Queries, valueList } from "./database.ts";
import { inUseAt } from "./users.ts";

/** Someone in a course, whatever the sources. */
export interface PersonInCourse {
  id: string;
  name: string;
  username: string;
  /** Empty if there is none. */
  email: string;
  /** The highest of their roles: 3 teacher, 2 tutor, 1 student. */
  rank: number;
  joinedAt: string;
  /** The groups of the course that they are in. */
  groupCount: number;
  inactive: Flag;
  /** When their access as staff ends, if it does. UTC ISO text. */
  endsAt: string | null;
}

/**
 * The people of a course, staff first, then by name. Admins are no teachers of it by their account
 * alone.
 */
export function peopleInCourse(
  db: Queries,
  { courseId, now }: { courseId: string; now: string },
): Promise<PersonInCourse[]> {
  return db.all<PersonInCourse>`
    select u.id, u.name, u.username, coalesce(u.email, '') as email, p.rank, p.joined_at as "joinedAt",
      p.ends_at as "endsAt", case when ${inUseAt} ${now} then 0 else 1 end as inactive,
      (select cast(count(*) as integer) from conversation_members g
        join conversations o on o.id = g.conversation_id
        where g.user_id = u.id and o.course_id = ${courseId}) as "groupCount"
    from (
      select user_id, min(joined_at) as joined_at, max(ends_at) as ends_at,
        max(case role when 'teacher' then 3 when 'tutor' then 2 else 1 end) as rank
      from course_members
      where course_id = ${courseId} and not (role = 'teacher' and source = ${byAccount})
      group by user_id) as p
      join users u on u.id = p.user_id
    where u.deleted_at is null
    order by p.rank desc, u.name_key, u.name, u.id`;
}

export interface CourseRoleKey {
  courseId: string;
  userId: string;
}

/** A source gives someone a role, or another one than before, without an end. */
export async function putCourseRole(
  tx: Queries,
  given: CourseRoleKey & { role: StoredCourseRole; source: string; at: string },
): Promise<void> {
  await notePlaces(tx, given.courseId, [given.userId]);
  await tx.run`
    insert into course_members (course_id, user_id, role, source, joined_at)
    values (${given.courseId}, ${given.userId}, ${given.role}, ${given.source}, ${given.at})
    on conflict (course_id, user_id, source) do update
    set role = excluded.role, ends_at = null`;
}

/** When what a source gives someone ends. @param given with null for no end */
export function setRoleEnd(
  tx: Queries,
  given: CourseRoleKey & { source: string; endsAt: string | null },
): Promise<number> {
  return tx.run`
    update course_members set ends_at = ${given.endsAt}
    where course_id = ${given.courseId} and user_id = ${given.userId}
      and source = ${given.source}`;
}

/** A role that has ended. */
export interface EndedRole extends CourseRoleKey {
  role: StoredCourseRole;
  source: string;
}

export function nextEndedRole(db: Queries, now: string): Promise<EndedRole | undefined> {
  return db.get<EndedRole>`
    select course_id as "courseId", user_id as "userId", role, source from course_members
    where ends_at <= ${now} order by ends_at, course_id, user_id limit 1`;
}

/** What each source gives someone in a course. */
export function rolesInCourse(
  db: Queries,
  { courseId, userId }: CourseRoleKey,
): Promise<{ role: StoredCourseRole; source: string }[]> {
  return db.all<{ role: StoredCourseRole; source: string }>`
    select role, source from course_members
    where course_id = ${courseId} and user_id = ${userId} order by source`;
}

/** Ends what some sources give. */
export async function endCourseRoles(
  tx: Queries,
  { courseId, userId }: CourseRoleKey,
  sources: readonly string[],
): Promise<void> {
  await notePlaces(tx, courseId, [userId]);
  await tx.run`
    delete from course_members
    where course_id = ${courseId} and user_id = ${userId} and source in ${valueList(sources)}`;
}

/** Its teachers and tutors, admins by their account not among them. */
export async function courseStaffIds(db: Queries, courseId: string): Promise<string[]> {
  const rows = await db.all<{ userId: string }>`
    select distinct user_id as "userId" from course_members
    where course_id = ${courseId} and role <> 'student' and source <> ${byAccount}`;
  return rows.map(({ userId }) => userId);
}

/** Whether a course has a teacher whose account is active, and whose access has no end. */
export async function hasTeacher(
  db: Queries,
  { courseId, now }: { courseId: string; now: string },
): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from course_members m join users u on u.id = m.user_id
    where m.course_id = ${courseId} and m.role = 'teacher' and m.source <> ${byAccount}
      and m.ends_at is null and ${inUseAt} ${now}
    limit 1`;
  return row !== undefined;
}

/** The groups of a course that someone is in. */
export async function groupsInCourse(
  db: Queries,
  { courseId, userId }: CourseRoleKey,
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select c.id from conversation_members m join conversations c on c.id = m.conversation_id
    where m.user_id = ${userId} and c.course_id = ${courseId} order by c.position, c.id`;
  return rows.map(({ id }) => id);
}
