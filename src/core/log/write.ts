/** Writing the log: a verb appends what happens in the transaction that makes it happen. */
import { isoNow } from "#kit/clock.ts";
import { eventKindOf, type EventFrame } from "#wire/events/registry.ts";
import type { Queries } from "#storage/database.ts";
import { type EventRow, insertEvent } from "#storage/events.ts";
import type { Services } from "../context.ts";
import type { AccountEvent, LogEntry } from "./log_entry.ts";

/** What a verb does within its transaction. */
export interface Writing {
  tx: Queries;
  /** The transaction's time, UTC ISO text. */
  now: string;
  /** Appends the event of a conversation. Its seq was taken in this transaction. */
  append: (frame: EventFrame) => Promise<void>;
  notify: (userId: string, notice: AccountEvent) => Promise<void>;
  /** Appends that the groups stand in another order. */
  reordered: () => Promise<void>;
}

/**
 * Runs what the server itself or its operator does: everything it writes and appends is one
 * transaction, and is announced after the commit. When it throws, nothing happened. What somebody
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
        const id = await insertEvent(tx, rowOfFrame(frame, now));
        entries.push({ id, scope: "conversation", frame });
      },
      async notify(userId, notice) {
        const id = await insertEvent(tx, rowOfNotice(userId, notice, now));
        entries.push({ id, scope: "user", userId, notice });
      },
      async reordered() {
        const id = await insertEvent(tx, rowOfOrder(now));
        entries.push({ id, scope: "order" });
      },
    });
  });
  if (entries.length > 0) services.announce(entries);
  return result;
}

function rowOfFrame(frame: EventFrame, now: string): Omit<EventRow, "id"> {
  const { messageId, data } = eventKindOf(frame).keep(frame.payload);
  return {
    conversation_id: frame.meta.conversationId,
    seq: frame.meta.seq,
    user_id: null,
    kind: frame.messageType,
    message_id: messageId ?? null,
    data: data === undefined ? null : JSON.stringify(data),
    created_at: now,
  };
}

function rowOfNotice(userId: string, notice: AccountEvent, now: string): Omit<EventRow, "id"> {
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

function rowOfOrder(now: string): Omit<EventRow, "id"> {
  return {
    conversation_id: null,
    seq: null,
    user_id: null,
    kind: "order_changed",
    message_id: null,
    data: null,
    created_at: now,
  };
}
