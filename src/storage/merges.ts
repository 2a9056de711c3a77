/**
 * Two accounts of one person become one. Everything is done in small transactions, each of which reads how
 * far the merge is.
 */
import { mergeInBin } from "./bin.ts";
import { mergeInCases } from "./case_changes.ts";
import { notePlacesOf } from "./course_notes.ts";
import { type Flag, fragment, type Queries, valueList } from "./database.ts";
import type { StoredMemberRole } from "./members.ts";
import { mergeHeld, moveHeld } from "./held.ts";
import { mergeMutes } from "./mutes.ts";

export type MergeState = "messages" | "groups" | "account" | "merged";

export interface StoredMerge {
  /** The account that goes. */
  fromId: string;
  /** The account that stays. */
  toId: string;
  actorId: string;
  state: MergeState;
  /** The last message that was looked at. */
  afterId: string;
}

const mergeColumns = fragment`from_id as "fromId", to_id as "toId", actor_id as "actorId", state,
      after_id as "afterId"`;

/** With the groups in which the account is. */
export async function insertMerge(
  tx: Queries,
  { fromId, toId, actorId, at }: { fromId: string; toId: string; actorId: string; at: string },
): Promise<void> {
  await tx.run`
    insert into merges (from_id, to_id, actor_id, state, started_at)
    values (${fromId}, ${toId}, ${actorId}, 'messages', ${at})`;
  await tx.run`
    insert into merge_groups (from_id, conversation_id)
    select user_id, conversation_id from conversation_members where user_id = ${fromId}`;
}

export function mergeOf(db: Queries, fromId: string): Promise<StoredMerge | undefined> {
  return db.get<StoredMerge>`select ${mergeColumns} from merges where from_id = ${fromId}`;
}

/** Those that have begun and not ended. */
export async function openMerges(db: Queries): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select from_id as id from merges where state <> 'merged' order by started_at`;
  return rows.map(({ id }) => id);
}

/** Whether one of these accounts is in a merge that has not ended, as either of the two. */
export async function isMerging(db: Queries, ids: readonly string[]): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from merges
    where state <> 'merged' and (from_id in ${valueList(ids)} or to_id in ${valueList(ids)})
    limit 1`;
  return row !== undefined;
}

export function setMergeState(
  tx: Queries,
  { fromId, state, endedAt }: { fromId: string; state: MergeState; endedAt: string | null },
): Promise<number> {
  return tx.run`
    update merges set state = ${state}, ended_at = ${endedAt} where from_id = ${fromId}`;
}

export interface NamedPerson {
  id: string;
  name: string;
  role: "admin" | "user" | "guest";
}

/** How people are known now: an account that is or was merged by the name of the one that stays. */
export function namesNow(db: Queries, ids: readonly string[]): Promise<NamedPerson[]> {
  return db.all<NamedPerson>`
    select u.id, coalesce(t.name, u.name) as name, coalesce(t.role, u.role) as role
    from users u
      left join merges g on g.from_id = u.id
      left join users t on t.id = g.to_id and t.deleted_at is null
    where u.id in ${valueList(ids)} and (u.deleted_at is null or t.id is not null)`;
}

export interface RankFacts {
  /** 3 an admin, 2 a teacher of any course, 1 a tutor, 0 anyone else. */
  rank: number;
  isGuest: Flag;
}

export function rankOf(db: Queries, userId: string): Promise<RankFacts | undefined> {
  return db.get<RankFacts>`
    select case when u.role = 'admin' then 3 else coalesce((
        select max(case m.role when 'teacher' then 2 when 'tutor' then 1 else 0 end)
        from course_members m where m.user_id = u.id and m.source <> 'account'), 0) end as rank,
      case when u.role = 'guest' then 1 else 0 end as "isGuest"
    from users u where u.id = ${userId} and u.deleted_at is null`;
}

/** What will move: shown before. */
export interface MergeSize {
  groups: number;
  written: number;
}

export function mergeSize(db: Queries, userId: string): Promise<MergeSize | undefined> {
  return db.get<MergeSize>`
    select cast(count(*) as integer) as groups, cast(coalesce(sum(written), 0) as integer) as written
    from conversation_members where user_id = ${userId}`;
}

/** Messages that an account wrote, removed or edited, in the order of their ids. */
export function messagesToMerge(
  db: Queries,
  key: { fromId: string; afterId: string; limit: number },
): Promise<{ id: string; conversationId: string }[]> {
  return db.all<{ id: string; conversationId: string }>`
    select id, conversation_id as "conversationId" from messages
    where id > ${key.afterId} and (sender_id = ${key.fromId} or removed_by = ${key.fromId} or exists (
      select 1 from message_versions v
      where v.message_id = messages.id and v.changed_by = ${key.fromId}))
    order by id limit ${key.limit}`;
}

interface Pair {
  fromId: string;
  toId: string;
}

/** A client's id that the other account has used, too, is forgotten: nobody resends it now. */
export async function moveMessages(
  tx: Queries,
  { fromId, toId, ids }: Pair & { ids: readonly string[] },
): Promise<void> {
  await tx.run`
    update messages set client_id = null
    where id in ${valueList(ids)} and sender_id = ${fromId} and exists (
      select 1 from messages o where o.client_id = messages.client_id and o.sender_id = ${toId})`;
  await tx.run`
    update messages set sender_id = ${toId}
    where id in ${valueList(ids)} and sender_id = ${fromId}`;
  await tx.run`
    update messages set removed_by = ${toId}
    where id in ${valueList(ids)} and removed_by = ${fromId}`;
  await tx.run`
    update message_versions set changed_by = ${toId}
    where message_id in ${valueList(ids)} and changed_by = ${fromId}`;
  await tx.run`
    insert into merge_groups (from_id, conversation_id)
    select distinct cast(${fromId} as text), conversation_id from messages
    where id in ${valueList(ids)}
    on conflict do nothing`;
  await tx.run`
    update merges set after_id = ${ids.at(-1) ?? ""} where from_id = ${fromId}`;
}

export async function nextMergeGroup(db: Queries, fromId: string): Promise<string | undefined> {
  const row = await db.get<{ id: string }>`
    select conversation_id as id from merge_groups where from_id = ${fromId}
    order by conversation_id limit 1`;
  return row?.id;
}

export function endMergeGroup(
  tx: Queries,
  { fromId, conversationId }: { fromId: string; conversationId: string },
): Promise<number> {
  return tx.run`
    delete from merge_groups
    where from_id = ${fromId} and conversation_id = ${conversationId}`;
}

type PairIn = Pair & { conversationId: string };

/**
 * Gives the membership of one to the other, or joins both: the higher role, what either has read, what
 * both have written. A membership that one of them has by hand is one by hand.
 */
export async function mergeMembership(
  tx: Queries,
  { conversationId, fromId, toId }: PairIn,
): Promise<void> {
  await tx.run`
    delete from member_sources
    where conversation_id = ${conversationId} and user_id in (${fromId}, ${toId})
      and exists (
        select 1 from conversation_members m
        where m.conversation_id = ${conversationId} and m.user_id in (${fromId}, ${toId})
          and not exists (
            select 1 from member_sources o
            where o.conversation_id = m.conversation_id and o.user_id = m.user_id))`;
  await tx.run`
    insert into conversation_members (conversation_id, user_id, role, joined_at, read_seq,
      read_number, written, last_written_at)
    select conversation_id, ${toId}, role, joined_at, read_seq, read_number, written, last_written_at
    from conversation_members where conversation_id = ${conversationId} and user_id = ${fromId}
    on conflict (conversation_id, user_id) do update set
      role = case when 'owner' in (excluded.role, conversation_members.role) then 'owner'
        when 'moderator' in (excluded.role, conversation_members.role) then 'moderator'
        else 'member' end,
      joined_at = case when excluded.joined_at < conversation_members.joined_at
        then excluded.joined_at else conversation_members.joined_at end,
      read_seq = case when excluded.read_seq > conversation_members.read_seq
        then excluded.read_seq else conversation_members.read_seq end,
      read_number = case when excluded.read_number > conversation_members.read_number
        then excluded.read_number else conversation_members.read_number end,
      written = conversation_members.written + excluded.written,
      last_written_at = case
        when coalesce(excluded.last_written_at, '') > coalesce(conversation_members.last_written_at, '')
        then excluded.last_written_at else conversation_members.last_written_at end`;
  await tx.run`
    insert into member_sources (conversation_id, user_id, source, since)
    select conversation_id, ${toId}, source, since from member_sources
    where conversation_id = ${conversationId} and user_id = ${fromId}
    on conflict do nothing`;
  await moveHeld(tx, { conversationId, fromId, toId });
  await tx.run`
    delete from conversation_members
    where conversation_id = ${conversationId} and user_id = ${fromId}`;
  await tx.run`
    update conversations set owner_id = ${toId}
    where id = ${conversationId} and owner_id = ${fromId}`;
}

/** The role of an account in a group before and after, if it is there. */
export async function roleIn(
  db: Queries,
  key: { conversationId: string; userId: string },
): Promise<StoredMemberRole | undefined> {
  const row = await db.get<{ role: StoredMemberRole }>`
    select role from conversation_members
    where conversation_id = ${key.conversationId} and user_id = ${key.userId}`;
  return row?.role;
}

/** For events of the server itself. @returns the last seq; undefined if the group is gone */
export async function takeServerSeqs(
  tx: Queries,
  { conversationId, count }: { conversationId: string; count: number },
): Promise<number | undefined> {
  const [row] = await tx.all<{ lastSeq: number }>`
    update conversations set last_seq = last_seq + ${count}
    where id = ${conversationId} returning last_seq as "lastSeq"`;
  return row?.lastSeq;
}

/**
 * What is left, beside groups and messages: roles in courses with their sources, what courses know, the
 * password if the other account has none, codes and invites that were used, favourites, what each has begun.
 */
export async function moveAccount(tx: Queries, { fromId, toId }: Pair): Promise<void> {
  await tx.run`
    insert into course_members (course_id, user_id, role, source, joined_at, ends_at)
    select course_id, ${toId}, role, source, joined_at, ends_at from course_members
    where user_id = ${fromId} and source <> 'account'
    on conflict (course_id, user_id, source) do update set
      ends_at = case
        when excluded.role = course_members.role
        then case when excluded.ends_at is null or course_members.ends_at is null then null
          when excluded.ends_at > course_members.ends_at then excluded.ends_at
          else course_members.ends_at end
        when excluded.role = 'teacher' or course_members.role = 'student' then excluded.ends_at
        else course_members.ends_at end,
      role = case when 'teacher' in (excluded.role, course_members.role) then 'teacher'
        when 'tutor' in (excluded.role, course_members.role) then 'tutor'
        else 'student' end`;
  await notePlacesOf(tx, toId);
  await tx.run`
    insert into course_facts (course_id, user_id, key, value)
    select course_id, ${toId}, key, value from course_facts where user_id = ${fromId}
    on conflict do nothing`;
  await tx.run`
    insert into favourites (user_id, conversation_id)
    select ${toId}, conversation_id from favourites where user_id = ${fromId}
    on conflict do nothing`;
  await tx.run`delete from favourites where user_id = ${fromId}`;
  await mergeInBin(tx, { fromId, toId });
  await mergeInCases(tx, { fromId, toId });
  await mergeMutes(tx, { fromId, toId });
  await mergeHeld(tx, { fromId, toId });
  await tx.run`
    update identities set user_id = ${toId}
    where user_id = ${fromId} and kind = 'password' and not exists (
      select 1 from identities o where o.user_id = ${toId} and o.kind = 'password')`;
  await tx.run`
    update identities
    set user_id = ${toId}, issuer = case when issuer = ${fromId} then ${toId} else issuer end
    where user_id = ${fromId} and kind = 'code' and used_at is not null`;
  await tx.run`
    insert into invite_uses (invite_id, user_id, state, used_at, decided_at, decided_by)
    select invite_id, ${toId}, state, used_at, decided_at, decided_by from invite_uses
    where user_id = ${fromId}
    on conflict (invite_id, user_id) do update set
      state = case when 'accepted' in (excluded.state, invite_uses.state) then 'accepted'
        when 'waiting' in (excluded.state, invite_uses.state) then 'waiting'
        else 'declined' end`;
  await tx.run`delete from invite_uses where user_id = ${fromId}`;
  await tx.run`update invites set actor_id = ${toId} where actor_id = ${fromId}`;
  await tx.run`update conversations set opened_by = ${toId} where opened_by = ${fromId}`;
  await tx.run`update conversations set asked_by = ${toId} where asked_by = ${fromId}`;
  await tx.run`update conversations set mode_by = ${toId} where mode_by = ${fromId}`;
  await tx.run`update bulk_acts set actor_id = ${toId} where actor_id = ${fromId}`;
  await tx.run`update bulk_acts set undone_by = ${toId} where undone_by = ${fromId}`;
  await tx.run`update group_plans set author_id = ${toId} where author_id = ${fromId}`;
  await tx.run`update merges set to_id = ${toId} where to_id = ${fromId}`;
  await tx.run`
    update users set last_seen_at = (
      select max(o.last_seen_at) from users o where o.id in (${fromId}, ${toId}))
    where id = ${toId}`;
}
