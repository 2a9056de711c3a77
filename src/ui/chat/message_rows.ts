/** The rows of the conversation: messages and pending ones, with separators between them. */
import type { MessageView } from "#wire/views.ts";
import type { OutboxEntry } from "#sync/session_ports.ts";
import { dayOf } from "../text/time_text.ts";

export type Row =
  | { kind: "day"; key: string; iso: string }
  | { kind: "new"; key: string; count: number }
  | { kind: "message"; key: string; message: MessageView; startsRun: boolean }
  | { kind: "pending"; key: string; entry: OutboxEntry; startsRun: boolean };

export interface RowsInput {
  messages: readonly MessageView[];
  outbox: readonly OutboxEntry[];
  readerId: string;
  zone: string;
  newAfterSeq?: number;
}

/** Messages of one person within this time share a header. */
const runMs = 5 * 60_000;

export function rowsOf(input: RowsInput): Row[] {
  const { messages, outbox, readerId, zone, newAfterSeq } = input;
  const rows: Row[] = [];
  let last: { senderId: string; sentAt: string; day: string } | undefined;
  let lineDrawn = newAfterSeq === undefined;
  const startRun = (senderId: string, sentAt: string): boolean => {
    const day = dayOf(sentAt, { zone });
    const newDay = day !== last?.day;
    if (newDay) rows.push({ kind: "day", key: `day ${sentAt}`, iso: sentAt });
    const starts =
      newDay || last?.senderId !== senderId || Date.parse(sentAt) - Date.parse(last.sentAt) > runMs;
    last = { senderId, sentAt, day };
    return starts;
  };
  for (const message of messages) {
    const own = isOwn(readerId, message);
    let startsRun = startRun(message.senderId, message.sentAt);
    if (!lineDrawn && !own && message.seq > newAfterSeq!) {
      const count = messages.filter(
        (each) => each.seq >= message.seq && !isOwn(readerId, each),
      ).length;
      rows.push({ kind: "new", key: "new", count });
      lineDrawn = true;
      startsRun = true;
    }
    const key = keyOf(readerId, message);
    rows.push({ kind: "message", key, message, startsRun });
    // In the place of a removed message, a note names its author; what follows needs a header.
    if (message.removed && last) last.senderId = "";
  }
  const stored = new Set(
    messages.filter((message) => isOwn(readerId, message)).map(({ clientId }) => clientId),
  );
  for (const entry of outbox) {
    if (stored.has(entry.clientId)) continue;
    const startsRun = startRun(readerId, entry.createdAt);
    rows.push({ kind: "pending", key: entry.clientId, entry, startsRun });
  }
  return rows;
}

/** A pending row keeps its element when it becomes a stored one. */
function keyOf(readerId: string, message: MessageView): string {
  return (isOwn(readerId, message) && message.clientId) || message.id;
}

function isOwn(readerId: string, message: MessageView): boolean {
  return message.senderId === readerId;
}
