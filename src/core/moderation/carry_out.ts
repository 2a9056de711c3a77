/** What a decision of a case does, and how it is taken back. */
import { muteLimits } from "#wire/limits.ts";
import type { CaseDecision } from "#wire/moderation.ts";
import { oneLine } from "#wire/text.ts";
import type { StoredCase } from "#storage/cases.ts";
import { guestMembershipsIn, placesToReturn } from "#storage/guest_places.ts";
import { insertMembers } from "#storage/members.ts";
import { messageById } from "#storage/messages.ts";
import { endMemberships } from "#storage/roster_changes.ts";
import type { Acting } from "../context.ts";
import { refreshAccounts } from "../courses/refresh_accounts.ts";
import { removeWithin } from "../messages/messages.ts";
import { redactWithin, unredactWithin } from "../messages/redact.ts";
import type { Span } from "../messages/redacted.ts";
import { restoreWithin } from "../messages/versions.ts";
import type { Writing } from "../log/write.ts";
import { Refusal } from "../refusals.ts";
import { appendMemberships } from "../roster/group_events.ts";
import { invalidText } from "../valid_text.ts";
import { muteWithin, unmuteWithin } from "./mutes.ts";

/** A part of the message, in the text that the actor has seen. */
export interface DecidedSpan extends Span {
  revision?: number | undefined;
}

interface CarriedOut {
  one: StoredCase;
  decision: CaseDecision;
  reason: string | null;
  span: DecidedSpan | undefined;
}

/**
 * Does what was decided.
 * @returns the groups that a guest has left, so that they can come back
 * @throws {Refusal} conflict, for a message that is gone or has changed, or no guest; invalid, field `span`
 */
export async function carryOut(
  acting: Acting,
  writing: Writing,
  { one, decision, reason: why, span }: CarriedOut,
): Promise<string[]> {
  const reason = why ?? undefined;
  if (decision === "end_pass") return endPass(writing, one);
  if (decision === "remove") {
    const key = await presentMessage(writing, one);
    await removeWithin(acting, writing, { ...key, reason, isDecision: true });
  }
  if (decision === "redact") {
    if (!span) throw invalidText("span", { reason: "no_such_part" });
    const key = await presentMessage(writing, one);
    await redactWithin(acting, writing, { ...key, ...span, reason, isDecision: true });
  }
  return [];
}

/** @throws {Refusal} conflict, when it is gone already */
async function presentMessage(
  { tx }: Writing,
  { conversationId, messageId, groupName }: StoredCase,
): Promise<{ conversationId: string; messageId: string }> {
  const row = messageId === null ? undefined : await messageById(tx, messageId);
  if (!row || row.removedAt !== null || groupName === null) {
    throw new Refusal("conflict", { reason: "case_message_gone" });
  }
  return { conversationId, messageId: row.id };
}

interface Muted {
  one: StoredCase;
  /** The words to the person, of which a mute shows the first. */
  text: string | null;
  until: string | undefined;
  nowMs: number;
}

/** @returns until when */
export async function muteAsWell(
  acting: Acting,
  writing: Writing,
  { one, text, until, nowMs }: Muted,
): Promise<string | null> {
  if (until === undefined) return null;
  const { conversationId, subjectId: userId } = one;
  const reason = oneLine(text ?? "")
    .slice(0, muteLimits.reasonChars)
    .toWellFormed();
  return muteWithin(acting, writing, {
    conversationId,
    userId,
    until,
    reason,
    nowMs,
    caseId: one.id,
  });
}

/**
 * What the decision has removed or hidden comes back, as far as it is still there; the person may write, and a
 * guest is in the groups again for which the pass would still hold.
 */
export async function takeBack(acting: Acting, writing: Writing, one: StoredCase): Promise<void> {
  const { conversationId, messageId, groupName, decision, subjectId: userId } = one;
  if (one.muteUntil !== null) {
    await unmuteWithin(acting, writing, { conversationId, userId, everywhere: false });
  }
  if (decision === "end_pass") await returnPass(writing, one);
  if (messageId === null || groupName === null) return;
  const key = { conversationId, messageId };
  if (decision === "redact" && one.decidedAt !== null) {
    await unredactWithin(acting, writing, { ...key, at: one.decidedAt });
  }
  if (decision !== "remove") return;
  const row = await messageById(writing.tx, messageId);
  if (row?.removedAs === "staff") {
    await restoreWithin(acting, writing, { ...key, isDecision: true });
  }
}

/** As when a pass ends: the guest leaves all groups of the course, and what they wrote stays. */
async function endPass(writing: Writing, one: StoredCase): Promise<string[]> {
  const { courseId, subjectId: userId } = one;
  if (one.subjectIsGuest === 0) throw new Refusal("conflict", { reason: "case_no_guest" });
  const left = await endMemberships(
    writing.tx,
    await guestMembershipsIn(writing.tx, { courseId, userId }),
  );
  await appendMemberships(writing, { courseId, left, joined: [] });
  await refreshAccounts(writing, [userId]);
  return left.map(({ conversationId }) => conversationId);
}

/** Where the pass has run out since, or the group is gone, nothing comes back. */
async function returnPass(writing: Writing, one: StoredCase): Promise<void> {
  const { tx, now } = writing;
  const { courseId, subjectId: userId } = one;
  const left = JSON.parse(one.leftGroups) as string[];
  const places = await placesToReturn(tx, { courseId, userId, now, conversationIds: left });
  const role = "member" as const;
  const joined = await insertMembers(
    tx,
    places.map((conversationId) => ({ conversationId, userId, role, joinedAt: now })),
  );
  await appendMemberships(writing, {
    courseId,
    left: [],
    joined: joined.map((key) => ({ ...key, role })),
  });
  await refreshAccounts(writing, [userId]);
}
