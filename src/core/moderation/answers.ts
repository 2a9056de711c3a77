/** What someone learns about their own reports, and about decisions that concern them. */
import { isoNow } from "#kit/clock.ts";
import { caseLimits } from "#wire/limits.ts";
import { caseAbout, casesAbout, decidersOf, type StoredCase } from "#storage/cases.ts";
import { appealCase, markAnswersSeen, type OwnReport, reportsBy } from "#storage/case_changes.ts";
import type { Queries } from "#storage/database.ts";
import { recordAct } from "../audit/audit.ts";
import type { Context } from "../context.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { invalidText } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { validWords } from "./reports.ts";
import { refresh, refreshStaff } from "./refresh.ts";

export type { OwnReport };

/** A decision as the person learns it: who reported is not among it. */
export type OwnDecision = Pick<
  StoredCase,
  | "id"
  | "groupName"
  | "messageId"
  | "content"
  | "state"
  | "reason"
  | "decision"
  | "decisionText"
  | "decidedName"
  | "decidedAt"
  | "muteUntil"
  | "appealText"
  | "appealedAt"
  | "outcome"
  | "outcomeText"
  | "outcomeName"
  | "outcomeAt"
  | "unseen"
> & {
  /** Whether someone but the one who decided could decide about an appeal. */
  hasOther: boolean;
};

export interface OwnAnswers {
  decisions: OwnDecision[];
  reports: OwnReport[];
}

/** Newest first. */
export function ownAnswers({ actor, clock, db }: Context): Promise<OwnAnswers> {
  const key = { userId: actor.id, limit: caseLimits.earlier };
  return db.snapshot(async (state) => {
    const decisions: OwnDecision[] = [];
    for (const one of await casesAbout(state, key)) {
      decisions.push(await ownDecision(state, one, isoNow(clock)));
    }
    return { decisions, reports: await reportsBy(state, key) };
  });
}

async function ownDecision(db: Queries, one: StoredCase, now: string): Promise<OwnDecision> {
  const { id, groupName, messageId, content, state, reason, decision, decisionText } = one;
  const { muteUntil, decidedName, decidedAt, appealText, appealedAt, unseen } = one;
  const { outcome, outcomeText, outcomeName, outcomeAt } = one;
  const mayAppeal = state === "decided" || state === "appealed";
  const deciders = mayAppeal ? await decidersOf(db, { caseId: id, now }) : [];
  return {
    id,
    groupName,
    messageId,
    content,
    state,
    reason,
    decision,
    decisionText,
    decidedName,
    decidedAt,
    muteUntil,
    appealText,
    appealedAt,
    outcome,
    outcomeText,
    outcomeName,
    outcomeAt,
    unseen,
    hasOther: deciders.some((other) => other !== one.decidedBy),
  };
}

/** The same as seen from now on. */
export async function openAnswers(context: Context): Promise<OwnAnswers> {
  const answers = await ownAnswers(context);
  const isNew = [...answers.decisions, ...answers.reports].some(({ unseen }) => unseen === 1);
  if (isNew) await seeAnswers(context);
  return answers;
}

/** Nothing of it is new any longer, in the rail either. */
export function seeAnswers(context: Context): Promise<void> {
  return writeAs(context, signedIn, async ({ actor }, writing) => {
    if ((await markAnswersSeen(writing.tx, actor.id)) > 0) await refresh(writing, [actor.id]);
  });
}

/**
 * The person about whom was decided appeals, once.
 * @throws {Refusal} invalid, field `words`; not_found, also for other people's; conflict, the second time
 */
export async function appeal(context: Context, id: string, typed: string): Promise<void> {
  const text = validWords("words", typed);
  if (text === "") throw invalidText("words", { reason: "appeal_empty" });
  await writeAs(context, signedIn, async (acting, writing) => {
    const { tx, now: at } = writing;
    const one = await caseAbout(tx, { id, userId: acting.actor.id });
    if (!one) throw notFound();
    if ((await appealCase(tx, { id, text, at })) === 0) {
      throw new Refusal("conflict", { reason: "appeal_once" });
    }
    const { conversationId, courseId, number } = one;
    await recordAct(acting, writing, {
      verb: "case.appeal",
      conversationId,
      courseId,
      subjectId: acting.actor.id,
      detail: String(number),
    });
    await refreshStaff(writing, id);
    await refresh(writing, [acting.actor.id]);
  });
}
