import type { Services } from "#core/context.ts";
import type { Ending } from "./checker.ts";

interface KeptMode {
  kind?: Ending["modes"][number]["kind"];
  until?: string;
  seconds?: number;
}

type Stored = Omit<Ending["messages"][number], "isApproved"> & { approved: 0 | 1 };

interface MuteAct {
  verb: "person.mute" | "person.unmute";
  userId: string;
  conversationId: string;
  at: string;
  detail: string | null;
}

/** A mute holds until its end, or until the next act of its kind. */
function spansOf(act: MuteAct, later: readonly MuteAct[]): Ending["mutes"] {
  if (act.verb === "person.unmute") return [];
  const { userId, conversationId, at } = act;
  const next = later.find((one) => one.userId === userId && one.conversationId === conversationId);
  const end = Date.parse((act.detail ?? "").split(" ")[0] ?? "");
  const until = Math.min(end, next ? Date.parse(next.at) : Infinity);
  return [{ userId, conversationId, from: Date.parse(at), until }];
}

/** The final contents of the database, in the checker's form. */
export async function endingOf({ db }: Pick<Services, "db">): Promise<Ending> {
  const messages = await db.all<Stored>`
    select id, conversation_id as "conversationId", sender_id as "senderId", client_id as "clientId",
      case when written_at is null then 0 else 1 end as approved
    from messages`;
  const held = await db.all<Ending["held"][number]>`
    select id, conversation_id as "conversationId", sender_id as "senderId", client_id as "clientId", state
    from held_messages`;
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
  const mutes = await db.all<MuteAct>`
    select verb, subject_id as "userId", conversation_id as "conversationId", at, detail from audit
    where verb in ('person.mute', 'person.unmute') order by at, id`;
  return {
    mutes: mutes.flatMap((act, index) => spansOf(act, mutes.slice(index + 1))),
    messages: messages.map(({ approved, ...one }) => ({ ...one, isApproved: approved === 1 })),
    held,
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
