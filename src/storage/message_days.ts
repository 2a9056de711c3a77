/** How many messages each group had before the first one of a day on which someone wrote. */
import { inChunks } from "./chunks.ts";
import { fragment, type Queries, valueList, valueTable } from "./database.ts";

export interface MessageDay {
  conversationId: string;
  /** The beginning of UTC ISO text, such as 2026-11-28. */
  day: string;
  /** The number of messages before its first. */
  before: number;
}

/** Of a time as it is stored. */
export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}

/** Days that have begun already stay as they are. */
export async function insertMessageDays(tx: Queries, days: readonly MessageDay[]): Promise<void> {
  for (const some of inChunks(days)) {
    const table = valueTable(
      some.map(({ conversationId, day, before }) => [conversationId, day, before]),
    );
    // The condition tells the conflict's clause from one of the join.
    await tx.run`
      insert into message_days (conversation_id, day, before)
      select column1, column2, cast(column3 as integer) from ${table} as w where true
      on conflict (conversation_id, day) do nothing`;
  }
}

/** Of several groups, from a day on, in order. */
export function messageDaysSince(
  db: Queries,
  { conversationIds, day }: { conversationIds: readonly string[]; day: string },
): Promise<MessageDay[]> {
  return db.all<MessageDay>`
    select conversation_id as "conversationId", day, before from message_days
    where conversation_id in ${valueList(conversationIds)} and day >= ${day}
    order by conversation_id, day`;
}

export function deleteMessageDays(tx: Queries, conversationId: string): Promise<number> {
  return tx.run`delete from message_days where conversation_id = ${conversationId}`;
}

/** The first message of each day, by its number. Messages of a deleted group are there until it is erased. */
const firstOfDays = fragment`
      select conversation_id, substr(sent_from_server, 1, 10) as day, min(number) as first
      from messages group by conversation_id, substr(sent_from_server, 1, 10)`;

/**
 * Groups whose days do not match their messages. After a clock was set back, messages of a day that was over
 * count for the day after.
 */
export async function groupsWithWrongDays(db: Queries, limit: number): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    with firsts as (${firstOfDays})
    select distinct w.conversation_id as id from (
      select d.conversation_id from message_days d
        left join firsts f on f.conversation_id = d.conversation_id and f.day = d.day
      where f.first is null or f.first <> d.before + 1
      union all
      select f.conversation_id from firsts f
      where not exists (
        select 1 from message_days d
        where d.conversation_id = f.conversation_id and d.day >= f.day and d.before < f.first)
    ) as w
    where w.conversation_id not in (select conversation_id from erasures)
    order by w.conversation_id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Counts the days of a group anew from its messages. */
export async function recountDays(tx: Queries, conversationId: string): Promise<void> {
  await deleteMessageDays(tx, conversationId);
  await tx.run`
    insert into message_days (conversation_id, day, before)
    select conversation_id, substr(sent_from_server, 1, 10), min(number) - 1
    from messages where conversation_id = ${conversationId}
    group by conversation_id, substr(sent_from_server, 1, 10)`;
}
