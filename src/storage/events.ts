import { inChunks } from "./chunks.ts";
import { fragment, type Queries, valueTable } from "./database.ts";
import { idOfPosition, type LogPosition, positionOfId } from "./log_position.ts";
import type { RangeKey } from "./messages.ts";

/**
 * The stored form of a log entry. Either `conversationId` and `seq` are set, or `userId`; or none
 * of them, if the groups were reordered or staff looked into one.
 */
export interface NewEvent {
  conversationId: string | null;
  seq: number | null;
  userId: string | null;
  kind: string;
  messageId: string | null;
  /** JSON. */
  data: string | null;
  /** UTC ISO text. */
  at: string;
}

export interface StoredEvent extends NewEvent {
  position: LogPosition;
}

interface EventRow extends NewEvent {
  id: number;
}

/** The columns of an EventRow. An order by its `id` would be that of the number, which has no index. */
const eventColumns = fragment`cast(id as double precision) as id, conversation_id as "conversationId", seq, user_id as "userId", kind,
      message_id as "messageId", data, created_at as at`;

function eventOf({ id, ...event }: EventRow): StoredEvent {
  return { position: positionOfId(id), ...event };
}

/** @returns its position in the log */
export async function insertEvent(tx: Queries, event: NewEvent): Promise<LogPosition> {
  const row = await tx.get<{ id: number }>`
    insert into events (conversation_id, seq, user_id, kind, message_id, data, created_at)
    values (${event.conversationId}, ${event.seq}, ${event.userId}, ${event.kind},
      ${event.messageId}, ${event.data}, ${event.at})
    returning cast(id as double precision) as id`;
  return positionOfId(row!.id);
}

/** Inserts events in this order. @returns their positions in the log */
export async function insertEvents(
  tx: Queries,
  added: readonly NewEvent[],
): Promise<LogPosition[]> {
  const ids: number[] = [];
  for (const some of inChunks(added)) {
    const table = valueTable(
      some.map((one) => [
        one.conversationId,
        one.seq,
        one.userId,
        one.kind,
        one.messageId,
        one.data,
        one.at,
      ]),
    );
    const rows = await tx.all<{ id: number }>`
      insert into events (conversation_id, seq, user_id, kind, message_id, data, created_at)
      select column1, cast(column2 as integer), column3, column4, column5, column6, column7 from ${table} as w
      returning cast(id as double precision) as id`;
    ids.push(...rows.map(({ id }) => id));
  }
  return ids.toSorted((one, other) => one - other).map(positionOfId);
}

export interface LogRange {
  after: LogPosition;
  limit: number;
}

export async function eventsAfter(db: Queries, { after, limit }: LogRange): Promise<StoredEvent[]> {
  const rows = await db.all<EventRow>`
    select ${eventColumns}
    from events where id > ${idOfPosition(after)} order by events.id limit ${limit}`;
  return rows.map(eventOf);
}

/** All events of a conversation except posted messages, oldest first. */
export async function unusualEvents(
  db: Queries,
  { after, limit }: LogRange,
): Promise<StoredEvent[]> {
  const rows = await db.all<EventRow>`
    select ${eventColumns}
    from events
    where id > ${idOfPosition(after)}
      and (kind <> 'ChatMessage' or message_id is null or conversation_id is null or seq is null)
    order by events.id limit ${limit}`;
  return rows.map(eventOf);
}

/** Events between two positions, oldest first, without messages, which have their own table. */
export async function otherEventsBetween(db: Queries, range: RangeKey): Promise<StoredEvent[]> {
  const rows = await db.all<EventRow>`
    select ${eventColumns}
    from events
    where conversation_id = ${range.conversationId} and kind <> 'ChatMessage'
      and seq > ${range.afterSeq} and seq <= ${range.upToSeq}
    order by seq`;
  return rows.map(eventOf);
}

/**
 * The seq that a conversation had when the whole log had reached a position: the current seq, less
 * the events since, each of which took one.
 */
export async function seqAt(
  db: Queries,
  { conversationId, upTo }: { conversationId: string; upTo: LogPosition },
): Promise<number> {
  const row = await db.get<{ seq: number }>`
    select last_seq - (
      select cast(count(*) as integer) from events where id > ${idOfPosition(upTo)}
        and conversation_id = ${conversationId}
    ) as seq
    from conversations where id = ${conversationId}`;
  return row?.seq ?? 0;
}

/** The id of the newest entry, which is its position. */
export const endOfLog = fragment`(select cast(coalesce(max(id), 0) as double precision) from events)`;

/** The end of the log. */
export async function newestPosition(db: Queries): Promise<LogPosition> {
  const row = await db.get<{ id: number }>`select ${endOfLog} as id`;
  return positionOfId(row!.id);
}

/** The number of entries after a position. */
export async function countEventsAfter(db: Queries, after: LogPosition): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count from events where id > ${idOfPosition(after)}`;
  return row!.count;
}

/** The database's epoch: a client's positions from another epoch are invalid. */
export async function readEpoch(db: Queries): Promise<string> {
  const row = await db.get<{ value: string }>`select value from meta where key = 'epoch'`;
  return row?.value ?? "";
}
