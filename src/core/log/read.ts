/** Reading the log: what happened, in one order, for delivery and for those who were away. */
import { unreachable } from "#kit/assert.ts";
import { chatMessageFrame } from "#wire/chat_frame.ts";
import type { EventFrame, MemberRemoved, MemberView, MessageView } from "#wire/frames.ts";
import type { Queries } from "#storage/database.ts";
import {
  type EventRow,
  eventsAfter,
  dataVersion,
  newestEventId,
  otherEventsBetween,
  seqAt,
} from "#storage/events.ts";
import {
  type MessageRow,
  messagesBetween,
  messagesByIds,
  type RangeKey,
} from "#storage/messages.ts";
import { userById } from "#storage/users.ts";
import { viewOfMessage } from "../messages/message_view.ts";
import type { LogEntry, AccountEvent, StoredMember } from "./log_entry.ts";

/** The log after `id`, oldest first. */
export async function readLog(
  db: Queries,
  key: { id: number; limit: number },
): Promise<LogEntry[]> {
  const rows = await eventsAfter(db, key);
  const messages = await messagesNamed(db, rows);
  return Promise.all(rows.map((row) => entryOfRow(db, row, messages)));
}

/** A conversation's events of a range, oldest first. The caller has checked who asks. */
export async function readConversationLog(db: Queries, range: RangeKey): Promise<EventFrame[]> {
  const posted = await messagesBetween(db, range);
  const others = await otherEventsBetween(db, range);
  const messages = await messagesNamed(db, others);
  const frames = await Promise.all(others.map((row) => frameOfRow(db, row, messages)));
  return [...posted.map((row) => chatMessageFrame(viewOfMessage(row))), ...frames].toSorted(
    (a, b) => a.meta.seq - b.meta.seq,
  );
}

type MessagesById = ReadonlyMap<string, MessageRow>;

/** The messages that events are about, read at once. */
async function messagesNamed(db: Queries, rows: EventRow[]): Promise<MessagesById> {
  const ids = new Set(rows.flatMap(({ message_id: id }) => (id === null ? [] : [id])));
  if (ids.size === 0) return new Map();
  const messages = await messagesByIds(db, [...ids]);
  return new Map(messages.map((message) => [message.id, message]));
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

async function entryOfRow(db: Queries, row: EventRow, messages: MessagesById): Promise<LogEntry> {
  if (row.conversation_id !== null) {
    return { id: row.id, scope: "conversation", frame: await frameOfRow(db, row, messages) };
  }
  if (row.user_id === null) return { id: row.id, scope: "order" };
  const notice = JSON.parse(row.data ?? "{}") as AccountEvent;
  return { id: row.id, scope: "user", userId: row.user_id, notice };
}

type StoredKind = EventFrame["messageType"];

/**
 * Messages and people are joined in as they are now: a replayed event never shows what was removed
 * since, and the replay ends in the same state.
 */
async function frameOfRow(db: Queries, row: EventRow, messages: MessagesById): Promise<EventFrame> {
  const kind = row.kind as StoredKind;
  const meta = {
    conversationId: row.conversation_id ?? "",
    seq: row.seq ?? 0,
    timestamp: row.created_at,
  };
  switch (kind) {
    case "ChatMessage":
      return chatMessageFrame(storedMessage(row, messages));
    case "MessageEdited":
    case "MessageRemoved":
      return { messageType: kind, payload: { message: storedMessage(row, messages) }, meta };
    case "MemberAdded":
    case "MemberChanged":
      return { messageType: kind, payload: { member: await storedMember(db, row) }, meta };
    case "MemberRemoved":
      return {
        messageType: kind,
        payload: JSON.parse(row.data ?? "") as MemberRemoved["payload"],
        meta,
      };
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

function storedMessage(row: EventRow, messages: MessagesById): MessageView {
  const message = messages.get(row.message_id ?? "");
  if (!message) throw new Error(`event ${row.id} names a message that is not stored`);
  return viewOfMessage(message);
}
