/** The queue of cases, as staff read it. */
import { isoNow } from "#kit/clock.ts";
import { caseLimits } from "#wire/limits.ts";
import { caseReason } from "#wire/looks.ts";
import {
  caseInScope,
  type CaseList,
  casesInScope,
  countCases,
  decidersOf,
  earlierCases,
  type StoredCase,
} from "#storage/cases.ts";
import { claimCase, reportsOf, type StoredReport } from "#storage/case_changes.ts";
import { listedById } from "#storage/conversations.ts";
import { countWaiting } from "#storage/held.ts";
import { membership } from "#storage/members.ts";
import {
  messageById,
  messagesAfter,
  messagesBefore,
  type StoredMessage,
} from "#storage/messages.ts";
import type { Queries } from "#storage/database.ts";
import { recordLookWithin } from "../audit/looks.ts";
import type { Acting, Context } from "../context.ts";
import { listOwnCourses, type OwnCourse } from "../courses/own_courses.ts";
import type { Writing } from "../log/write.ts";
import { notFound } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { scopeOf } from "../scope.ts";
import { writeAs } from "../write_as.ts";
import { refreshStaff } from "./refresh.ts";

export type { CaseList, StoredCase, StoredReport };

export const caseLists = ["open", "mine", "decided"] as const satisfies readonly CaseList[];

/** Of each list, how many cases, and how many messages wait for approval. */
export type QueueCounts = Record<CaseList | "held", number>;

export interface CaseQueue {
  cases: StoredCase[];
  counts: QueueCounts;
  page: number;
  pages: number;
  /** Those whose cases the actor decides. */
  courses: OwnCourse[];
}

/**
 * The cases that the actor may decide, newest first; pages count from 1.
 * @throws {Refusal} not_found, for a course that the actor does not look after
 */
export function listCases(
  { actor, db }: Context,
  { list, courseId = "", page = 1 }: { list: CaseList; courseId?: string; page?: number },
): Promise<CaseQueue> {
  const scope = scopeOf(actor);
  return db.snapshot(async (state) => {
    const courses = await listOwnCourses({ db: state, actor });
    if (courseId && !courses.some(({ id }) => id === courseId)) throw notFound();
    const counts = await countsOf(state, actor, courseId);
    const pages = Math.max(1, Math.ceil(counts[list] / caseLimits.listed));
    const shown = Math.min(Math.max(page, 1), pages);
    const cases = await casesInScope(state, scope, {
      list,
      courseId,
      limit: caseLimits.listed,
      offset: (shown - 1) * caseLimits.listed,
    });
    return { cases, counts, page: shown, pages, courses };
  });
}

/** What there is to decide on, in one course or in all. */
export function queueCounts({ actor, db }: Context, courseId = ""): Promise<QueueCounts> {
  return db.snapshot((state) => countsOf(state, actor, courseId));
}

async function countsOf(
  state: Queries,
  actor: Context["actor"],
  courseId: string,
): Promise<QueueCounts> {
  const count = (list: CaseList) => countCases(state, scopeOf(actor), { list, courseId });
  return {
    open: await count("open"),
    mine: await count("mine"),
    decided: await count("decided"),
    held: await countWaiting(state, { viewerId: actor.id, conversationId: "", courseId }),
  };
}

export interface WholeCase {
  case: StoredCase;
  reports: StoredReport[];
  /** The messages around the one that was reported, as they are now. */
  context: StoredMessage[];
  /** The message as it is now; undefined for a person, and when the group is gone. */
  message?: StoredMessage;
  /** Other cases about the person. */
  earlier: StoredCase[];
  /** Someone else who decides it, as long as they look at it. */
  viewer?: { id: string; name: string };
  /** Whether reading it was a look into a group that the actor is not in. */
  isLook: boolean;
  /** Whether the actor decided what is appealed against. */
  decidedSelf: boolean;
  /** Whether the person is in the group, and can be muted there. */
  subjectIsMember: boolean;
  /** How many besides the actor could decide. */
  others: number;
}

/**
 * A case with everything that a decision needs. Its group's text is shown, so staff who are not in the group
 * are recorded.
 * @throws {Refusal} not_found, also for those who may not know of it
 */
export async function readCase(context: Context, id: string): Promise<WholeCase> {
  const { actor, clock } = context;
  const scope = scopeOf(actor);
  const now = isoNow(clock);
  const found = await context.db.snapshot(async (state) => {
    const one = await caseInScope(state, scope, id);
    if (!one) throw notFound();
    const { subjectId } = one;
    const group = await listedById(state, scope, one.conversationId);
    const around = group ? await contextOf(state, one) : { context: [] };
    const deciders = await decidersOf(state, { caseId: id, now });
    return {
      case: one,
      reports: await reportsOf(state, id),
      ...around,
      earlier: await earlierCases(state, scope, { id, subjectId, limit: caseLimits.earlier }),
      viewer: viewerOf(one, { now, actorId: actor.id }),
      isLook: group !== undefined && group.memberRole === null && around.context.length > 0,
      subjectIsMember:
        (await membership(state, { conversationId: one.conversationId, userId: subjectId })) !==
        undefined,
      decidedSelf: one.decidedBy === actor.id,
      others: deciders.filter((other) => other !== actor.id && other !== one.decidedBy).length,
    };
  });
  if (found.isLook) await noteLook(context, found.case);
  return found;
}

/** The group sees it when the case is decided. */
function noteLook(context: Context, { conversationId, number }: StoredCase): Promise<void> {
  const reason = caseReason(number);
  return writeAs(context, signedIn, (acting, writing) =>
    recordLookWithin(acting, writing, { conversationId, reason }),
  );
}

/** Someone else whose look at a case has not ended. */
export function viewerOf(
  { claimedBy, claimedName, claimedUntil }: StoredCase,
  { now, actorId }: { now: string; actorId: string },
): { id: string; name: string } | undefined {
  if (claimedBy === null || claimedBy === actorId || (claimedUntil ?? "") <= now) return undefined;
  return { id: claimedBy, name: claimedName ?? "" };
}

async function contextOf(
  db: Queries,
  { conversationId, messageId }: StoredCase,
): Promise<Pick<WholeCase, "context" | "message">> {
  const message = messageId === null ? undefined : await messageById(db, messageId);
  if (!message) return { context: [] };
  const { seq } = message;
  const limit = caseLimits.around;
  const before = await messagesBefore(db, { conversationId, beforeSeq: seq, limit });
  const after = await messagesAfter(db, { conversationId, afterSeq: seq, limit });
  return { message, context: [...before.toReversed(), message, ...after] };
}

/**
 * Notes that the actor looks at a case, so that nobody decides it beside them; someone who looks at it
 * already keeps it, unless it is taken over.
 * @throws {Refusal} not_found
 */
export function lookAtCase(
  context: Context,
  id: string,
  { takesOver = false }: { takesOver?: boolean } = {},
): Promise<void> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const one = await requireCaseOf(acting, writing, id);
    const { actor, clock } = acting;
    const decides =
      one.state === "open" || (one.state === "appealed" && one.decidedBy !== actor.id);
    if (!decides) return;
    const seen = { now: writing.now, actorId: actor.id };
    if (!takesOver && viewerOf(one, seen)) return;
    const isNew = one.claimedBy !== actor.id || (one.claimedUntil ?? "") <= writing.now;
    const until = new Date(clock.now() + caseLimits.claimMs).toISOString();
    await claimCase(writing.tx, { id, by: actor.id, until });
    if (isNew) await refreshStaff(writing, id);
  });
}

/** Leaves a case to someone else. @throws {Refusal} not_found */
export function leaveCase(context: Context, id: string): Promise<void> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const one = await requireCaseOf(acting, writing, id);
    if (one.claimedBy !== acting.actor.id) return;
    await claimCase(writing.tx, { id, by: null, until: null });
    await refreshStaff(writing, id);
  });
}

/** @throws {Refusal} not_found, also for those who may not know of it */
export async function requireCaseOf(
  { actor }: Acting,
  { tx }: Writing,
  id: string,
): Promise<StoredCase> {
  const one = await caseInScope(tx, scopeOf(actor), id);
  if (!one) throw notFound();
  return one;
}
