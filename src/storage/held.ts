/** Messages that wait for approval, and what became of them. They are in no other table until they are approved. */
import { inChunks } from "./chunks.ts";
import { fragment, type Queries, valueTable } from "./database.ts";
import { decidersIn } from "./scope.ts";

export type HeldState = "held" | "approved" | "returned" | "withdrawn";

export interface StoredHeld {
  id: string;
  conversationId: string;
  conversationName: string;
  courseId: string;
  senderId: string;
  /** Empty if the account was deleted. */
  senderName: string;
  senderRole: "admin" | "user" | "guest";
  clientId: string | null;
  /** Empty once it was approved or withdrawn. */
  content: string;
  state: HeldState;
  /** Why it was returned; empty if nothing was said. */
  note: string;
  /** How often its author has changed it. */
  revision: number;
  writtenAt: string;
  changedAt: string;
  /** Who has returned or approved it; null if their account is gone. */
  decidedBy: string | null;
}

const heldColumns = fragment`
      h.id, h.conversation_id as "conversationId", c.name as "conversationName",
      c.course_id as "courseId", h.sender_id as "senderId",
      case when u.deleted_at is null then u.name else '' end as "senderName", u.role as "senderRole",
      h.client_id as "clientId", h.content, h.state, h.note, h.revision,
      h.written_at as "writtenAt", h.changed_at as "changedAt",
      (select w.name from users w where w.id = h.decided_by and w.deleted_at is null) as "decidedBy"
    from held_messages h join conversations c on c.id = h.conversation_id
      join users u on u.id = h.sender_id`;

export interface NewHeld {
  id: string;
  conversationId: string;
  senderId: string;
  clientId: string | null;
  content: string;
  at: string;
}

export function insertHeld(tx: Queries, held: NewHeld): Promise<number> {
  return tx.run`
    insert into held_messages (id, conversation_id, sender_id, client_id, content, state, written_at,
      changed_at)
    values (${held.id}, ${held.conversationId}, ${held.senderId}, ${held.clientId}, ${held.content},
      'held', ${held.at}, ${held.at})`;
}

export function heldById(db: Queries, id: string): Promise<StoredHeld | undefined> {
  return db.get<StoredHeld>`select ${heldColumns} where h.id = ${id}`;
}

export function heldByClientId(
  db: Queries,
  key: { senderId: string; clientId: string },
): Promise<StoredHeld | undefined> {
  return db.get<StoredHeld>`
    select ${heldColumns} where h.sender_id = ${key.senderId} and h.client_id = ${key.clientId}`;
}

/** What someone sees of their own in a group: what waits, and what was returned. */
export function heldOfSender(
  db: Queries,
  key: { conversationId: string; senderId: string },
): Promise<StoredHeld[]> {
  return db.all<StoredHeld>`
    select ${heldColumns}
    where h.conversation_id = ${key.conversationId} and h.sender_id = ${key.senderId}
      and h.state in ('held', 'returned')
    order by h.id`;
}

export async function countOfSender(
  db: Queries,
  key: { conversationId: string; senderId: string },
): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count from held_messages
    where conversation_id = ${key.conversationId} and sender_id = ${key.senderId}
      and state in ('held', 'returned')`;
  return row!.count;
}

/** Whether a viewer `v` decides on what waits in a conversation `c`: see `decide` in standing.ts. */
export const decides = fragment`(v.role = 'admin' or exists (
        select 1 from ${decidersIn(fragment`c.id`)}
        where s.course_id = c.course_id and s.user_id = v.id))`;

export interface WaitingKey {
  viewerId: string;
  /** Of one group; empty for all. */
  conversationId: string;
  /** Of one course; empty for all. */
  courseId: string;
}

/** What waits in the groups where the viewer decides, the oldest first. */
export function heldWaiting(
  db: Queries,
  key: WaitingKey & { after: string; limit: number },
): Promise<StoredHeld[]> {
  return db.all<StoredHeld>`
    select ${heldColumns} join users v on v.id = ${key.viewerId}
    where h.state = 'held' and h.id > ${key.after} and ${decides}
      and (${key.conversationId} = '' or h.conversation_id = ${key.conversationId})
      and (${key.courseId} = '' or c.course_id = ${key.courseId})
    order by h.id limit ${key.limit}`;
}

export async function countWaiting(db: Queries, key: WaitingKey): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count
    from held_messages h join conversations c on c.id = h.conversation_id
      join users v on v.id = ${key.viewerId}
    where h.state = 'held' and ${decides}
      and (${key.conversationId} = '' or h.conversation_id = ${key.conversationId})
      and (${key.courseId} = '' or c.course_id = ${key.courseId})`;
  return row!.count;
}

export interface HeldChange {
  id: string;
  state: HeldState;
  content: string;
  note: string;
  revision: number;
  at: string;
  /** Who has decided; null for its author. */
  by: string | null;
}

export function updateHeld(tx: Queries, change: HeldChange): Promise<number> {
  return tx.run`
    update held_messages
    set state = ${change.state}, content = ${change.content}, note = ${change.note},
      revision = ${change.revision}, changed_at = ${change.at}, decided_by = ${change.by}
    where id = ${change.id}`;
}

/** An approved message says when it was written. */
export function setWrittenAt(
  tx: Queries,
  { messageId, at }: { messageId: string; at: string },
): Promise<number> {
  return tx.run`update messages set written_at = ${at} where id = ${messageId}`;
}

/** Whose messages wait in a group where only those of chosen people do. Others of the group are ignored. */
export async function setHoldPeople(
  tx: Queries,
  { conversationId, userIds }: { conversationId: string; userIds: readonly string[] },
): Promise<void> {
  await tx.run`delete from hold_people where conversation_id = ${conversationId}`;
  for (const some of inChunks(userIds)) {
    await tx.run`
      insert into hold_people (conversation_id, user_id)
      select m.conversation_id, m.user_id
      from ${valueTable(some.map((id) => [id]))} as w
        join conversation_members m on m.user_id = w.column1
      where m.conversation_id = ${conversationId}
      on conflict do nothing`;
  }
}

export async function holdPeople(db: Queries, conversationId: string): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select user_id as id from hold_people where conversation_id = ${conversationId} order by user_id`;
  return rows.map(({ id }) => id);
}

/** Who decides on what waits in a group. */
export async function heldDeciders(db: Queries, conversationId: string): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select id from users where role = 'admin' and deleted_at is null
    union
    select s.user_id from conversations c cross join ${decidersIn(fragment`c.id`)}
    where c.id = ${conversationId} and s.course_id = c.course_id`;
  return rows.map(({ id }) => id);
}

/** When a group is erased. */
export function deleteHoldPeople(tx: Queries, conversationId: string): Promise<number> {
  return tx.run`delete from hold_people where conversation_id = ${conversationId}`;
}

/** Of an account that is being deleted. */
export async function deleteHeldOf(tx: Queries, userId: string): Promise<void> {
  await tx.run`delete from hold_people where user_id = ${userId}`;
  await tx.run`delete from held_messages where sender_id = ${userId}`;
  await tx.run`delete from deleted_held_messages where sender_id = ${userId}`;
}

interface Pair {
  fromId: string;
  toId: string;
}

/** What waits in one group, once the other account is a member of it. A retry of it is no longer recognised. */
export function moveHeld(
  tx: Queries,
  { conversationId, fromId, toId }: Pair & { conversationId: string },
): Promise<number> {
  return tx.run`
    update held_messages set sender_id = ${toId}, client_id = null
    where conversation_id = ${conversationId} and sender_id = ${fromId}`;
}

/** What else there is of one account. */
export async function mergeHeld(tx: Queries, { fromId, toId }: Pair): Promise<void> {
  await tx.run`
    insert into hold_people (conversation_id, user_id)
    select conversation_id, ${toId} from hold_people where user_id = ${fromId}
    on conflict do nothing`;
  await tx.run`delete from hold_people where user_id = ${fromId}`;
  await tx.run`update held_messages set decided_by = ${toId} where decided_by = ${fromId}`;
  await tx.run`update deleted_held_messages set decided_by = ${toId} where decided_by = ${fromId}`;
}
