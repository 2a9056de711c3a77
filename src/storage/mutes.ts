/** Who may read and not write for a while, in a group or in all groups of a course. */
import { flag, fragment, type Queries, valueList } from "./database.ts";
import { courseStaff, type Scope } from "./scope.ts";

/**
 * Whether a writer `u` may not write in a conversation `c`. By the database's clock, so nothing has to be
 * written when it ends.
 */
export const isMuted = fragment`exists (
        select 1 from mutes q
        where q.user_id = u.id and q.until_at > utc_now() and q.course_id = c.course_id
          and (q.conversation_id is null or q.conversation_id = c.id))`;

const ofLastMute = fragment`from mutes q
        where q.user_id = u.id and q.until_at > utc_now() and q.course_id = c.course_id
          and (q.conversation_id is null or q.conversation_id = c.id)
        order by q.until_at desc, q.id limit 1`;

/** When the last mute of a writer `u` in a conversation `c` ends, and why it is; null without one. */
export const muteEnd = fragment`(select q.until_at ${ofLastMute})`;
export const muteReason = fragment`(select q.reason ${ofLastMute})`;

export interface StoredMute {
  id: string;
  courseId: string;
  /** Null for all groups of the course. */
  conversationId: string | null;
  userId: string;
  reason: string;
  untilAt: string;
  createdAt: string;
  /** The case with whose decision it was set. */
  caseId: string | null;
}

const muteColumns = fragment`q.id, q.course_id as "courseId", q.conversation_id as "conversationId",
      q.user_id as "userId", q.reason, q.until_at as "untilAt", q.created_at as "createdAt",
      q.case_id as "caseId"
    from mutes q`;

/** Of one person, those that have not ended; the last to end comes first. */
export function mutesOf(
  db: Queries,
  { userId, now }: { userId: string; now: string },
): Promise<StoredMute[]> {
  return db.all<StoredMute>`
    select ${muteColumns} where q.user_id = ${userId} and q.until_at > ${now}
    order by q.until_at desc, q.id`;
}

/** The same for the staff of a course, of mutes in it. */
export function mutesInScope(
  db: Queries,
  { userId: viewerId, seesAll }: Scope,
  { userId, now }: { userId: string; now: string },
): Promise<StoredMute[]> {
  return db.all<StoredMute>`
    select ${muteColumns} where q.user_id = ${userId} and q.until_at > ${now}
      and (${flag(seesAll)} = 1 or exists (
        select 1 from ${courseStaff} where s.course_id = q.course_id and s.user_id = ${viewerId}))
    order by q.until_at desc, q.id`;
}

/** Of the people of a group, those that have not ended. */
export function mutesIn(
  db: Queries,
  { conversationId, now }: { conversationId: string; now: string },
): Promise<StoredMute[]> {
  return db.all<StoredMute>`
    select ${muteColumns} join conversations c on c.course_id = q.course_id
    where c.id = ${conversationId} and q.until_at > ${now}
      and (q.conversation_id is null or q.conversation_id = c.id)
      and (exists (
        select 1 from conversation_members m where m.conversation_id = c.id and m.user_id = q.user_id))
    order by q.until_at desc, q.id`;
}

export interface MuteKey {
  courseId: string;
  conversationId: string | null;
  userId: string;
}

export async function putMute(tx: Queries, mute: StoredMute & { actorId: string }): Promise<void> {
  await endMute(tx, mute);
  await tx.run`
    insert into mutes (id, course_id, conversation_id, user_id, reason, until_at, actor_id, created_at,
      case_id)
    values (${mute.id}, ${mute.courseId}, ${mute.conversationId}, ${mute.userId}, ${mute.reason},
      ${mute.untilAt}, ${mute.actorId}, ${mute.createdAt}, ${mute.caseId})`;
}

/** @returns 0 if there was none */
export function endMute(
  tx: Queries,
  { courseId, conversationId, userId }: MuteKey,
): Promise<number> {
  return tx.run`
    delete from mutes
    where user_id = ${userId} and course_id = ${courseId}
      and coalesce(conversation_id, '') = ${conversationId ?? ""}`;
}

/** Those that ended before a time. */
export async function oldMutes(
  db: Queries,
  { before, limit }: { before: string; limit: number },
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select id from mutes where until_at < ${before} order by until_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

export function deleteMutes(tx: Queries, ids: readonly string[]): Promise<number> {
  return tx.run`delete from mutes where id in ${valueList(ids)}`;
}

/** When a group is erased. */
export function deleteMutesIn(tx: Queries, conversationId: string): Promise<number> {
  return tx.run`delete from mutes where conversation_id = ${conversationId}`;
}

/** Of an account that is being deleted. */
export function deleteMutesOf(tx: Queries, userId: string): Promise<number> {
  return tx.run`delete from mutes where user_id = ${userId}`;
}

/** A person who is muted stays so with another account of theirs. */
export async function mergeMutes(
  tx: Queries,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await tx.run`update mutes set user_id = ${toId} where user_id = ${fromId}`;
  await tx.run`update mutes set actor_id = ${toId} where actor_id = ${fromId}`;
}
