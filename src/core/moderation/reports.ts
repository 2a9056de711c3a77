/** Members report a message, or a person of their group. */
import { uuidv7 } from "#kit/ids.ts";
import { caseLimits } from "#wire/limits.ts";
import { isReportReason, type ReportReason } from "#wire/moderation.ts";
import { severalLines } from "#wire/text.ts";
import { decidersOf, insertCase, latestCaseOfMessage, openCaseOfPerson } from "#storage/cases.ts";
import { insertReport, touchCase } from "#storage/case_changes.ts";
import { listedById } from "#storage/conversations.ts";
import { membership } from "#storage/members.ts";
import { messageById } from "#storage/messages.ts";
import { userById } from "#storage/users.ts";
import { isoNow } from "#kit/clock.ts";
import type { Acting, Context } from "../context.ts";
import { requireRight } from "../groups/next_seq.ts";
import type { Writing } from "../log/write.ts";
import type { MessageKey } from "../messages/message_in_scope.ts";
import { takeOrRefuse } from "../rates.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { scopeOf } from "../scope.ts";
import { invalidText, requireLength, requireStorable } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { refreshStaff } from "./refresh.ts";

export interface PersonKey {
  conversationId: string;
  userId: string;
}

export interface Report {
  reason: string;
  /** In the reporter's own words; may be empty. */
  words?: string;
}

interface ValidReport {
  reason: ReportReason;
  words: string;
}

/**
 * Reports a message. What it says now is kept with the case, whatever its author does to it later.
 * @returns the id of the case, which only staff may read
 * @throws {Refusal} invalid, fields `reason` and `words`; not_found, for those outside the group; forbidden,
 * for the user's own message; conflict, when it is removed, already reported by the actor, or decided about;
 * limited
 */
export async function reportMessage(
  context: Context,
  key: MessageKey,
  report: Report,
): Promise<void> {
  const valid = validReport(report);
  takeOrRefuse(context.rates.reportsByAccount, context.actor.id, "reporting_too_fast");
  await writeAs(context, signedIn, async (acting, writing) => {
    const { courseId } = await requireMember(acting, writing, key.conversationId);
    const row = await messageById(writing.tx, key.messageId);
    if (row?.conversationId !== key.conversationId) throw notFound();
    if (row.senderId === acting.actor.id) throw new Refusal("forbidden", { reason: "report_own" });
    if (row.removedAt !== null) throw new Refusal("conflict", { reason: "report_removed" });
    const known = await latestCaseOfMessage(writing.tx, row.id);
    const isOpen = known?.state === "open";
    // What was edited since is something new.
    if (known && !isOpen && known.content === row.content) {
      throw new Refusal("conflict", { reason: "report_decided" });
    }
    await store(acting, writing, {
      caseId: isOpen ? known.id : undefined,
      courseId,
      conversationId: row.conversationId,
      messageId: row.id,
      subjectId: row.senderId,
      content: row.content,
      contentAt: row.editedAt ?? row.sentFromServer,
      ...valid,
    });
  });
}

/**
 * Reports a person of a group in which the actor is, too.
 * @throws {Refusal} as `reportMessage`; not_found also for a person who is not in the group
 */
export async function reportPerson(
  context: Context,
  { conversationId, userId }: PersonKey,
  report: Report,
): Promise<void> {
  const valid = validReport(report);
  takeOrRefuse(context.rates.reportsByAccount, context.actor.id, "reporting_too_fast");
  await writeAs(context, signedIn, async (acting, writing) => {
    const { courseId } = await requireMember(acting, writing, conversationId);
    if (userId === acting.actor.id) throw new Refusal("forbidden", { reason: "report_own" });
    if (!(await membership(writing.tx, { conversationId, userId }))) throw notFound();
    const known = await openCaseOfPerson(writing.tx, { conversationId, userId });
    await store(acting, writing, {
      caseId: known?.id,
      courseId,
      conversationId,
      messageId: null,
      subjectId: userId,
      content: "",
      contentAt: null,
      ...valid,
    });
  });
}

/** What the form of a report says it is about. */
export interface Reportable {
  groupName: string;
  subjectName: string;
  /** Undefined for a person. */
  content?: string;
}

/** @throws {Refusal} not_found; forbidden, conflict: what cannot be reported */
export async function reportable(
  { actor, db }: Context,
  {
    conversationId,
    messageId,
    userId,
  }: Partial<MessageKey & PersonKey> & { conversationId: string },
): Promise<Reportable> {
  const group = await listedById(db, scopeOf(actor), conversationId);
  if (!group || group.memberRole === null) throw notFound();
  if (messageId !== undefined) {
    const row = await messageById(db, messageId);
    if (row?.conversationId !== conversationId) throw notFound();
    if (row.senderId === actor.id) throw new Refusal("forbidden", { reason: "report_own" });
    if (row.removedAt !== null) throw new Refusal("conflict", { reason: "report_removed" });
    return { groupName: group.name, subjectName: row.senderName, content: row.content };
  }
  const person = await userById(db, userId ?? "");
  if (person?.id === actor.id) throw new Refusal("forbidden", { reason: "report_own" });
  if (!person || !(await membership(db, { conversationId, userId: person.id }))) throw notFound();
  return { groupName: group.name, subjectName: person.name };
}

/** @throws {Refusal} invalid */
function validReport({ reason, words: typed = "" }: Report): ValidReport {
  if (!isReportReason(reason)) throw invalidText("reason", { reason: "report_reason" });
  return { reason, words: validWords("words", typed) };
}

/** @throws {Refusal} invalid, with the field */
export function validWords(field: string, typed: string, max: number = caseLimits.wordsChars) {
  requireStorable(field, typed);
  const words = severalLines(typed).trim();
  requireLength(field, words, { max, reason: "report_long" });
  return words;
}

/** Those who only look into a group have other means. @throws {Refusal} not_found */
async function requireMember(
  acting: Acting,
  writing: Writing,
  conversationId: string,
): Promise<{ courseId: string }> {
  const standing = await requireRight(acting, writing, { conversationId, right: "belong" });
  const key = { conversationId, userId: acting.actor.id };
  if (!(await membership(writing.tx, key))) throw notFound();
  return standing;
}

interface Reported extends ValidReport {
  /** The case that is open about the same. */
  caseId: string | undefined;
  courseId: string;
  conversationId: string;
  messageId: string | null;
  subjectId: string;
  content: string;
  contentAt: string | null;
}

async function store(acting: Acting, writing: Writing, reported: Reported): Promise<void> {
  const { actor, clock, random } = acting;
  const { tx, now: at } = writing;
  const { caseId, words, ...rest } = reported;
  const id = caseId ?? uuidv7(clock.now(), random);
  if (caseId === undefined) await insertCase(tx, { id, ...rest, at });
  const { reason, content } = reported;
  const report = { caseId: id, userId: actor.id, reason, words, content, at };
  if ((await insertReport(tx, report)) === 0) {
    throw new Refusal("conflict", { reason: "report_again" });
  }
  if (caseId !== undefined) await touchCase(tx, { id, at });
  const deciders = await decidersOf(tx, { caseId: id, now: isoNow(clock) });
  if (deciders.length === 0) throw new Refusal("conflict", { reason: "report_nobody" });
  await refreshStaff(writing, id);
}
