import type { Queries } from "./database.ts";
import type { RangeKey } from "./messages.ts";

/**
 * A row of the log. Either `conversation_id` and `seq` are set, or `user_id`; or none of them, where the
 * groups were sorted.
 */
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

/** All that is no message posted in a conversation, oldest first. */
export function unusualEvents(
  db: Queries,
  key: { id: number; limit: number },
): Promise<EventRow[]> {
  return db.all<EventRow>`
    select id, conversation_id, seq, user_id, kind, message_id, data, created_at
    from events
    where id > ${key.id}
      and (kind <> 'ChatMessage' or message_id is null or conversation_id is null or seq is null)
    order by id limit ${key.limit}`;
}

/** Oldest first: what happened between two positions beside the messages, which have their own table. */
export function otherEventsBetween(db: Queries, range: RangeKey): Promise<EventRow[]> {
  return db.all<EventRow>`
    select id, conversation_id, seq, user_id, kind, message_id, data, created_at
    from events
    where conversation_id = ${range.conversationId} and kind <> 'ChatMessage'
      and seq > ${range.afterSeq} and seq <= ${range.upToSeq}
    order by seq`;
}

/**
 * The seq that a conversation had when the whole log had reached an id: where it stands now, less
 * the events since, because each takes one seq.
 */
export async function seqAt(
  db: Queries,
  key: { conversationId: string; upToId: number },
): Promise<number> {
  const row = await db.get<{ seq: number }>`
    select last_seq - (
      select count(*) from events where id > ${key.upToId} and conversation_id = ${key.conversationId}
    ) as seq
    from conversations where id = ${key.conversationId}`;
  return row?.seq ?? 0;
}

export async function newestEventId(db: Queries): Promise<number> {
  const row = await db.get<{ id: number | null }>`select max(id) as id from events`;
  return row?.id ?? 0;
}

/**
 * The log keeps that a conversation was deleted, and nothing else of it. Its messages' events have
 * no index: everything since its first event is looked at, or all when that is a message, too.
 */
export function deleteEventsOf(tx: Queries, conversationId: string): Promise<number> {
  return tx.run`
    delete from events
    where conversation_id = ${conversationId} and id >= coalesce((
      select id from events
      where conversation_id = ${conversationId} and kind <> 'ChatMessage' and seq = 1), 0)`;
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
