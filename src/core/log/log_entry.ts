import { isFields } from "#wire/fields.ts";
import type { EventFrame } from "#wire/events/registry.ts";
import type { SignedOutReason } from "#wire/frames.ts";
import { isNext, type LogPosition } from "#storage/log_position.ts";

export type { LogPosition };

/** `renewed`: the device has another session now, and goes on by it. */
export type EndReason = SignedOutReason | "renewed";

/** Something that concerns one account and nobody else. */
export type AccountEvent =
  | { kind: "sessions_ended"; reason: EndReason; sessionIds: string[] | "all" }
  /** Role, name or address changed: what is held in memory of the account is stale. */
  | { kind: "user_changed" };

/** An entry of the log. A conversation's seqs are dense. */
export type LogEntry = { position: LogPosition } & (
  | { scope: "conversation"; frame: EventFrame }
  | { scope: "user"; userId: string; event: AccountEvent }
  /** The groups stand in another order. */
  | { scope: "order" }
  /** Nobody can tell what it was about. */
  | { scope: "unreadable" }
);

/** Whether it is certain that nothing was committed between what was read and this entry. */
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

/** @returns nothing when stored data is no such event */
export function accountEventOf(data: unknown): AccountEvent | undefined {
  if (!isFields(data)) return undefined;
  const { kind, sessionIds } = data;
  if (kind === "user_changed") return { kind };
  const reason = endReasons.find((one) => one === data["reason"]);
  if (kind !== "sessions_ended" || !reason) return undefined;
  if (sessionIds === "all") return { kind, reason, sessionIds };
  const isIds = Array.isArray(sessionIds) && sessionIds.every((id) => typeof id === "string");
  return isIds ? { kind, reason, sessionIds } : undefined;
}
