import type { EventFrame, MemberView, SignedOutReason } from "#wire/frames.ts";

/** `renewed`: the device has another session now, and goes on by it. */
export type EndReason = SignedOutReason | "renewed";

/** Something that concerns one account and nobody else. */
export type AccountEvent =
  | { kind: "sessions_ended"; reason: EndReason; sessionIds: string[] | "all" }
  /** Role, name or address changed: what is held in memory of the account is stale. */
  | { kind: "user_changed" };

/** An entry of the log. Ids rise; a conversation's seqs are dense. */
export type LogEntry =
  | { id: number; scope: "conversation"; frame: EventFrame }
  | { id: number; scope: "user"; userId: string; notice: AccountEvent }
  /** The groups stand in another order. */
  | { id: number; scope: "order" };

/** What the log keeps of a member; name and role of the person are joined when it is read. */
export type StoredMember = Pick<MemberView, "userId" | "role">;
