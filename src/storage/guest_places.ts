import type { Queries } from "./database.ts";
import type { MembershipKey } from "./members.ts";

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
