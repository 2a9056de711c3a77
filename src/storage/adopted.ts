/** What is here already of an adopted database, and what was taken away since. */
import { valueList, type Queries } from "./database.ts";

export async function presentMessageIds(db: Queries, ids: string[]): Promise<Set<string>> {
  const rows = await db.all<{ id: string }>`select id from messages where id in ${valueList(ids)}`;
  return new Set(rows.map(({ id }) => id));
}

/** The log keeps of a deleted conversation that it was deleted. */
export async function wasDeleted(db: Queries, conversationId: string): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from events
    where conversation_id = ${conversationId} and kind <> 'ChatMessage'
      and kind = 'ConversationDeleted' limit 1`;
  return row !== undefined;
}

/** Payloads of the events by which people left a conversation. */
export async function removalsFrom(db: Queries, conversationId: string): Promise<string[]> {
  const rows = await db.all<{ data: string }>`
    select data from events
    where conversation_id = ${conversationId} and kind <> 'ChatMessage'
      and kind = 'MemberRemoved' and data is not null`;
  return rows.map(({ data }) => data);
}
