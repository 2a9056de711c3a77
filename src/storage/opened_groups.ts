/** Groups that students open in a course where its teachers allow it. */
import { type Flag, type Queries, valueList } from "./database.ts";
import type { StoredMemberRole } from "./members.ts";
import { stillHolds } from "./scope.ts";
import { inUseAt } from "./users.ts";

/** The courses in use that let a student open groups; none for their staff, who make groups anyway. */
export function coursesToOpenIn(
  db: Queries,
  userId: string,
): Promise<{ id: string; name: string }[]> {
  return db.all<{ id: string; name: string }>`
    select k.id, k.name from courses k
    where k.students_open = 1 and k.archived_at is null and exists (
      select 1 from course_members s
      where s.course_id = k.id and s.user_id = ${userId} and s.role = 'student')
      and not exists (
        select 1 from course_members s
        where s.course_id = k.id and s.user_id = ${userId} and s.role <> 'student'
          and ${stillHolds})
    order by k.position, k.id`;
}

/** How many groups of a course a student has opened that are still there. */
export async function countOpened(
  db: Queries,
  { userId, courseId }: { userId: string; courseId: string },
): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count from conversations
    where opened_by = ${userId} and course_id = ${courseId}`;
  return row!.count;
}

export function setOpenedBy(
  tx: Queries,
  { id, userId }: { id: string; userId: string },
): Promise<number> {
  return tx.run`update conversations set opened_by = ${userId} where id = ${id}`;
}

/** The people of a course who share a group of it with someone, by name. */
export function companionsOf(
  db: Queries,
  { userId, courseId, now }: { userId: string; courseId: string; now: string },
): Promise<{ id: string; name: string }[]> {
  return db.all<{ id: string; name: string }>`
    select u.id, u.name from users u
    where u.id <> ${userId} and ${inUseAt} ${now}
      and u.id in (select user_id from course_members where course_id = ${courseId})
      and u.id in (
        select m.user_id from conversation_members v
          join conversations c on c.id = v.conversation_id and c.course_id = ${courseId}
          join conversation_members m on m.conversation_id = c.id
        where v.user_id = ${userId})
    order by u.name_key, u.name, u.id`;
}

/** Which of some people are in a course. */
export async function inCourse(
  db: Queries,
  { courseId, userIds }: { courseId: string; userIds: readonly string[] },
): Promise<Set<string>> {
  const rows = await db.all<{ userId: string }>`
    select distinct user_id as "userId" from course_members
    where course_id = ${courseId} and user_id in ${valueList(userIds)}`;
  return new Set(rows.map(({ userId }) => userId));
}

/** A group that a student opened, as one of its members finds it. */
export interface OpenedGroup {
  name: string;
  courseId: string;
  /** Its course is. */
  archived: Flag;
  role: StoredMemberRole;
}

export function openedGroup(
  db: Queries,
  key: { conversationId: string; userId: string },
): Promise<OpenedGroup | undefined> {
  return db.get<OpenedGroup>`
    select c.name, c.course_id as "courseId", m.role,
      case when c.archived_at is null then 0 else 1 end as archived
    from conversations c join conversation_members m on m.conversation_id = c.id
    where c.id = ${key.conversationId} and m.user_id = ${key.userId}
      and c.opened_by is not null`;
}
