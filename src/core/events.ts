/**
 * The log: what happened, in one order. A verb appends inside its transaction; whoever delivers
 * is told after the commit, and reads the log when the telling got lost.
 */
import { unreachable } from "#kit/assert.ts";
import { isoNow } from "#kit/clock.ts";
import type { EventFrame, MemberView, MessageView } from "#protocol/frames.ts";
import type { Queries } from "#storage/database.ts";
import {
  conversationEventsAfter,
  type ConversationPosition,
  type EventRow,
  eventsAfter,
  dataVersion,
  insertEvent,
  newestEventId,
  seqAt,
} from "#storage/events.ts";
import { messageById } from "#storage/messages.ts";
import { userById } from "#storage/users.ts";
import type { Services } from "./context.ts";
import type { LogEntry, UserNotice } from "./log_entry.ts";
import { viewOfMessage } from "./message_view.ts";

/** What a verb does within its transaction. */
export interface Writing {
  tx: Queries;
  /** The transaction's time, UTC ISO text. */
  now: string;
  /** Appends the event of a conversation. Its seq was taken in this transaction. */
  append: (frame: EventFrame) => Promise<void>;
  notify: (userId: string, notice: UserNotice) => Promise<void>;
}

/**
 * Runs a verb: everything it writes and appends is one transaction, and is announced after the
 * commit. When it throws, nothing happened.
 */
export async function write<T>(
  services: Services,
  verb: (writing: Writing) => Promise<T>,
): Promise<T> {
  let entries: LogEntry[] = [];
  const result = await services.db.transaction((tx) => {
    entries = [];
    const now = isoNow(services.clock);
    return verb({
      tx,
      now,
      async append(frame) {
        const id = await insertEvent(tx, rowOfFrame(frame, now));
        entries.push({ id, scope: "conversation", frame });
      },
      async notify(userId, notice) {
        const id = await insertEvent(tx, rowOfNotice(userId, notice, now));
        entries.push({ id, scope: "user", userId, notice });
      },
    });
  });
  if (entries.length > 0) services.announce(entries);
  return result;
}

/** The log after `id`, oldest first. */
export async function readLog(
  db: Queries,
  key: { id: number; limit: number },
): Promise<LogEntry[]> {
  const rows = await eventsAfter(db, key);
  return Promise.all(rows.map((row) => entryOfRow(db, row)));
}

/** A conversation's events after `seq`, oldest first. The caller has checked who asks. */
export async function readConversationLog(
  db: Queries,
  key: ConversationPosition,
): Promise<EventFrame[]> {
  const rows = await conversationEventsAfter(db, key);
  return Promise.all(rows.map((row) => frameOfRow(db, row)));
}

/** The seq a conversation had when the whole log had reached an id. */
export function conversationSeqAt(
  db: Queries,
  key: { conversationId: string; upToId: number },
): Promise<number> {
  return seqAt(db, key);
}

/** The id that the log has reached. */
export function logPosition(db: Queries): Promise<number> {
  return newestEventId(db);
}

/** Another number whenever somebody else has written to the database. */
export function logVersion(db: Queries): Promise<number> {
  return dataVersion(db);
}

async function entryOfRow(db: Queries, row: EventRow): Promise<LogEntry> {
  if (row.conversation_id !== null) {
    return { id: row.id, scope: "conversation", frame: await frameOfRow(db, row) };
  }
  const notice = JSON.parse(row.data ?? "{}") as UserNotice;
  return { id: row.id, scope: "user", userId: row.user_id ?? "", notice };
}

type StoredKind = EventFrame["messageType"];

function rowOfFrame(frame: EventFrame, now: string): Omit<EventRow, "id"> {
  return {
    conversation_id: frame.meta.conversationId,
    seq: frame.meta.seq,
    user_id: null,
    kind: frame.messageType,
    message_id: "message" in frame.payload ? frame.payload.message.id : null,
    data: storedData(frame),
    created_at: now,
  };
}

/** Texts and names are not repeated in the log: who erases them erases them everywhere. */
function storedData({ payload }: EventFrame): string | null {
  if ("message" in payload) return null;
  if (!("member" in payload)) return JSON.stringify(payload);
  const { userId, role } = payload.member;
  return JSON.stringify({ userId, role } satisfies StoredMember);
}

type StoredMember = Pick<MemberView, "userId" | "role">;

function rowOfNotice(userId: string, notice: UserNotice, now: string): Omit<EventRow, "id"> {
  return {
    conversation_id: null,
    seq: null,
    user_id: userId,
    kind: notice.kind,
    message_id: null,
    data: JSON.stringify(notice),
    created_at: now,
  };
}

/**
 * Messages and people are joined in as they are now: a replayed event never shows what was removed
 * since, and the replay ends in the same state.
 */
async function frameOfRow(db: Queries, row: EventRow): Promise<EventFrame> {
  const kind = row.kind as StoredKind;
  const meta = {
    conversationId: row.conversation_id ?? "",
    seq: row.seq ?? 0,
    timestamp: row.created_at,
  };
  switch (kind) {
    case "ChatMessage":
      return chatMessageFrame(await storedMessage(db, row));
    case "MessageEdited":
    case "MessageRemoved":
      return { messageType: kind, payload: { message: await storedMessage(db, row) }, meta };
    case "MemberAdded":
    case "MemberChanged":
      return { messageType: kind, payload: { member: await storedMember(db, row) }, meta };
    case "MemberRemoved":
      return { messageType: kind, payload: JSON.parse(row.data ?? "") as { userId: string }, meta };
    case "ConversationChanged":
      return {
        messageType: kind,
        payload: JSON.parse(row.data ?? "") as { name: string; description: string },
        meta,
      };
    case "ConversationDeleted":
      return { messageType: kind, payload: {}, meta };
    default:
      return unreachable(kind);
  }
}

async function storedMember(db: Queries, row: EventRow): Promise<MemberView> {
  const { userId, role } = JSON.parse(row.data ?? "") as StoredMember;
  const user = await userById(db, userId);
  return { userId, name: user?.name ?? "", userRole: user?.role ?? "user", role };
}

async function storedMessage(db: Queries, row: EventRow): Promise<MessageView> {
  const message = await messageById(db, row.message_id ?? "");
  if (!message) throw new Error(`event ${row.id} names a message that is not stored`);
  return viewOfMessage(message);
}

export function chatMessageFrame(message: MessageView): EventFrame {
  return {
    messageType: "ChatMessage",
    payload: { content: message.content, displayName: message.senderName, message },
    meta: {
      conversationId: message.conversationId,
      senderId: message.senderId,
      timestamp: message.sentAt,
      messageId: message.id,
      seq: message.seq,
    },
  };
}
