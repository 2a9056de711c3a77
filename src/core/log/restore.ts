/**
 * From rows of the log to what happened. A row that this program cannot read, such as one that a newer
 * version wrote, is reported and becomes an entry that changes nothing: what comes after it goes on.
 */
import type { EventMeta } from "#wire/events/event_kind.ts";
import { eventKindNamed, type EventFrame } from "#wire/events/registry.ts";
import { skippedFrame } from "#wire/events/skipped.ts";
import { isFields } from "#wire/fields.ts";
import type { Queries } from "#storage/database.ts";
import type { EventRow } from "#storage/events.ts";
import { type MessageRow, messagesByIds } from "#storage/messages.ts";
import { type UserRow, userById } from "#storage/users.ts";
import { viewOfMessage } from "../messages/message_view.ts";
import { accountEventOf, type LogEntry } from "./log_entry.ts";
import type { ReportUnreadable } from "./unreadable.ts";

/** What rows of the log name, as it is now: a replay never shows what was removed since. */
interface Named {
  messages: ReadonlyMap<string, MessageRow>;
  people: ReadonlyMap<string, UserRow>;
}

export async function restoreEntries(
  db: Queries,
  rows: readonly EventRow[],
  report: ReportUnreadable,
): Promise<LogEntry[]> {
  const named = await readNamed(db, rows);
  return rows.map((row) => {
    const entry = entryOf(row, named);
    if (entry.why !== undefined) report({ entry: String(row.id), why: entry.why });
    return entry.entry;
  });
}

/** Why a row cannot be read, apart from messages that are gone. */
export function problemOfRow(row: EventRow): string | undefined {
  if (row.conversation_id === null)
    return entryOf(row, { messages: new Map(), people: new Map() }).why;
  if (row.seq === null) return "has no seq";
  if (row.message_id !== null) return eventKindNamed(row.kind) ? undefined : unknownKind(row);
  return frameOf(row, row.seq, { messages: new Map(), people: new Map() }).why;
}

interface Restored<T> {
  entry: T;
  /** Why it is not what was written. */
  why?: string;
}

function entryOf(row: EventRow, named: Named): Restored<LogEntry> {
  const { id } = row;
  if (row.conversation_id !== null) {
    if (row.seq === null) return { entry: { id, scope: "unreadable" }, why: "has no seq" };
    const { entry: frame, why } = frameOf(row, row.seq, named);
    return { entry: { id, scope: "conversation", frame }, why };
  }
  if (row.user_id !== null) return accountEntryOf(row, row.user_id);
  if (row.kind === "order_changed") return { entry: { id, scope: "order" } };
  return { entry: { id, scope: "unreadable" }, why: unknownKind(row) };
}

/** Who an account is now is looked up in any case: something was to be told of it. */
function accountEntryOf(row: EventRow, userId: string): Restored<LogEntry> {
  const notice = accountEventOf(dataOf(row));
  const why = notice ? undefined : "is of an unknown kind, or its data cannot be read";
  return {
    entry: { id: row.id, scope: "user", userId, notice: notice ?? { kind: "user_changed" } },
    why,
  };
}

function frameOf(row: EventRow, seq: number, { messages, people }: Named): Restored<EventFrame> {
  const meta: EventMeta = {
    conversationId: row.conversation_id ?? "",
    seq,
    timestamp: row.created_at,
  };
  const kind = eventKindNamed(row.kind);
  if (!kind) return { entry: skippedFrame(meta), why: unknownKind(row) };
  const data = dataOf(row);
  const message = messages.get(row.message_id ?? "");
  const user = kind.namesPerson ? people.get(userIdOf(data) ?? "") : undefined;
  const frame = kind.restore({
    meta,
    data,
    message: message && viewOfMessage(message),
    person: user && { name: user.name, userRole: user.role },
  });
  if (frame) return { entry: frame };
  const why =
    row.message_id === null ? "has data that cannot be read" : "names a message that is gone";
  return { entry: skippedFrame(meta), why };
}

function unknownKind({ kind }: EventRow): string {
  return `is of an unknown kind, ${kind}`;
}

async function readNamed(db: Queries, rows: readonly EventRow[]): Promise<Named> {
  const messageIds = new Set(rows.flatMap(({ message_id: id }) => (id === null ? [] : [id])));
  const userIds = new Set(
    rows.flatMap((row) => {
      const id = eventKindNamed(row.kind)?.namesPerson ? userIdOf(dataOf(row)) : undefined;
      return id === undefined ? [] : [id];
    }),
  );
  const messages = messageIds.size > 0 ? await messagesByIds(db, [...messageIds]) : [];
  const people = await Promise.all([...userIds].map((id) => userById(db, id)));
  return {
    messages: new Map(messages.map((message) => [message.id, message])),
    people: new Map(people.flatMap((user) => (user ? [[user.id, user]] : []))),
  };
}

/** @returns nothing when it is not JSON */
function dataOf({ data }: EventRow): unknown {
  try {
    return data === null ? undefined : JSON.parse(data);
  } catch {
    return undefined;
  }
}

function userIdOf(data: unknown): string | undefined {
  const userId = isFields(data) ? data["userId"] : undefined;
  return typeof userId === "string" ? userId : undefined;
}
