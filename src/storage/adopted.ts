/** What an earlier adoption has imported, and what was removed since. */
import { valueList, type Queries } from "./database.ts";

export async function presentMessageIds(db: Queries, ids: string[]): Promise<Set<string>> {
  const rows = await db.all<{ id: string }>`select id from messages where id in ${valueList(ids)}`;
  return new Set(rows.map(({ id }) => id));
}

/** The log keeps that a conversation was deleted, and that it was restored. */
export async function wasDeleted(db: Queries, conversationId: string): Promise<boolean> {
  const row = await db.get<{ kind: string }>`
    select kind from events
    where conversation_id = ${conversationId} and kind <> 'ChatMessage'
      and kind in ('ConversationDeleted', 'ConversationRestored')
    order by seq desc limit 1`;
  return row?.kind === "ConversationDeleted";
}

/** The payloads of the events by which members left a conversation. */
export async function removalsFrom(db: Queries, conversationId: string): Promise<string[]> {
  const rows = await db.all<{ data: string }>`
    select data from events
    where conversation_id = ${conversationId} and kind <> 'ChatMessage'
      and kind = 'MemberRemoved' and data is not null`;
  return rows.map(({ data }) => data);
}
