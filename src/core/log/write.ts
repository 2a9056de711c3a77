/** Writing the log: a verb appends what happens in the transaction that makes it happen. */
import { isoNow } from "#kit/clock.ts";
import { eventKindOf, type EventFrame } from "#wire/events/registry.ts";
import type { Queries } from "#storage/database.ts";
import { insertEvent, type NewEvent } from "#storage/events.ts";
import type { Services } from "../context.ts";
import type { AccountEvent, LogEntry } from "./log_entry.ts";

/** What a verb does within its transaction. */
export interface Writing {
  tx: Queries;
  /** The transaction's time, UTC ISO text. */
  now: string;
  /** Appends the event of a conversation. Its seq was taken in this transaction. */
  append: (frame: EventFrame) => Promise<void>;
  appendAccountEvent: (userId: string, event: AccountEvent) => Promise<void>;
  /** Appends that the groups stand in another order. */
  appendReordered: () => Promise<void>;
}

/**
 * Runs what the server itself or its operator does: everything it writes and appends is one
 * transaction, and is handed on after the commit, by `services.appended`. When it throws, nothing happened. What somebody
 * else does goes by `writeAs`.
 */
export async function writeLogged<T>(
  services: Services & { actor?: never },
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
        const position = await insertEvent(tx, rowOfFrame(frame, now));
        entries.push({ position, scope: "conversation", frame });
      },
      async appendAccountEvent(userId, event) {
        const position = await insertEvent(tx, rowOfAccountEvent(userId, event, now));
        entries.push({ position, scope: "user", userId, event });
      },
      async appendReordered() {
        const position = await insertEvent(tx, rowOfOrder(now));
        entries.push({ position, scope: "order" });
      },
    });
  });
  if (entries.length > 0) services.appended.emit(entries);
  return result;
}

function rowOfFrame(frame: EventFrame, now: string): NewEvent {
  const { messageId, data } = eventKindOf(frame).keep(frame.payload);
  return {
    conversationId: frame.meta.conversationId,
    seq: frame.meta.seq,
    userId: null,
    kind: frame.messageType,
    messageId: messageId ?? null,
    data: data === undefined ? null : JSON.stringify(data),
    at: now,
  };
}

function rowOfAccountEvent(userId: string, event: AccountEvent, now: string): NewEvent {
  return {
    conversationId: null,
    seq: null,
    userId,
    kind: event.kind,
    messageId: null,
    data: JSON.stringify(event),
    at: now,
  };
}

function rowOfOrder(now: string): NewEvent {
  return {
    conversationId: null,
    seq: null,
    userId: null,
    kind: "order_changed",
    messageId: null,
    data: null,
    at: now,
  };
}
