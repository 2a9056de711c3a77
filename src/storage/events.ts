import type { Queries } from "./database.ts";

/** A row of the log. Either `conversation_id` and `seq` are set, or `user_id`. */
export interface EventRow {
  id: number;
  conversation_id: string | null;
  seq: number | null;
  user_id: string | null;
  kind: string;
  message_id: string | null;
  data: string | null;
  created_at: string;
}

export type NewEvent = Omit<EventRow, "id">;

/** @returns the event's id, by which the whole log is ordered */
export async function insertEvent(tx: Queries, event: NewEvent): Promise<number> {
  const row = await tx.get<{ id: number }>`
    insert into events (conversation_id, seq, user_id, kind, message_id, data, created_at)
    values (${event.conversation_id}, ${event.seq}, ${event.user_id}, ${event.kind},
      ${event.message_id}, ${event.data}, ${event.created_at})
    returning id`;
  return row!.id;
}

export function eventsAfter(db: Queries, key: { id: number; limit: number }): Promise<EventRow[]> {
  return db.all<EventRow>`
    select id, conversation_id, seq, user_id, kind, message_id, data, created_at
    from events where id > ${key.id} order by id limit ${key.limit}`;
}

export interface ConversationPosition {
  conversationId: string;
  seq: number;
  limit: number;
  /** Only what the whole log had reached at this id. */
  upToId?: number;
}

export function conversationEventsAfter(
  db: Queries,
  { conversationId, seq, limit, upToId = Number.MAX_SAFE_INTEGER }: ConversationPosition,
): Promise<EventRow[]> {
  return db.all<EventRow>`
    select id, conversation_id, seq, user_id, kind, message_id, data, created_at
    from events where conversation_id = ${conversationId} and seq > ${seq} and id <= ${upToId}
    order by seq limit ${limit}`;
}

/** The seq that a conversation had when the whole log had reached an id. */
export async function seqAt(
  db: Queries,
  key: { conversationId: string; upToId: number },
): Promise<number> {
  const row = await db.get<{ seq: number }>`
    select seq from events
    where conversation_id = ${key.conversationId} and id <= ${key.upToId}
    order by seq desc limit 1`;
  return row?.seq ?? 0;
}

export async function newestEventId(db: Queries): Promise<number> {
  const row = await db.get<{ id: number | null }>`select max(id) as id from events`;
  return row?.id ?? 0;
}

/** The log keeps that a conversation was deleted, and nothing else of it. */
export function deleteEventsOf(tx: Queries, conversationId: string): Promise<number> {
  return tx.run`delete from events where conversation_id = ${conversationId}`;
}

/** The database's epoch: positions that a client took under another one are void. */
export async function readEpoch(db: Queries): Promise<string> {
  const row = await db.get<{ value: string }>`select value from meta where key = 'epoch'`;
  return row?.value ?? "";
}

/** Changes whenever another connection has written; costs no read of the file. */
export async function dataVersion(db: Queries): Promise<number> {
  const row = await db.get<{ data_version: number }>`pragma data_version`;
  return row?.data_version ?? 0;
}
