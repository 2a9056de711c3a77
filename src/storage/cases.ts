/** What members have reported, and what staff have decided about it. */
import { caseVisibleTo } from "./case_sight.ts";
import { type Flag, flag, fragment, type Queries } from "./database.ts";
import type { Scope } from "./scope.ts";
import { inUseAt } from "./users.ts";

export type ReportReason = "insult" | "harassment" | "spam" | "solution" | "privacy" | "other";
/** `decided` until the person appeals, once; `closed` after the decision about that. */
export type CaseState = "open" | "decided" | "appealed" | "closed";
export type CaseDecision = "nothing" | "warn" | "redact" | "remove" | "end_pass";
/** A word rule of the course. */
export type NoticedBy = "rule";
export type CaseOutcome = "kept" | "lifted";

export interface StoredCase {
  id: string;
  courseId: string;
  courseName: string;
  number: number;
  conversationId: string;
  /** Null while the group is in the bin. */
  groupName: string | null;
  messageId: string | null;
  subjectId: string;
  /** Empty if the account was deleted. */
  subjectName: string;
  subjectIsGuest: Flag;
  reason: ReportReason;
  content: string;
  contentAt: string | null;
  state: CaseState;
  version: number;
  createdAt: string;
  changedAt: string;
  reports: number;
  claimedBy: string | null;
  claimedName: string | null;
  claimedUntil: string | null;
  decision: CaseDecision | null;
  decisionText: string | null;
  decidedBy: string | null;
  decidedName: string | null;
  decidedAt: string | null;
  /** Until when the person was muted with it. */
  muteUntil: string | null;
  /** Of a guest whose pass was ended: the groups that they were in, as JSON. */
  leftGroups: string;
  appealText: string | null;
  appealedAt: string | null;
  outcome: CaseOutcome | null;
  outcomeText: string | null;
  outcomeBy: string | null;
  outcomeName: string | null;
  outcomeAt: string | null;
  unseen: Flag;
  /** What the server noticed itself; null if members reported it. */
  noticedBy: NoticedBy | null;
  /** The words that say what it was. */
  noticed: string | null;
}

const nameOfUser = fragment`case when u.deleted_at is null then u.name else '' end`;

const caseColumns = fragment`x.id, x.course_id as "courseId", q.name as "courseName", x.number,
      x.conversation_id as "conversationId", c.name as "groupName", x.message_id as "messageId",
      x.subject_id as "subjectId", ${nameOfUser} as "subjectName",
      case when u.role = 'guest' then 1 else 0 end as "subjectIsGuest",
      x.reason, x.content, x.content_at as "contentAt", x.state, x.version,
      x.created_at as "createdAt", x.changed_at as "changedAt",
      (select cast(count(*) as integer) from reports r where r.case_id = x.id) as reports,
      x.claimed_by as "claimedBy", a.name as "claimedName", x.claimed_until as "claimedUntil",
      x.decision, x.decision_text as "decisionText", x.decided_by as "decidedBy",
      d.name as "decidedName", x.decided_at as "decidedAt", x.mute_until as "muteUntil",
      x.left_groups as "leftGroups", x.appeal_text as "appealText",
      x.appealed_at as "appealedAt", x.outcome, x.outcome_text as "outcomeText",
      x.outcome_by as "outcomeBy", o.name as "outcomeName", x.outcome_at as "outcomeAt", x.unseen,
      x.noticed_by as "noticedBy", x.noticed
    from cases x join courses q on q.id = x.course_id join users u on u.id = x.subject_id
      left join conversations c on c.id = x.conversation_id
      left join users a on a.id = x.claimed_by left join users d on d.id = x.decided_by
      left join users o on o.id = x.outcome_by`;

const visible = caseVisibleTo(fragment`v.user_id`, fragment`v.sees_all = 1`);

export type CaseList = "open" | "mine" | "decided";

export interface CaseQuery {
  list: CaseList;
  /** Empty for all. */
  courseId: string;
  limit: number;
  offset: number;
}

const isListed = fragment`case v.list
        when 'open' then x.state in ('open', 'appealed')
        when 'mine' then x.state in ('open', 'appealed') and x.claimed_by = v.user_id
          or x.decided_by = v.user_id or x.outcome_by = v.user_id
        else x.state in ('decided', 'closed') end`;

/** Those that the viewer may decide, newest first. */
export function casesInScope(
  db: Queries,
  { userId, seesAll }: Scope,
  { list, courseId, limit, offset }: CaseQuery,
): Promise<StoredCase[]> {
  return db.all<StoredCase>`
    select ${caseColumns}
      cross join (select cast(${userId} as text) as user_id,
        cast(${flag(seesAll)} as integer) as sees_all, cast(${list} as text) as list) as v
    where (${courseId} = '' or x.course_id = ${courseId}) and ${isListed} and ${visible}
    order by x.changed_at desc, x.id desc limit ${limit} offset ${offset}`;
}

export async function countCases(
  db: Queries,
  { userId, seesAll }: Scope,
  { list, courseId }: Pick<CaseQuery, "list" | "courseId">,
): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count from cases x
      cross join (select cast(${userId} as text) as user_id,
        cast(${flag(seesAll)} as integer) as sees_all, cast(${list} as text) as list) as v
    where (${courseId} = '' or x.course_id = ${courseId}) and ${isListed} and ${visible}`;
  return row!.count;
}

/** One of them; undefined for those who may not know of it. */
export function caseInScope(
  db: Queries,
  { userId, seesAll }: Scope,
  id: string,
): Promise<StoredCase | undefined> {
  return db.get<StoredCase>`
    select ${caseColumns}
      cross join (select cast(${userId} as text) as user_id,
        cast(${flag(seesAll)} as integer) as sees_all) as v
    where x.id = ${id} and ${visible}`;
}

/** Other cases about the same person in the courses of the viewer, newest first. */
export function earlierCases(
  db: Queries,
  { userId, seesAll }: Scope,
  key: { id: string; subjectId: string; limit: number },
): Promise<StoredCase[]> {
  return db.all<StoredCase>`
    select ${caseColumns}
      cross join (select cast(${userId} as text) as user_id,
        cast(${flag(seesAll)} as integer) as sees_all) as v
    where x.subject_id = ${key.subjectId} and x.id <> ${key.id} and ${visible}
    order by x.created_at desc, x.id desc limit ${key.limit}`;
}

/** What was decided about a person, newest first; nothing of cases that said nothing. */
export function casesAbout(
  db: Queries,
  { userId, limit }: { userId: string; limit: number },
): Promise<StoredCase[]> {
  return db.all<StoredCase>`
    select ${caseColumns}
    where x.subject_id = ${userId} and x.decision is not null and x.decision <> 'nothing'
    order by x.changed_at desc, x.id desc limit ${limit}`;
}

/** One of them, for the person. */
export function caseAbout(
  db: Queries,
  { id, userId }: { id: string; userId: string },
): Promise<StoredCase | undefined> {
  return db.get<StoredCase>`
    select ${caseColumns}
    where x.id = ${id} and x.subject_id = ${userId} and x.decision is not null
      and x.decision <> 'nothing'`;
}

/** The newest case about a message, or the open one about a person in a group. */
export interface KnownCase {
  id: string;
  state: CaseState;
  content: string;
}

export function latestCaseOfMessage(
  db: Queries,
  messageId: string,
): Promise<KnownCase | undefined> {
  return db.get<KnownCase>`
    select id, state, content from cases where message_id = ${messageId}
    order by created_at desc, id desc limit 1`;
}

export function openCaseOfPerson(
  db: Queries,
  { conversationId, userId }: { conversationId: string; userId: string },
): Promise<KnownCase | undefined> {
  return db.get<KnownCase>`
    select id, state, content from cases
    where conversation_id = ${conversationId} and subject_id = ${userId}
      and message_id is null and state = 'open'
    order by created_at desc, id desc limit 1`;
}

/** Whether a report about a group waits for a decision. Until then, a look may be shown late. */
export async function hasOpenCase(db: Queries, conversationId: string): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from cases
    where conversation_id = ${conversationId} and state = 'open' and noticed_by is null limit 1`;
  return row !== undefined;
}

export interface NewCase {
  id: string;
  courseId: string;
  conversationId: string;
  messageId: string | null;
  subjectId: string;
  reason: ReportReason;
  content: string;
  contentAt: string | null;
  at: string;
  noticed?: { by: NoticedBy; what: string };
}

export function insertCase(tx: Queries, one: NewCase): Promise<number> {
  return tx.run`
    insert into cases (id, course_id, number, conversation_id, message_id, subject_id, reason, content,
      content_at, state, version, created_at, changed_at, noticed_by, noticed)
    select ${one.id}, ${one.courseId}, coalesce(max(number), 0) + 1, ${one.conversationId},
      ${one.messageId}, ${one.subjectId}, ${one.reason}, ${one.content}, ${one.contentAt}, 'open', 1,
      ${one.at}, ${one.at}, cast(${one.noticed?.by ?? null} as text),
      cast(${one.noticed?.what ?? null} as text)
    from cases where course_id = ${one.courseId}`;
}

/** Those who decide a case: its staff, without the person. */
export async function decidersOf(
  db: Queries,
  { caseId, now }: { caseId: string; now: string },
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select u.id from cases x cross join users u
    where x.id = ${caseId} and ${inUseAt} ${now} and (u.role = 'admin' or u.id in (
        select s.user_id from course_members s where s.course_id = x.course_id and s.role <> 'student'))
      and ${caseVisibleTo(fragment`u.id`, fragment`u.role = 'admin'`)}
    order by u.id`;
  return rows.map(({ id }) => id);
}
