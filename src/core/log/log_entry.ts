import { isFields } from "#wire/fields.ts";
import type { EventFrame } from "#wire/events/registry.ts";
import type { SignedOutReason } from "#wire/frames.ts";
import { isNext, type LogPosition } from "#storage/log_position.ts";

export type { LogPosition };

/** `renewed`: the device has a new session and continues with it. */
export type EndReason = SignedOutReason | "renewed";

/** An event that concerns one account only. */
export type AccountEvent =
  | { kind: "sessions_ended"; reason: EndReason; sessionIds: string[] | "all" }
  /** Role, name or address changed: cached data of the account is out of date. */
  | { kind: "user_changed" }
  /** A message that waits for approval in a group was written, changed or decided on. */
  | { kind: "held_changed"; conversationId: string };

/** An entry of the log. The seqs of a conversation have no gaps. */
export type LogEntry = { position: LogPosition } & (
  | { scope: "conversation"; frame: EventFrame }
  /** A message in a group that nobody follows here; it is not read. */
  | { scope: "posted"; conversationId: string; seq: number }
  | { scope: "user"; userId: string; event: AccountEvent }
  /** The groups have a new order. */
  | { scope: "order" }
  /** Who looked into a group has changed. */
  | { scope: "looked"; conversationId: string }
  /** The entry cannot be read. */
  | { scope: "unreadable" }
);

/** Whether it is certain that nothing was committed between the last read and this entry. */
export function followsAtOnce(entry: LogEntry, after: LogPosition): boolean {
  return isNext(entry.position, after);
}

const endReasons: readonly EndReason[] = [
  "signed_out",
  "disabled",
  "deleted",
  "expired",
  "renewed",
];

/** @returns undefined if the stored data is not such an event */
export function accountEventOf(data: unknown): AccountEvent | undefined {
  if (!isFields(data)) return undefined;
  const { kind, sessionIds, conversationId } = data;
  if (kind === "user_changed") return { kind };
  if (kind === "held_changed" && typeof conversationId === "string") {
    return { kind, conversationId };
  }
  const reason = endReasons.find((one) => one === data["reason"]);
  if (kind !== "sessions_ended" || !reason) return undefined;
  if (sessionIds === "all") return { kind, reason, sessionIds };
  const isIds = Array.isArray(sessionIds) && sessionIds.every((id) => typeof id === "string");
  return isIds ? { kind, reason, sessionIds } : undefined;
}
