/** How many messages each group had before the first one of a day on which someone wrote. */
import { inChunks } from "./chunks.ts";
import { type Queries, valueList, valueTable } from "./database.ts";

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
