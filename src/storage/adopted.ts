/** What an earlier adoption has imported, and what was removed since. */
import { valueList, type Queries } from "./database.ts";

export async function presentMessageIds(db: Queries, ids: string[]): Promise<Set<string>> {
  const rows = await db.all<{ id: string }>`select id from messages where id in ${valueList(ids)}`;
  return new Set(rows.map(({ id }) => id));
}

/** The log keeps the deletion of a conversation. */
export async function wasDeleted(db: Queries, conversationId: string): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from events
    where conversation_id = ${conversationId} and kind <> 'ChatMessage'
      and kind = 'ConversationDeleted' limit 1`;
  return row !== undefined;
}

/** The payloads of the events by which members left a conversation. */
export async function removalsFrom(db: Queries, conversationId: string): Promise<string[]> {
  const rows = await db.all<{ data: string }>`
    select data from events
    where conversation_id = ${conversationId} and kind <> 'ChatMessage'
      and kind = 'MemberRemoved' and data is not null`;
  return rows.map(({ data }) => data);
}
