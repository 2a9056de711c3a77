/** Staff decide about a case, and about the appeal against that. */
import { caseLimits, muteLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { type CaseDecision, isCaseDecision, isCaseOutcome } from "#wire/moderation.ts";
import type { StoredCase } from "#storage/cases.ts";
import { closeAppeal, decideCase, reportsOf } from "#storage/case_changes.ts";
import { guestMembershipsIn } from "#storage/guest_places.ts";
import { messageById } from "#storage/messages.ts";
import { endMemberships } from "#storage/roster_changes.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import { refreshAccounts } from "../courses/refresh_accounts.ts";
import { removeWithin } from "../messages/messages.ts";
import { restoreWithin } from "../messages/versions.ts";
import type { Writing } from "../log/write.ts";
import { Refusal } from "../refusals.ts";
import { appendMemberships } from "../roster/group_events.ts";
import { signedIn } from "../requirements.ts";
import { invalidText } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { requireCaseOf, viewerOf } from "./cases.ts";
import { muteWithin, unmuteWithin } from "./mutes.ts";
import { validWords } from "./reports.ts";
import { refresh, refreshStaff } from "./refresh.ts";

export interface Decision {
  decision: string;
  /** What the actor has seen: a case that has changed since is not decided. */
  version: number;
  /** To the person; empty for the usual words. */
  text?: string;
  /** Until when the person may not write in the group as well; UTC ISO text. */
  muteUntil?: string | undefined;
}

/**
 * Decides about a case and does what was decided, or nothing of it.
 * @throws {Refusal} not_found; invalid, fields `decision` and `text`; conflict, when it was decided, has
 * changed or someone else looks at it, and for a message that is gone; what `mutePerson` throws
 */
export async function decide(context: Context, id: string, input: Decision): Promise<void> {
  const { decision } = input;
  if (!isCaseDecision(decision)) throw invalidText("decision", { reason: "case_decision" });
  const text = validWords("text", input.text ?? "", caseLimits.textChars) || null;
  const nowMs = await context.db.now(context.db);
  await writeAs(context, signedIn, async (acting, writing) => {
    const one = await requireCaseOf(acting, writing, id);
    requireState(one, "open");
    requireSeen(acting, writing, { one, version: input.version });
    await carryOut(acting, writing, { one, decision });
    const { tx, now: at } = writing;
    const isForPerson = decision !== "nothing";
    const until = isForPerson ? input.muteUntil : undefined;
    const muteUntil = await mute(acting, writing, { one, text, until, nowMs });
    await decideCase(tx, { id, decision, text, by: acting.actor.id, at, isForPerson, muteUntil });
    await note(acting, writing, { one, verb: "case.decide", detail: decision });
    await refreshStaff(writing, id);
    const reporters = (await reportsOf(tx, id)).map(({ userId }) => userId);
    await refresh(writing, isForPerson ? [one.subjectId, ...reporters] : reporters);
  });
}

export interface AppealDecision {
  outcome: string;
  version: number;
  /** To the person; empty for the usual words. */
  text?: string;
}

/**
 * Decides about an appeal. The person who decided the case does not.
 * @throws {Refusal} not_found; forbidden, for the user's own decision; invalid, fields `outcome` and `text`;
 * conflict, as `decide`
 */
export function decideAppeal(context: Context, id: string, input: AppealDecision): Promise<void> {
  const { outcome } = input;
  if (!isCaseOutcome(outcome)) throw invalidText("outcome", { reason: "case_decision" });
  const text = validWords("text", input.text ?? "", caseLimits.textChars) || null;
  return writeAs(context, signedIn, async (acting, writing) => {
    const one = await requireCaseOf(acting, writing, id);
    const { actor } = acting;
    requireState(one, "appealed");
    if (one.decidedBy === actor.id) throw new Refusal("forbidden", { reason: "case_own_decision" });
    requireSeen(acting, writing, { one, version: input.version });
    if (outcome === "lifted") await lift(acting, writing, one);
    await closeAppeal(writing.tx, { id, outcome, text, by: actor.id, at: writing.now });
    await note(acting, writing, { one, verb: "case.close", detail: outcome });
    await refreshStaff(writing, id);
    await refresh(writing, [one.subjectId]);
  });
}

function requireState({ state }: StoredCase, wanted: "open" | "appealed"): void {
  if (state !== wanted) throw new Refusal("conflict", { reason: "case_done" });
}

/** Nobody decides what they have not seen, or beside someone else. @throws {Refusal} conflict */
function requireSeen(
  { actor }: Acting,
  { now }: Writing,
  { one, version }: { one: StoredCase; version: number },
): void {
  const viewer = viewerOf(one, { now, actorId: actor.id });
  if (viewer) {
    throw new Refusal("conflict", { reason: "case_claimed", params: { name: viewer.name } });
  }
  if (one.version !== version) throw new Refusal("conflict", { reason: "case_changed" });
}

interface CarriedOut {
  one: StoredCase;
  decision: CaseDecision;
}

async function carryOut(
  acting: Acting,
  writing: Writing,
  { one, decision }: CarriedOut,
): Promise<void> {
  if (decision === "remove") await remove(acting, writing, one);
  if (decision === "end_pass") await endPass(writing, one);
}

/** @throws {Refusal} conflict, when it is gone already */
async function remove(acting: Acting, writing: Writing, one: StoredCase): Promise<void> {
  const { conversationId, messageId, groupName } = one;
  const row = messageId === null ? undefined : await messageById(writing.tx, messageId);
  if (!row || row.removedAt !== null || groupName === null) {
    throw new Refusal("conflict", { reason: "case_message_gone" });
  }
  await removeWithin(acting, writing, { conversationId, messageId: row.id, isDecision: true });
}

interface Muted {
  one: StoredCase;
  /** The words to the person, of which a mute shows the first. */
  text: string | null;
  until: string | undefined;
  nowMs: number;
}

/** @returns until when */
async function mute(
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

/** What the decision has removed comes back, as far as it is still there, and the person may write. */
async function lift(acting: Acting, writing: Writing, one: StoredCase): Promise<void> {
  const { conversationId, messageId, groupName, decision, subjectId: userId } = one;
  if (one.muteUntil !== null) {
    await unmuteWithin(acting, writing, { conversationId, userId, everywhere: false });
  }
  if (decision !== "remove" || messageId === null || groupName === null) return;
  const row = await messageById(writing.tx, messageId);
  if (row?.removedAs === "staff") {
    await restoreWithin(acting, writing, { conversationId, messageId, isDecision: true });
  }
}

/** As when a pass ends: the guest leaves all groups of the course, and what they wrote stays. */
async function endPass(writing: Writing, one: StoredCase): Promise<void> {
  const { courseId, subjectId: userId } = one;
  if (one.subjectIsGuest === 0) throw new Refusal("conflict", { reason: "case_no_guest" });
  const left = await endMemberships(
    writing.tx,
    await guestMembershipsIn(writing.tx, { courseId, userId }),
  );
  await appendMemberships(writing, { courseId, left, joined: [] });
  await refreshAccounts(writing, [userId]);
}

interface Noted {
  one: StoredCase;
  verb: "case.decide" | "case.close";
  detail: string;
}

/** Staff about whom a report said nothing read the log, too, and do not learn of it. */
async function note(acting: Acting, writing: Writing, { one, verb, detail }: Noted): Promise<void> {
  const { conversationId, courseId, subjectId, number } = one;
  await recordAct(acting, writing, {
    verb,
    conversationId,
    courseId,
    subjectId: detail === "nothing" ? undefined : subjectId,
    detail: `${number}: ${detail}`,
  });
}
