import { type Queries, valueList } from "./database.ts";
import type { MembershipKey } from "./members.ts";
import { inUseAt } from "./users.ts";

/** The groups of a course that a guest is in. */
export function guestMembershipsIn(
  db: Queries,
  { courseId, userId }: { courseId: string; userId: string },
): Promise<MembershipKey[]> {
  return db.all<MembershipKey>`
    select m.conversation_id as "conversationId", m.user_id as "userId"
    from conversation_members m join conversations c on c.id = m.conversation_id
      join users u on u.id = m.user_id and u.role = 'guest'
    where m.user_id = ${userId} and c.course_id = ${courseId} order by m.conversation_id`;
}

/**
 * Of the groups that a guest had to leave, those in which they may be again: the guest still has the account,
 * and the pass with which they came there, if they came with one, has not ended.
 */
export async function placesToReturn(
  db: Queries,
  key: { courseId: string; userId: string; now: string; conversationIds: readonly string[] },
): Promise<string[]> {
  if (key.conversationIds.length === 0) return [];
  const rows = await db.all<{ id: string }>`
    select c.id from conversations c
      join users u on u.id = ${key.userId} and u.role = 'guest' and ${inUseAt} ${key.now}
    where c.id in ${valueList(key.conversationIds)} and c.course_id = ${key.courseId}
      and c.archived_at is null
      and (not exists (
          select 1 from invite_uses w join invites i on i.id = w.invite_id
          where w.user_id = u.id and i.conversation_id = c.id and i.role = 'guest')
        or exists (
          select 1 from invite_uses w join invites i on i.id = w.invite_id
          where w.user_id = u.id and i.conversation_id = c.id and i.role = 'guest'
            and i.expires_at > ${key.now}))
    order by c.id`;
  return rows.map(({ id }) => id);
}
