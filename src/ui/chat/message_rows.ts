/** The rows of the conversation: messages and pending ones, with separators between them. */
import type { MessageView } from "#wire/views.ts";
import type { OutboxEntry } from "#sync/session_ports.ts";
import { dayOf } from "../text/time_text.ts";

export type Row =
  | { kind: "day"; key: string; iso: string }
  | { kind: "new"; key: string }
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
      rows.push({ kind: "new", key: "new" });
      lineDrawn = true;
      startsRun = true;
    }
    // A pending row keeps its element when it becomes a stored one.
    const key = (own && message.clientId) || message.id;
    rows.push({ kind: "message", key, message, startsRun });
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

function isOwn(readerId: string, message: MessageView): boolean {
  return message.senderId === readerId;
}
