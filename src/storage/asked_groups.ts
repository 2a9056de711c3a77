/** The conversations of students with the staff of their course. */
import type { Flag, Queries } from "./database.ts";
import { stillHolds } from "./scope.ts";
import { inUseAt } from "./users.ts";

/** A course whose staff a student may ask, and the conversation, if there has been one. */
export interface CourseToAsk {
  id: string;
  name: string;
  conversationId: string | null;
}

/** The courses in use in which someone is a student and has staff to ask; none for their staff. */
export function coursesToAsk(
  db: Queries,
  { userId, now }: { userId: string; now: string },
): Promise<CourseToAsk[]> {
  return db.all<CourseToAsk>`
    select k.id, k.name, (
      select c.id from conversations c
      where c.asked_by = ${userId} and c.course_id = k.id order by c.id desc limit 1) as "conversationId"
    from courses k
    where k.ask_team = 1 and k.archived_at is null and exists (
      select 1 from course_members s
      where s.course_id = k.id and s.user_id = ${userId} and s.role = 'student')
      and not exists (
        select 1 from course_members s
        where s.course_id = k.id and s.user_id = ${userId} and s.role <> 'student' and ${stillHolds})
      and exists (
        select 1 from course_members s join users u on u.id = s.user_id
        where s.course_id = k.id and s.role <> 'student' and ${stillHolds} and ${inUseAt} ${now})
    order by k.position, k.id`;
}

export function setAskedBy(
  tx: Queries,
  { id, userId }: { id: string; userId: string },
): Promise<number> {
  return tx.run`update conversations set asked_by = ${userId} where id = ${id}`;
}

/** The teachers and tutors of a course, and admins who are in it by their account. */
export async function staffInCourse(db: Queries, courseId: string): Promise<string[]> {
  const rows = await db.all<{ userId: string }>`
    select distinct s.user_id as "userId" from course_members s
    where s.course_id = ${courseId} and s.role <> 'student' and ${stillHolds}`;
  return rows.map(({ userId }) => userId);
}

/** A conversation that a student has with the staff of a course; in the bin or not. */
export interface AskedGroup {
  id: string;
  name: string;
  description: string;
  inBin: Flag;
}

export function groupsAskedBy(db: Queries, userId: string): Promise<AskedGroup[]> {
  return db.all<AskedGroup>`
    select id, name, description, 0 as "inBin" from conversations where asked_by = ${userId}
    union all
    select id, name, description, 1 from deleted_conversations where asked_by = ${userId}`;
}

export function renameInBin(
  tx: Queries,
  { id, name }: Pick<AskedGroup, "id" | "name">,
): Promise<number> {
  return tx.run`update deleted_conversations set name = ${name} where id = ${id}`;
}
