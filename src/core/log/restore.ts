/**
 * Converts rows of the log to entries. A row that this version cannot read, for example one that a
 * newer version wrote, is reported and becomes an entry that changes nothing, so that the following
 * ones still get through.
 */
import type { EventMeta } from "#wire/events/event_kind.ts";
import { eventKindNamed, type EventFrame } from "#wire/events/registry.ts";
import { skippedFrame } from "#wire/events/skipped.ts";
import { isFields } from "#wire/fields.ts";
import type { Queries } from "#storage/database.ts";
import { erasuresLeft } from "#storage/erasures.ts";
import type { StoredEvent } from "#storage/events.ts";
import { positionText } from "#storage/log_position.ts";
import { type NamedPerson, namesNow } from "#storage/merges.ts";
import { type StoredMessage, messagesByIds } from "#storage/messages.ts";
import { viewOfMessage } from "../messages/message_view.ts";
import { accountEventOf, type LogEntry } from "./log_entry.ts";
import type { ReportUnreadable } from "./unreadable.ts";

/**
 * The current state of what rows of the log refer to: a replay never shows what was removed since.
 */
interface Named {
  messages: ReadonlyMap<string, StoredMessage>;
  people: ReadonlyMap<string, NamedPerson>;
  /** Deleted groups, of which some messages are gone already. */
  erased: ReadonlySet<string>;
}

export interface RestoreOptions {
  report: ReportUnreadable;
  /**
   * Whether anyone here follows the group; everyone by default. The answer may change before the
   * entries are delivered, so the caller asks again then.
   */
  isFollowed?: (conversationId: string) => boolean;
}

export async function restoreEntries(
  db: Queries,
  rows: readonly StoredEvent[],
  { report, isFollowed = () => true }: RestoreOptions,
): Promise<LogEntry[]> {
  const passed = rows.map((row) => passedEntry(row, isFollowed));
  const named = await readNamed(
    db,
    rows.filter((_row, index) => !passed[index]),
  );
  return rows.map((row, index) => {
    const known = passed[index];
    if (known) return known;
    const entry = entryOf(row, named);
    if (entry.why !== undefined && !named.erased.has(row.conversationId ?? ""))
      report({ entry: positionText(row.position), why: entry.why });
    return entry.entry;
  });
}

/** @returns undefined unless it is a message in a group that nobody follows */
function passedEntry(
  row: StoredEvent,
  isFollowed: (conversationId: string) => boolean,
): LogEntry | undefined {
  if (row.kind !== "ChatMessage" || !isGroupRow(row)) return undefined;
  const { position, conversationId, seq } = row;
  return isFollowed(conversationId)
    ? undefined
    : { position, scope: "posted", conversationId, seq };
}

/** Why a row cannot be read, except for missing messages. */
export function problemOfRow(row: StoredEvent): string | undefined {
  if (isGroupRow(row) && row.messageId !== null)
    return eventKindNamed(row.kind) ? undefined : unknownKind(row);
  return entryOf(row, { messages: new Map(), people: new Map(), erased: new Set() }).why;
}

interface GroupRow extends StoredEvent {
  conversationId: string;
  seq: number;
}

function isGroupRow(row: StoredEvent): row is GroupRow {
  return row.conversationId !== null && row.seq !== null;
}

interface Restored<T> {
  entry: T;
  /** Why the row cannot be read; undefined if it can. */
  why?: string;
}

function entryOf(row: StoredEvent, named: Named): Restored<LogEntry> {
  const { position } = row;
  if (isGroupRow(row)) {
    const { entry: frame, why } = frameOf(row, named);
    return { entry: { position, scope: "conversation", frame }, why };
  }
  if (row.conversationId !== null)
    return { entry: { position, scope: "unreadable" }, why: "has no seq" };
  if (row.userId !== null) return accountEntryOf(row, row.userId);
  if (row.kind === "order_changed") return { entry: { position, scope: "order" } };
  const looked = row.kind === "looked" ? conversationIdOf(dataOf(row)) : undefined;
  if (looked !== undefined) return { entry: { position, scope: "looked", conversationId: looked } };
  return { entry: { position, scope: "unreadable" }, why: unknownKind(row) };
}

/** Look the account up again in any case, because the entry was about it. */
function accountEntryOf(row: StoredEvent, userId: string): Restored<LogEntry> {
  const event = accountEventOf(dataOf(row));
  const why = event ? undefined : "is of an unknown kind, or its data cannot be read";
  return {
    entry: {
      position: row.position,
      scope: "user",
      userId,
      event: event ?? { kind: "user_changed" },
    },
    why,
  };
}

function frameOf(row: GroupRow, { messages, people }: Named): Restored<EventFrame> {
  const { conversationId, seq, at: timestamp } = row;
  const meta: EventMeta = { conversationId, seq, timestamp };
  const kind = eventKindNamed(row.kind);
  if (!kind) return { entry: skippedFrame(meta), why: unknownKind(row) };
  const data = dataOf(row);
  const message = messages.get(row.messageId ?? "");
  const user = kind.namesPerson ? people.get(userIdOf(data) ?? "") : undefined;
  const frame = kind.restore({
    meta,
    data,
    message: message && viewOfMessage(message),
    person: user && { name: user.name, userRole: user.role },
  });
  if (frame) return { entry: frame };
  const why =
    row.messageId === null ? "has data that cannot be read" : "names a message that is gone";
  return { entry: skippedFrame(meta), why };
}

function unknownKind({ kind }: StoredEvent): string {
  return `is of an unknown kind, ${kind}`;
}

async function readNamed(db: Queries, rows: readonly StoredEvent[]): Promise<Named> {
  const messageIds = new Set(rows.flatMap(({ messageId: id }) => (id === null ? [] : [id])));
  const userIds = new Set(
    rows.flatMap((row) => {
      const id = eventKindNamed(row.kind)?.namesPerson ? userIdOf(dataOf(row)) : undefined;
      return id === undefined ? [] : [id];
    }),
  );
  const messages = messageIds.size > 0 ? await messagesByIds(db, [...messageIds]) : [];
  const people = userIds.size > 0 ? await namesNow(db, [...userIds]) : [];
  const erased = messages.length < messageIds.size ? await erasuresLeft(db) : [];
  return {
    messages: new Map(messages.map((message) => [message.id, message])),
    people: new Map(people.map((person) => [person.id, person])),
    erased: new Set(erased),
  };
}

/** @returns undefined if it is not JSON */
function dataOf({ data }: StoredEvent): unknown {
  try {
    return data === null ? undefined : JSON.parse(data);
  } catch {
    return undefined;
  }
}

const userIdOf = (data: unknown) => textOf(data, "userId");
const conversationIdOf = (data: unknown) => textOf(data, "conversationId");

function textOf(data: unknown, name: string): string | undefined {
  const value = isFields(data) ? data[name] : undefined;
  return typeof value === "string" ? value : undefined;
}
