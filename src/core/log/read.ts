/** Reads the log, in order, for delivery and for clients that were away. */
import { chatMessageFrame } from "#wire/events/chat_message.ts";
import type { EventFrame } from "#wire/events/registry.ts";
import { skippedFrame } from "#wire/events/skipped.ts";
import type { Database, Queries } from "#storage/database.ts";
import {
  countEventsAfter,
  eventsAfter,
  type LogRange,
  newestPosition,
  otherEventsBetween,
  readEpoch,
  seqAt,
} from "#storage/events.ts";
import type { LogPosition } from "#storage/log_position.ts";
import type { Services } from "../context.ts";
import { messagesBetween, type RangeKey } from "#storage/messages.ts";
import { viewOfMessage } from "../messages/message_view.ts";
import type { LogEntry } from "./log_entry.ts";
import { type RestoreOptions, restoreEntries } from "./restore.ts";
import type { ReportUnreadable } from "./unreadable.ts";

type Reading = Pick<Database, "snapshot">;

/**
 * The log after a position, oldest first. Unreadable entries are reported and change nothing.
 * Messages in groups that nobody follows are not read.
 */
export function readLog(
  db: Reading,
  range: LogRange,
  { report = () => {}, isFollowed }: Partial<RestoreOptions> = {},
): Promise<LogEntry[]> {
  return db.snapshot(async (state) =>
    restoreEntries(state, await eventsAfter(state, range), { report, isFollowed }),
  );
}

/**
 * A range of a conversation's events, oldest first, each seq once; unreadable ones are reported and
 * change nothing. Empty if the conversation is gone. The caller has checked the permission.
 */
export function readConversationLog(
  db: Reading,
  range: RangeKey,
  report: ReportUnreadable = () => {},
): Promise<EventFrame[]> {
  return db.snapshot(async (state) => {
    const posted = await messagesBetween(state, range);
    // Messages alone leave no gap, so there is nothing else to read.
    const isDense = posted.length === range.upToSeq - range.afterSeq;
    const rows = isDense ? [] : await otherEventsBetween(state, range);
    if (posted.length === 0 && rows.length === 0) return [];
    const bySeq = new Map<number, EventFrame>();
    for (const row of posted) bySeq.set(row.seq, chatMessageFrame(viewOfMessage(row)));
    for (const entry of await restoreEntries(state, rows, { report })) {
      if (entry.scope === "conversation") bySeq.set(entry.frame.meta.seq, entry.frame);
    }
    return withoutHoles(bySeq, range, report);
  });
}

/** Messages are read from their own table, so a missing one leaves a gap in the seqs. */
function withoutHoles(
  bySeq: ReadonlyMap<number, EventFrame>,
  { conversationId, afterSeq, upToSeq }: RangeKey,
  report: ReportUnreadable,
): EventFrame[] {
  const frames: EventFrame[] = [];
  let timestamp = bySeq.values().next().value?.meta.timestamp ?? "";
  for (let seq = afterSeq + 1; seq <= upToSeq; seq++) {
    let frame = bySeq.get(seq);
    if (!frame) {
      report({ entry: `${conversationId}/${seq}`, why: "names a message that is gone" });
      frame = skippedFrame({ conversationId, seq, timestamp });
    }
    ({ timestamp } = frame.meta);
    frames.push(frame);
  }
  return frames;
}

/** The seq that a conversation had when the whole log had reached a position. */
export function conversationSeqAt(
  db: Queries,
  key: { conversationId: string; upTo: LogPosition },
): Promise<number> {
  return seqAt(db, key);
}

/** The current end of the log. */
export function logEnd(db: Queries): Promise<LogPosition> {
  return newestPosition(db);
}

/** How many entries were committed after a position. */
export function logLengthAfter(db: Queries, position: LogPosition): Promise<number> {
  return countEventsAfter(db, position);
}

/**
 * The log's epoch. A client's position `(conversation, seq)` is valid only within the same epoch.
 */
export function currentEpoch({ db }: Services): Promise<string> {
  return readEpoch(db);
}
