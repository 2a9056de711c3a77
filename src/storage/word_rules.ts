/** Rules of a course about words in messages. */
import { type Flag, flag, fragment, type Queries } from "./database.ts";
import { readMeta } from "./meta.ts";

export interface StoredWordRule {
  id: string;
  kind: "words" | "pattern";
  /** Words or phrases, one a line; or one pattern. */
  searched: string;
  action: "mask" | "hold" | "refuse" | "report";
  /** What the author reads, or everyone beside what was masked; may be empty. */
  sentence: string;
  /** Otherwise it is a draft. */
  isLive: Flag;
  /** Counts its changes. */
  version: number;
}

const ruleColumns = fragment`id, kind, searched, action, sentence, is_live as "isLive", version`;

/** In the order in which they were made. */
export function wordRulesOf(db: Queries, courseId: string): Promise<StoredWordRule[]> {
  return db.all<StoredWordRule>`
    select ${ruleColumns} from word_rules where course_id = ${courseId} order by created_at, id`;
}

export function wordRule(
  db: Queries,
  { courseId, id }: { courseId: string; id: string },
): Promise<StoredWordRule | undefined> {
  return db.get<StoredWordRule>`
    select ${ruleColumns} from word_rules where course_id = ${courseId} and id = ${id}`;
}

/** Another one after each change of a rule; empty if none was ever made. */
export async function rulesMark(db: Queries): Promise<string> {
  return (await readMeta(db, "word_rules")) ?? "";
}

/** The same mark, in a statement. */
export const presentRulesMark = fragment`coalesce((select value from meta where key = 'word_rules'), '')`;

/** Of a group, to find its rules. */
export async function courseOfGroup(
  db: Queries,
  conversationId: string,
): Promise<string | undefined> {
  const row = await db.get<{ courseId: string }>`
    select course_id as "courseId" from conversations where id = ${conversationId}`;
  return row?.courseId;
}

/** Whether a student asks the staff of the course in it. */
export async function isAskedGroup(db: Queries, conversationId: string): Promise<boolean> {
  const row = await db.get<{ asked: Flag }>`
    select case when asked_by is null then 0 else 1 end as asked
    from conversations where id = ${conversationId}`;
  return row?.asked === 1;
}

type Written = Omit<StoredWordRule, "isLive" | "version">;

export function insertWordRule(
  tx: Queries,
  rule: Written & { courseId: string; isLive: boolean; at: string },
): Promise<number> {
  return tx.run`
    insert into word_rules (id, course_id, kind, searched, action, sentence, is_live, version, created_at)
    values (${rule.id}, ${rule.courseId}, ${rule.kind}, ${rule.searched}, ${rule.action},
      ${rule.sentence}, ${flag(rule.isLive)}, 1, ${rule.at})`;
}

/** It becomes a draft. */
export function updateWordRule(tx: Queries, rule: Written): Promise<number> {
  return tx.run`
    update word_rules set kind = ${rule.kind}, searched = ${rule.searched}, action = ${rule.action},
      sentence = ${rule.sentence}, is_live = 0, version = version + 1
    where id = ${rule.id}`;
}

export function switchWordRule(
  tx: Queries,
  { id, isLive }: { id: string; isLive: boolean },
): Promise<number> {
  return tx.run`
    update word_rules set is_live = ${flag(isLive)}, version = version + 1 where id = ${id}`;
}

export function deleteWordRule(tx: Queries, id: string): Promise<number> {
  return tx.run`delete from word_rules where id = ${id}`;
}

/** Those of a course in which rules apply. */
export function groupsToSearch(
  db: Queries,
  courseId: string,
): Promise<{ id: string; name: string }[]> {
  return db.all<{ id: string; name: string }>`
    select id, name from conversations where course_id = ${courseId} order by id`;
}

/** What a rehearsal needs of a message. */
export interface SearchedMessage {
  id: string;
  seq: number;
  /** Empty if it was removed. */
  content: string;
  sentAt: string;
  senderId: string;
  senderRole: "admin" | "user" | "guest";
}

/** Newest first, before a position, by the index on (conversation_id, seq). */
export function searchedMessages(
  db: Queries,
  page: { conversationId: string; beforeSeq: number; limit: number },
): Promise<SearchedMessage[]> {
  return db.all<SearchedMessage>`
    select m.id, m.seq, m.content, m.sent_from_server as "sentAt", m.sender_id as "senderId",
      u.role as "senderRole"
    from messages m join users u on u.id = m.sender_id
    where m.conversation_id = ${page.conversationId} and m.seq < ${page.beforeSeq}
    order by m.seq desc limit ${page.limit}`;
}
