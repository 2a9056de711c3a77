/** Which of two people in a group has the higher office. */
import { type Flag, type Fragment, fragment, type Queries } from "./database.ts";
import { isOffice } from "./scope.ts";

/** What decides whether someone may act on someone else in a group. */
export interface Ranks {
  courseId: string;
  /** Of the actor: 4 an admin, 3 a teacher of the course, 2 a tutor, 1 an owner or moderator, 0 anyone else. */
  rank: number;
  /** Of the other; 0 for a deleted account. */
  theirs: number;
  /** Whether the other is in the group. */
  isMember: Flag;
}

/** @returns undefined if there is no such group or person */
export function ranksIn(
  db: Queries,
  { conversationId, actorId, userId }: { conversationId: string; actorId: string; userId: string },
): Promise<Ranks | undefined> {
  return db.get<Ranks>`
    select c.course_id as "courseId", ${rankOf(fragment`a`, fragment`am`)} as rank,
      ${rankOf(fragment`u`, fragment`um`)} as theirs,
      case when um.user_id is null then 0 else 1 end as "isMember"
    from conversations c
      join users a on a.id = ${actorId}
      join users u on u.id = ${userId}
      left join conversation_members am on am.conversation_id = c.id and am.user_id = a.id
      left join conversation_members um on um.conversation_id = c.id and um.user_id = u.id
    where c.id = ${conversationId}`;
}

/** The rank of a user in a conversation `c`, with their membership. */
function rankOf(user: Fragment, member: Fragment): Fragment {
  return fragment`case when ${user}.deleted_at is not null then 0 when ${user}.role = 'admin' then 4
        else coalesce((
          select max(case s.role when 'teacher' then 3 else 2 end) from course_members s
          where s.course_id = c.course_id and s.user_id = ${user}.id and ${isOffice}),
        case when ${member}.role in ('owner', 'moderator') then 1 else 0 end) end`;
}
