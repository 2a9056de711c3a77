/** What changes a case and its reports. */
import type { CaseDecision, CaseOutcome, ReportReason } from "./cases.ts";
import { type Flag, flag, type Queries } from "./database.ts";

export interface StoredReport {
  userId: string;
  /** Empty if the account was deleted. */
  name: string;
  reason: ReportReason;
  words: string;
  /** What the message said then. */
  content: string;
  createdAt: string;
}

/** In the order in which they came. */
export function reportsOf(db: Queries, caseId: string): Promise<StoredReport[]> {
  return db.all<StoredReport>`
    select r.user_id as "userId", case when u.deleted_at is null then u.name else '' end as name,
      r.reason, r.words, r.content, r.created_at as "createdAt"
    from reports r join users u on u.id = r.user_id
    where r.case_id = ${caseId} order by r.created_at, r.user_id`;
}

/** What someone has reported, newest first. */
export interface OwnReport {
  caseId: string;
  groupName: string | null;
  subjectName: string;
  isMessage: Flag;
  reason: ReportReason;
  createdAt: string;
  decidedAt: string | null;
  unseen: Flag;
}

export function reportsBy(
  db: Queries,
  { userId, limit }: { userId: string; limit: number },
): Promise<OwnReport[]> {
  return db.all<OwnReport>`
    select r.case_id as "caseId", c.name as "groupName",
      case when u.deleted_at is null then u.name else '' end as "subjectName",
      case when x.message_id is null then 0 else 1 end as "isMessage", r.reason,
      r.created_at as "createdAt", x.decided_at as "decidedAt", r.unseen
    from reports r join cases x on x.id = r.case_id join users u on u.id = x.subject_id
      left join conversations c on c.id = x.conversation_id
    where r.user_id = ${userId} order by r.created_at desc, r.case_id desc limit ${limit}`;
}

/** @returns 0 if this person has reported it before */
export function insertReport(
  tx: Queries,
  report: {
    caseId: string;
    userId: string;
    reason: ReportReason;
    words: string;
    content: string;
    at: string;
  },
): Promise<number> {
  return tx.run`
    insert into reports (case_id, user_id, reason, words, content, created_at)
    values (${report.caseId}, ${report.userId}, ${report.reason}, ${report.words}, ${report.content},
      ${report.at})
    on conflict (case_id, user_id) do nothing`;
}

/** Counts a change that whoever decides has to know. */
export function touchCase(tx: Queries, { id, at }: { id: string; at: string }): Promise<number> {
  return tx.run`update cases set version = version + 1, changed_at = ${at} where id = ${id}`;
}

export function claimCase(
  tx: Queries,
  claim: { id: string; by: string | null; until: string | null },
): Promise<number> {
  return tx.run`
    update cases set claimed_by = ${claim.by}, claimed_until = ${claim.until}
    where id = ${claim.id}`;
}

/** @param isForPerson whether the person learns of it */
export async function decideCase(
  tx: Queries,
  decision: {
    id: string;
    decision: CaseDecision;
    text: string | null;
    by: string;
    at: string;
    isForPerson: boolean;
    muteUntil: string | null;
    /** That a guest has left with it. */
    leftGroups: readonly string[];
  },
): Promise<void> {
  await tx.run`
    update cases set state = 'decided', version = version + 1, changed_at = ${decision.at},
      decision = ${decision.decision}, decision_text = ${decision.text}, decided_by = ${decision.by},
      decided_at = ${decision.at}, mute_until = ${decision.muteUntil}, claimed_by = null, claimed_until = null,
      left_groups = ${JSON.stringify(decision.leftGroups)}, unseen = ${flag(decision.isForPerson)}
    where id = ${decision.id}`;
  await tx.run`update reports set unseen = 1 where case_id = ${decision.id}`;
}

export function appealCase(
  tx: Queries,
  appeal: { id: string; text: string; at: string },
): Promise<number> {
  return tx.run`
    update cases set state = 'appealed', version = version + 1, changed_at = ${appeal.at},
      appeal_text = ${appeal.text}, appealed_at = ${appeal.at}
    where id = ${appeal.id} and state = 'decided'`;
}

export function closeAppeal(
  tx: Queries,
  end: { id: string; outcome: CaseOutcome; text: string | null; by: string; at: string },
): Promise<number> {
  return tx.run`
    update cases set state = 'closed', version = version + 1, changed_at = ${end.at},
      outcome = ${end.outcome}, outcome_text = ${end.text}, outcome_by = ${end.by},
      outcome_at = ${end.at}, claimed_by = null, claimed_until = null, unseen = 1
    where id = ${end.id}`;
}

/** @returns how many there were */
export async function markAnswersSeen(tx: Queries, userId: string): Promise<number> {
  const cases =
    await tx.run`update cases set unseen = 0 where subject_id = ${userId} and unseen = 1`;
  const reports =
    await tx.run`update reports set unseen = 0 where user_id = ${userId} and unseen = 1`;
  return cases + reports;
}

/** With their reports, when a group is erased. */
export function deleteCasesIn(tx: Queries, conversationId: string): Promise<number> {
  return tx.run`delete from cases where conversation_id = ${conversationId}`;
}

/** Of an account that is being deleted: that it reported stays, its words do not. */
export async function forgetReporter(tx: Queries, userId: string): Promise<void> {
  await tx.run`update reports set words = '', unseen = 0 where user_id = ${userId}`;
  await tx.run`
    update cases set claimed_by = null, claimed_until = null where claimed_by = ${userId}`;
  await tx.run`update cases set unseen = 0 where subject_id = ${userId}`;
}

/** What one account has reported, decided or done becomes another's, as when both are merged. */
export async function mergeInCases(
  tx: Queries,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await tx.run`
    insert into reports (case_id, user_id, reason, words, content, created_at, unseen)
    select case_id, ${toId}, reason, words, content, created_at, unseen
    from reports where user_id = ${fromId}
    on conflict do nothing`;
  await tx.run`delete from reports where user_id = ${fromId}`;
  await tx.run`update cases set subject_id = ${toId} where subject_id = ${fromId}`;
  await tx.run`
    update cases set claimed_by = ${toId}, version = version + 1 where claimed_by = ${fromId}`;
  await tx.run`update cases set decided_by = ${toId} where decided_by = ${fromId}`;
  await tx.run`update cases set outcome_by = ${toId} where outcome_by = ${fromId}`;
}
