/** Links and codes that let people into a course, and who has used them. */
import { type Flag, fragment, type Queries, valueList } from "./database.ts";
import type { MembershipKey } from "./members.ts";
import { inUseAt } from "./users.ts";

export type InviteRole = "student" | "tutor" | "guest";
export type UseState = "waiting" | "accepted" | "declined";

/** The source of what an invite gives. */
export const byInvite = "invite";

export interface NewInvite {
  id: string;
  courseId: string;
  conversationId: string | null;
  role: InviteRole;
  title: string;
  linkHash: string;
  codeHash: string;
  actorId: string;
  at: string;
  expiresAt: string;
  usesMax: number;
  needsApproval: Flag;
}

/** Fails if another invite has the same link or code. */
export function insertInvite(tx: Queries, invite: NewInvite): Promise<number> {
  return tx.run`
    insert into invites (id, course_id, conversation_id, role, title, link_hash, code_hash, actor_id,
      created_at, expires_at, uses_max, needs_approval)
    values (${invite.id}, ${invite.courseId}, ${invite.conversationId}, ${invite.role},
      ${invite.title}, ${invite.linkHash}, ${invite.codeHash}, ${invite.actorId}, ${invite.at},
      ${invite.expiresAt}, ${invite.usesMax}, ${invite.needsApproval})`;
}

export interface StoredInvite {
  id: string;
  courseId: string;
  /** Empty while there is one course. */
  courseName: string;
  courseArchivedAt: string | null;
  conversationId: string | null;
  groupName: string | null;
  role: InviteRole;
  title: string;
  linkHash: string;
  actorId: string;
  /** Who made it; null if the account is gone. */
  actorName: string | null;
  createdAt: string;
  expiresAt: string;
  usesMax: number;
  uses: number;
  waiting: number;
  needsApproval: Flag;
  revokedAt: string | null;
}

const inviteColumns = fragment`i.id, i.course_id as "courseId", k.name as "courseName",
      k.archived_at as "courseArchivedAt", i.conversation_id as "conversationId",
      c.name as "groupName", i.role, i.title, i.link_hash as "linkHash", i.actor_id as "actorId",
      a.name as "actorName", i.created_at as "createdAt", i.expires_at as "expiresAt", i.uses_max as "usesMax", i.uses,
      (select cast(count(*) as integer) from invite_uses w join users u on u.id = w.user_id
        where w.invite_id = i.id and w.state = 'waiting' and u.deleted_at is null) as waiting,
      i.needs_approval as "needsApproval", i.revoked_at as "revokedAt"
    from invites i join courses k on k.id = i.course_id
      left join conversations c on c.id = i.conversation_id
      left join users a on a.id = i.actor_id and a.deleted_at is null`;

/** Newest first. */
export function invitesOfCourse(db: Queries, courseId: string): Promise<StoredInvite[]> {
  return db.all<StoredInvite>`
    select ${inviteColumns}
    where i.course_id = ${courseId} order by i.created_at desc, i.id`;
}

export function inviteById(db: Queries, id: string): Promise<StoredInvite | undefined> {
  return db.get<StoredInvite>`select ${inviteColumns} where i.id = ${id}`;
}

/** @param hash of a link or of a code */
export async function inviteIdByHash(db: Queries, hash: string): Promise<string | undefined> {
  const row = await db.get<{ id: string }>`
    select id from invites where link_hash = ${hash} or code_hash = ${hash}`;
  return row?.id;
}

/** How many invites of a course still work. */
export async function countOpenInvites(
  db: Queries,
  { courseId, now }: { courseId: string; now: string },
): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count from invites
    where course_id = ${courseId} and revoked_at is null and expires_at > ${now}
      and uses < uses_max`;
  return row?.count ?? 0;
}

/**
 * Counts a use, if the invite still works: of two people who take the last one, one does.
 * @returns 0 if it no longer works
 */
export function takeUse(tx: Queries, { id, now }: { id: string; now: string }): Promise<number> {
  return tx.run`
    update invites set uses = uses + 1
    where id = ${id} and revoked_at is null and expires_at > ${now} and uses < uses_max
      and not exists (
        select 1 from courses k where k.id = invites.course_id and k.archived_at is not null)
      and (conversation_id is null or exists (
        select 1 from conversations c where c.id = invites.conversation_id))`;
}

/** Those that lead to a group, when it is erased. */
export function deleteInvitesTo(tx: Queries, conversationId: string): Promise<number> {
  return tx.run`delete from invites where conversation_id = ${conversationId}`;
}

/** Of someone who was declined. */
export function giveUseBack(tx: Queries, id: string): Promise<number> {
  return tx.run`update invites set uses = uses - 1 where id = ${id} and uses > 0`;
}

/** @returns 0 if it was revoked before */
export function revokeInvite(tx: Queries, { id, at }: { id: string; at: string }): Promise<number> {
  return tx.run`update invites set revoked_at = ${at} where id = ${id} and revoked_at is null`;
}

export interface UseKey {
  inviteId: string;
  userId: string;
}

export function insertUse(
  tx: Queries,
  use: UseKey & { state: UseState; at: string },
): Promise<number> {
  return tx.run`
    insert into invite_uses (invite_id, user_id, state, used_at)
    values (${use.inviteId}, ${use.userId}, ${use.state}, ${use.at})`;
}

export function useOf(
  db: Queries,
  { inviteId, userId }: UseKey,
): Promise<{ state: UseState } | undefined> {
  return db.get<{ state: UseState }>`
    select state from invite_uses where invite_id = ${inviteId} and user_id = ${userId}`;
}

/** @returns 0 if someone else has decided before */
export function decideUse(
  tx: Queries,
  decision: UseKey & { state: "accepted" | "declined"; by: string; at: string },
): Promise<number> {
  return tx.run`
    update invite_uses
    set state = ${decision.state}, decided_at = ${decision.at}, decided_by = ${decision.by}
    where invite_id = ${decision.inviteId} and user_id = ${decision.userId} and state = 'waiting'`;
}

/** Someone who has used an invite. */
export interface StoredUse {
  userId: string;
  name: string;
  username: string;
  /** Empty if there is none. */
  email: string;
  state: UseState;
  usedAt: string;
}

/** Newest first. */
export function usesOfInvite(
  db: Queries,
  { inviteId, limit }: { inviteId: string; limit: number },
): Promise<StoredUse[]> {
  return db.all<StoredUse>`
    select u.id as "userId", u.name, u.username, coalesce(u.email, '') as email, w.state,
      w.used_at as "usedAt"
    from invite_uses w join users u on u.id = w.user_id
    where w.invite_id = ${inviteId} and u.deleted_at is null
    order by w.used_at desc, u.id limit ${limit}`;
}

/** Someone who waits until staff let them in. */
export interface StoredWaiting extends Omit<StoredUse, "state"> {
  inviteId: string;
  inviteTitle: string;
  role: InviteRole;
  groupName: string | null;
}

/** Those whose accounts are active, who came first first. */
export function waitingInCourse(
  db: Queries,
  { courseId, now, limit }: { courseId: string; now: string; limit: number },
): Promise<StoredWaiting[]> {
  return db.all<StoredWaiting>`
    select u.id as "userId", u.name, u.username, coalesce(u.email, '') as email,
      w.used_at as "usedAt", i.id as "inviteId", i.title as "inviteTitle", i.role,
      c.name as "groupName"
    from invites i join invite_uses w on w.invite_id = i.id and w.state = 'waiting'
      join users u on u.id = w.user_id
      left join conversations c on c.id = i.conversation_id
    where i.course_id = ${courseId} and ${inUseAt} ${now}
      and (i.conversation_id is null or c.id is not null)
    order by w.used_at, u.id limit ${limit}`;
}

export async function countWaiting(
  db: Queries,
  { courseId, now }: { courseId: string; now: string },
): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count
    from invites i join invite_uses w on w.invite_id = i.id and w.state = 'waiting'
      join users u on u.id = w.user_id
      left join conversations c on c.id = i.conversation_id
    where i.course_id = ${courseId} and ${inUseAt} ${now}
      and (i.conversation_id is null or c.id is not null)`;
  return row?.count ?? 0;
}

/** An invite for guests that has expired, whose guests have not left yet. */
export function nextEndedPass(
  db: Queries,
  before: string,
): Promise<{ id: string; courseId: string } | undefined> {
  return db.get<{ id: string; courseId: string }>`
    select id, course_id as "courseId" from invites
    where role = 'guest' and passes_ended_at is null and expires_at <= ${before}
    order by expires_at limit 1`;
}

/** Members of its group who came with it and are still guests. */
export function guestsOfPass(
  db: Queries,
  { id, limit }: { id: string; limit: number },
): Promise<MembershipKey[]> {
  return db.all<MembershipKey>`
    select m.conversation_id as "conversationId", m.user_id as "userId"
    from invites i join invite_uses w on w.invite_id = i.id
      join users u on u.id = w.user_id and u.role = 'guest'
      join conversation_members m on m.conversation_id = i.conversation_id and m.user_id = u.id
    where i.id = ${id} limit ${limit}`;
}

export function markPassEnded(
  tx: Queries,
  { id, at }: { id: string; at: string },
): Promise<number> {
  return tx.run`update invites set passes_ended_at = ${at} where id = ${id}`;
}

/** Of an account that is being deleted. */
export function deleteUsesBy(tx: Queries, userId: string): Promise<number> {
  return tx.run`delete from invite_uses where user_id = ${userId}`;
}

/** Invites that ended before a time. */
export async function oldInvites(
  db: Queries,
  { before, limit }: { before: string; limit: number },
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select id from invites where expires_at < ${before} limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** With their uses. What they gave stays. */
export function deleteInvites(tx: Queries, ids: readonly string[]): Promise<number> {
  return tx.run`delete from invites where id in ${valueList(ids)}`;
}
