/** Staff decide about a case, and about the appeal against that. */
import { caseLimits } from "#wire/limits.ts";
import { isCaseDecision, isCaseOutcome } from "#wire/moderation.ts";
import type { StoredCase } from "#storage/cases.ts";
import { closeAppeal, decideCase, reportsOf } from "#storage/case_changes.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { invalidText, validReason } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { requireCaseOf, viewerOf } from "./cases.ts";
import { carryOut, type DecidedSpan, muteAsWell, takeBack } from "./carry_out.ts";
import { validWords } from "./reports.ts";
import { refresh, refreshStaff } from "./refresh.ts";

export interface Decision {
  decision: string;
  /** What the actor has seen: a case that has changed since is not decided. */
  version: number;
  /** To the person; empty for the reason, or the usual words. */
  text?: string;
  /** Why, which the group sees where a message is removed or a part of it hidden. */
  reason?: string | undefined;
  /** The part that `redact` hides. */
  span?: DecidedSpan | undefined;
  /** Until when the person may not write in the group as well; UTC ISO text. */
  muteUntil?: string | undefined;
}

/**
 * Decides about a case and does what was decided, or nothing of it.
 * @throws {Refusal} not_found; invalid, fields `decision`, `text`, `reason` and `span`; conflict, when it was
 * decided, has changed or someone else looks at it, and for a message that is gone or has changed; what
 * `mutePerson` throws
 */
export async function decide(context: Context, id: string, input: Decision): Promise<void> {
  const { decision } = input;
  if (!isCaseDecision(decision)) throw invalidText("decision", { reason: "case_decision" });
  const reason = validReason(input.reason);
  const text = validWords("text", input.text ?? "", caseLimits.textChars) || reason;
  const nowMs = await context.db.now(context.db);
  await writeAs(context, signedIn, async (acting, writing) => {
    const one = await requireCaseOf(acting, writing, id);
    requireState(one, "open");
    requireSeen(acting, writing, { one, version: input.version });
    const { span } = input;
    const leftGroups = await carryOut(acting, writing, { one, decision, reason, span });
    const { tx, now: at } = writing;
    const isForPerson = decision !== "nothing";
    const until = isForPerson ? input.muteUntil : undefined;
    const muteUntil = await muteAsWell(acting, writing, { one, text, until, nowMs });
    const by = acting.actor.id;
    await decideCase(tx, { id, decision, text, by, at, isForPerson, muteUntil, leftGroups });
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
    if (outcome === "lifted") await takeBack(acting, writing, one);
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
