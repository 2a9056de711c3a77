/** What deleted conversations have left, to be erased some at a time. */
import { type Queries, valueList } from "./database.ts";
import { idOfPosition, type LogPosition, positionOfId } from "./log_position.ts";

export function insertErasure(tx: Queries, conversationId: string): Promise<number> {
  return tx.run`insert into erasures (conversation_id) values (${conversationId})`;
}

export function deleteErasure(tx: Queries, conversationId: string): Promise<number> {
  return tx.run`delete from erasures where conversation_id = ${conversationId}`;
}

/** The deleted conversations that are not erased yet. */
export async function erasuresLeft(db: Queries): Promise<string[]> {
  const rows = await db.all<{ id: string }>`select conversation_id as id from erasures`;
  return rows.map(({ id }) => id);
}

/** An entry of a deleted conversation's log, with its message if it was one. */
export interface ErasableEntry {
  position: LogPosition;
  messageId: string | null;
}

/**
 * Entries after a position, except for the deletion itself. Messages' entries have no index, so
 * this reads the log from the conversation's first entry, or all of it if that is a message, too.
 */
export async function entriesToErase(
  db: Queries,
  key: { conversationId: string; after: LogPosition; limit: number },
): Promise<ErasableEntry[]> {
  const { conversationId } = key;
  const rows = await db.all<{ id: number; messageId: string | null }>`
    select cast(e.id as double precision) as id, e.message_id as "messageId"
    from events e
    where e.conversation_id = ${conversationId} and e.kind <> 'ConversationDeleted'
      and e.id > ${idOfPosition(key.after)} and e.id >= coalesce((
        select f.id from events f
        where f.conversation_id = ${conversationId} and f.kind <> 'ChatMessage' and f.seq = 1), 0)
    order by e.id limit ${key.limit}`;
  return rows.map(({ id, messageId }) => ({ position: positionOfId(id), messageId }));
}

/** Deletes entries with their messages. */
export async function eraseEntries(
  tx: Queries,
  conversationId: string,
  entries: readonly ErasableEntry[],
): Promise<void> {
  const messageIds = entries.flatMap(({ messageId }) => messageId ?? []);
  const ids = entries.map(({ position }) => idOfPosition(position));
  await tx.run`
    delete from messages
    where id in ${valueList(messageIds)} and conversation_id = ${conversationId}`;
  await tx.run`delete from events where id in ${valueList(ids)}`;
}
