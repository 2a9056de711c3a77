import { takeSeq, takeSeqs } from "#storage/conversations.ts";
import type { Queries } from "#storage/database.ts";
import { type Right, type Standing, standingIn, type Writer } from "#storage/standing.ts";
import type { Acting, Context } from "../context.ts";
import type { Writing } from "../log/write.ts";
import type { Reason } from "#wire/refusal_texts.ts";
import { notFound, Refusal } from "../refusals.ts";

export interface SeqRequest {
  conversationId: string;
  right: Right;
  /** The message that is being posted. */
  messageId?: string;
}

export interface EventMeta {
  conversationId: string;
  seq: number;
  timestamp: string;
}

/**
 * Checks the permission to write to a conversation and takes its next seq, in one statement.
 * @returns the event's meta, the number of messages including the one being posted, and the newest day
 * on which someone had written before
 * @throws {Refusal} not_found, forbidden: why the actor may not write
 */
export async function nextSeq(
  { actor }: Acting,
  { tx, now }: Pick<Writing, "tx" | "now">,
  { conversationId, right, messageId }: SeqRequest,
) {
  const writer = { userId: actor.id, now };
  const place = await takeSeq(tx, writer, { id: conversationId, right, messageId });
  if (!place) throw await whyNot(tx, writer, { conversationId, right });
  return {
    meta: { conversationId, seq: place.lastSeq, timestamp: now },
    messageCount: place.messageCount,
    lastDay: place.lastDay,
  };
}

/**
 * The same for several events without messages, in any number of conversations.
 * @param conversationIds of each event, in order
 * @returns the meta of each
 */
export async function nextSeqs(
  { actor }: Acting,
  { tx, now }: Pick<Writing, "tx" | "now">,
  { conversationIds, right }: { conversationIds: readonly string[]; right: Right },
): Promise<EventMeta[]> {
  const writer = { userId: actor.id, now };
  const counts = new Map<string, number>();
  for (const id of conversationIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  const last = await takeSeqs(tx, writer, { right, counts: [...counts] });
  const next = new Map<string, number>();
  for (const [conversationId, count] of counts) {
    const seq = last.get(conversationId);
    if (seq === undefined) throw await whyNot(tx, writer, { conversationId, right });
    next.set(conversationId, seq - count + 1);
  }
  return conversationIds.map((conversationId) => {
    const seq = next.get(conversationId)!;
    next.set(conversationId, seq + 1);
    return { conversationId, seq, timestamp: now };
  });
}

/**
 * Asks for a right before anything is looked at or changed: the statements above are reached only
 * if something changes.
 * @returns what the actor may do in the conversation, and its course
 * @throws {Refusal} not_found, forbidden
 */
export async function requireRight(
  { actor }: Pick<Context, "actor">,
  { tx, now }: Pick<Writing, "tx" | "now">,
  { conversationId, right }: Omit<SeqRequest, "messageId">,
): Promise<Standing> {
  const standing = await standingIn(tx, { userId: actor.id, now }, conversationId);
  if (!standing?.[right]) throw refusalOf(standing, { right, now });
  if (standing.archived && right !== "belong" && right !== "decide") throw isArchived(standing);
  return standing;
}

/** The refusal for an actor who may know that the conversation exists. */
const refusals: Record<Right, (standing: Standing, now: string) => Refusal> = {
  belong: notFound,
  post: whyNotWrite,
  edit: (standing, now) =>
    standing.mode === "hold" && standing.hold
      ? new Refusal("forbidden", { reason: "edit_waits" })
      : whyNotWrite(standing, now),
  hold: whyNotWrite,
  decide: () => new Refusal("forbidden", { reason: "held_by_staff" }),
  slow: (standing) => mayNotSet(standing, "mode_by_moderators"),
  modes: (standing) => mayNotSet(standing, "mode_by_staff"),
  members: () => new Refusal("forbidden", { reason: "staff_only_members" }),
  manage: ({ members }) =>
    new Refusal("forbidden", { reason: members ? "teachers_only" : "staff_only_groups" }),
};

async function whyNot(
  tx: Queries,
  writer: Writer,
  { conversationId, right }: SeqRequest,
): Promise<Refusal> {
  const { now } = writer;
  return refusalOf(await standingIn(tx, writer, conversationId), { right, now });
}

/** Nothing changes in it, except that groups and messages can be removed. */
function isArchived({ ownArchived }: Standing): Refusal {
  return new Refusal("forbidden", { reason: ownArchived ? "group_archived" : "course_archived" });
}

function refusalOf(
  standing: Standing | undefined,
  { right, now }: { right: Right; now: string },
): Refusal {
  return standing?.belong ? refusals[right](standing, now) : notFound();
}

function mayNotSet(standing: Standing, reason: "mode_by_staff" | "mode_by_moderators"): Refusal {
  return standing.archived ? isArchived(standing) : new Refusal("forbidden", { reason });
}

/** What keeps the actor from writing, and until when. */
function whyNotWrite(standing: Standing, now: string): Refusal {
  if (standing.archived) return isArchived(standing);
  if (standing.mutedUntil !== null) return isMuted(standing, standing.mutedUntil);
  const { mode, modeUntil: until, modeReason } = standing;
  const because = modeReason === "" ? "" : ` ${modeReason}`;
  const params = { because, ...(until !== null && { until: shortTime(until) }) };
  if (mode === "locked" || mode === "staff_only") {
    const reason = `group_${mode}` as const;
    return new Refusal("forbidden", { reason: until ? `${reason}_until` : reason, params });
  }
  if (mode === "slow") return tooSoon(standing, now);
  if (mode === "hold" && standing.hold)
    return new Refusal("forbidden", { reason: "message_waits" });
  // It ended between the two statements.
  return new Refusal("busy", { reason: "busy", retryAfterMs: momentMs });
}

function isMuted({ muteReason }: Standing, until: string): Refusal {
  const because = muteReason ? ` ${muteReason}` : "";
  return new Refusal("forbidden", {
    reason: "muted",
    params: { until: shortTime(until), because },
  });
}

const restrictions: readonly Reason[] = [
  "muted",
  "group_locked",
  "group_locked_until",
  "group_staff_only",
  "group_staff_only_until",
  "slow_mode",
  "rule_refused",
  "message_waits",
];

/** Whether it says that someone who belongs to a group may not write there now, or not this. */
export function isRestriction(error: unknown): boolean {
  return error instanceof Refusal && restrictions.includes(error.reason);
}

const momentMs = 100;

function tooSoon({ slowSeconds, wroteAt }: Standing, now: string): Refusal {
  const sinceMs = Date.parse(now) - Date.parse(wroteAt ?? now);
  const waitMs = Math.max(momentMs, slowSeconds * 1_000 - sinceMs);
  const params = { every: spanText(slowSeconds), wait: spanText(Math.ceil(waitMs / 1_000)) };
  return new Refusal("limited", { reason: "slow_mode", params, retryAfterMs: waitMs });
}

/** In units that every language understands. */
function spanText(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

/** The same for a time: `2026-11-28 12:00 UTC`. */
function shortTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
