/** Where messages wait for approval, and how many. */
import { fragment, type Queries } from "./database.ts";
import { decides } from "./held.ts";
import { decidersIn } from "./scope.ts";

export interface WaitingPlace {
  id: string;
  name: string;
  courseId: string;
  courseName: string;
  count: number;
}

/** The groups in which messages wait that the viewer decides on, in the order of lists. */
export function waitingPlaces(db: Queries, viewerId: string): Promise<WaitingPlace[]> {
  return db.all<WaitingPlace>`
    select c.id, c.name, c.course_id as "courseId", k.name as "courseName",
      cast(count(*) as integer) as count
    from held_messages h join conversations c on c.id = h.conversation_id
      join courses k on k.id = c.course_id join users v on v.id = ${viewerId}
    where h.state = 'held' and ${decides}
    group by c.id, c.name, c.position, c.course_id, k.id, k.name, k.position
    order by k.position, k.id, c.position, c.id`;
}

/** How many wait in each group of a course; those in which none does are missing. */
export function waitingInCourse(
  db: Queries,
  courseId: string,
): Promise<{ id: string; count: number }[]> {
  return db.all<{ id: string; count: number }>`
    select c.id, cast(count(*) as integer) as count
    from held_messages h join conversations c on c.id = h.conversation_id
    where h.state = 'held' and c.course_id = ${courseId} group by c.id`;
}

/** How many wait in a group. */
export async function waitingInGroup(db: Queries, conversationId: string): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count from held_messages
    where conversation_id = ${conversationId} and state = 'held'`;
  return row!.count;
}

/**
 * How many messages wait for a user `u`, an admin or a teacher or tutor of some course; more than these are not
 * counted.
 */
export const heldWaitingFor = fragment`(select cast(count(*) as integer) from (
        select 1 as found from held_messages h join conversations c on c.id = h.conversation_id
        where h.state = 'held' and (u.role = 'admin' or exists (
          select 1 from ${decidersIn(fragment`c.id`)}
          where s.course_id = c.course_id and s.user_id = u.id))
        limit 100) as w)`;
