/** Statements that import many messages at once. */
import { valueList, type Queries } from "./database.ts";

export interface Place {
  id: string;
  lastSeq: number;
  messageCount: number;
  lastMessageId: string | null;
}

/** Updates a conversation's counters after its rows were inserted, in the same transaction. */
export function setPlace(tx: Queries, place: Place): Promise<number> {
  return tx.run`
    update conversations
    set last_seq = ${place.lastSeq}, message_count = ${place.messageCount},
      last_message_id = coalesce(${place.lastMessageId}, last_message_id)
    where id = ${place.id}`;
}

/** All members have read everything, except for those named. */
export function markAllRead(
  tx: Queries,
  conversationId: string,
  except: readonly string[] = [],
): Promise<number> {
  return tx.run`
    update conversation_members
    set read_seq = (select last_seq from conversations where id = ${conversationId}),
      read_number = (select message_count from conversations where id = ${conversationId})
    where conversation_id = ${conversationId} and user_id not in ${valueList(except)}`;
}

/** A count of rows, to find out whether anything was added since. */
export async function fingerprint(db: Queries): Promise<string> {
  const row = await db.get<{ users: number; events: number }>`
    select (select cast(count(*) as integer) from users) as users, (select cast(coalesce(max(id), 0) as double precision) from events) as events`;
  return `${row!.users} users, ${row!.events} events`;
}
