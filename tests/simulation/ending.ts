import type { Services } from "#core/context.ts";
import type { Ending } from "./checker.ts";

interface KeptMode {
  kind?: Ending["modes"][number]["kind"];
  until?: string;
  seconds?: number;
}

/** The final contents of the database, in the checker's form. */
export async function endingOf({ db }: Pick<Services, "db">): Promise<Ending> {
  const messages = await db.all<Ending["messages"][number]>`
    select id, conversation_id as "conversationId", sender_id as "senderId", client_id as "clientId"
    from messages`;
  const rows = await db.all<{
    conversation_id: string;
    seq: number;
    kind: string;
    message_id: string | null;
    data: string | null;
    created_at: string;
  }>`
    select conversation_id, seq, kind, message_id, data, created_at from events
    where conversation_id is not null`;
  const staff = await db.all<{ id: string }>`select id from users where role = 'admin'`;
  return {
    messages,
    events: rows.map((row) => ({
      conversationId: row.conversation_id,
      seq: row.seq,
      messageId: row.kind === "ChatMessage" ? row.message_id : null,
      at: Date.parse(row.created_at),
    })),
    moves: rows
      .filter(({ kind }) => kind === "MemberAdded" || kind === "MemberRemoved")
      .map((row) => ({
        conversationId: row.conversation_id,
        userId: (JSON.parse(row.data ?? "{}") as { userId: string }).userId,
        seq: row.seq,
        at: Date.parse(row.created_at),
        into: row.kind === "MemberAdded",
      })),
    staff: staff.map(({ id }) => id),
    modes: rows
      .filter(({ kind }) => kind === "ConversationModeSet")
      .map((row) => {
        const { kind = "open", until, seconds } = JSON.parse(row.data ?? "{}") as KeptMode;
        return {
          conversationId: row.conversation_id,
          seq: row.seq,
          at: Date.parse(row.created_at),
          kind,
          until: until === undefined ? undefined : Date.parse(until),
          seconds,
        };
      }),
  };
}
