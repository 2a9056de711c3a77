/** Posts that wait at the same time, as one statement. */
import type { SQL } from "bun";
import { positionOfId } from "../log_position.ts";
import type { NewPost, PlacedPost } from "../post_order.ts";
import { mayPost } from "../standing.ts";
import { inUseAt } from "../users.ts";
import { presentRulesMark } from "../word_rules.ts";
import type { Session } from "./statements.ts";

const columns = [
  "id",
  "conversationId",
  "senderId",
  "sessionId",
  "content",
  "sentFromClient",
  "sentFromServer",
  "clientId",
  "rulesMark",
] as const satisfies (keyof NewPost)[];

/**
 * The statements of a single post, for many: session and permission, seq, message, day, membership,
 * event. Their sender has read everything before their own message. A message whose client id is
 * stored already, or earlier in the same batch, is left out, and so is one whose sender may not post, and
 * the second of a sender where writing is slow, and one that was searched by former word rules.
 * The lock keeps others from taking the same seqs. Every post has its event: the full join is there
 * because the planner, which expects one row, would otherwise compare each with each.
 */
const statement = `
  with wanted as materialized (
    select *, row_number() over (partition by sender_id, client_id order by turn) as copy,
      row_number() over (partition by sender_id, conversation_id order by turn) as place
    from unnest(${columns.map((_, index) => `$${index + 1}::text[]`).join(", ")})
      with ordinality as w (id, conversation_id, sender_id, session_id, content, sent_from_client,
        sent_from_server, client_id, rules_mark, turn)
  ), allowed as materialized (
    select w.*, u.name, u.role,
      cast(c.last_seq + row_number() over in_turn as integer) as seq,
      cast(c.message_count + row_number() over in_turn as integer) as number
    from wanted w
      join sessions s on s.id = w.session_id and s.user_id = w.sender_id
        and s.expires_at > w.sent_from_server
      join users u on u.id = w.sender_id and ${inUseAt.text} w.sent_from_server
      join conversations c on c.id = w.conversation_id
      left join conversation_members m on m.conversation_id = c.id and m.user_id = u.id
    where ${mayPost.text} and w.rules_mark = ${presentRulesMark.text}
      and not exists (
        select from messages e where e.sender_id = w.sender_id and e.client_id = w.client_id)
      and not exists (
        select from held_messages h where h.sender_id = w.sender_id and h.client_id = w.client_id)
      and (w.client_id is null or w.copy = 1) and (c.mode <> 'slow' or w.place = 1)
    window in_turn as (partition by w.conversation_id order by w.turn)
  ), places as (
    update conversations c
    set last_seq = newest.seq, message_count = newest.number, last_message_id = newest.id
    from (
      select distinct on (conversation_id) conversation_id, id, seq, number
      from allowed order by conversation_id, seq desc) newest
    where c.id = newest.conversation_id
  ), stored as (
    insert into messages (id, conversation_id, sender_id, content, sent_from_client,
      sent_from_server, seq, number, client_id)
    select id, conversation_id, sender_id, content, sent_from_client,
      sent_from_server, seq, number, client_id
    from allowed order by turn
  ), begun as (
    insert into message_days (conversation_id, day, before)
    select conversation_id, substr(sent_from_server, 1, 10), min(number) - 1
    from allowed a
    where not exists (
      select from message_days d
      where d.conversation_id = a.conversation_id and d.day >= substr(a.sent_from_server, 1, 10))
    group by conversation_id, substr(sent_from_server, 1, 10)
  ), read as (
    update conversation_members m set read_seq = own.seq, read_number = own.number,
      written = m.written + own.count, last_written_at = own.at
    from (
      select conversation_id, sender_id, max(seq) as seq, max(number) as number,
        count(*) as count, max(sent_from_server) as at
      from allowed group by conversation_id, sender_id) own
    where m.conversation_id = own.conversation_id and m.user_id = own.sender_id
  ), logged as (
    insert into events (conversation_id, seq, kind, message_id, created_at)
    select conversation_id, seq, 'ChatMessage', id, sent_from_server from allowed order by turn
    returning id, message_id
  )
  select cast(p.turn as integer) as turn, p.seq, p.name as "senderName", p.role as "senderRole",
    cast(l.id as double precision) as "eventId"
  from allowed p full join logged l on l.message_id = p.id`;

interface PlacedRow extends Omit<PlacedPost, "position"> {
  turn: number;
  eventId: number;
}

/**
 * Stores posts in the given order.
 * @returns the place of each; undefined for those it left out
 */
export async function insertPosts(
  session: Session & Pick<SQL, "array">,
  posts: readonly NewPost[],
): Promise<(PlacedPost | undefined)[]> {
  const lists = columns.map((column) =>
    session.array(
      posts.map((post) => post[column]),
      "TEXT",
    ),
  );
  const placed: (PlacedPost | undefined)[] = posts.map(() => undefined);
  for (const { turn, eventId, ...row } of (await session.unsafe(statement, lists)) as PlacedRow[]) {
    placed[turn - 1] = { ...row, position: positionOfId(eventId) };
  }
  return placed;
}
