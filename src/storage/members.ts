import { inChunks } from "./chunks.ts";
import { type Flag, flag, type Queries, valueList, valueTable } from "./database.ts";
import { courseFolk } from "./scope.ts";
import { inUseAt } from "./users.ts";

export type StoredMemberRole = "owner" | "moderator" | "member";

export interface StoredMember {
  userId: string;
  name: string;
  userRole: "admin" | "user" | "guest";
  role: StoredMemberRole;
}

export interface MembershipKey {
  conversationId: string;
  userId: string;
}

export function membersOf(db: Queries, conversationId: string): Promise<StoredMember[]> {
  return db.all<StoredMember>`
    select m.user_id as "userId", u.name, u.role as "userRole", m.role
    from conversation_members m join users u on u.id = m.user_id
    where m.conversation_id = ${conversationId} and u.deleted_at is null
    order by case m.role when 'owner' then 0 when 'moderator' then 1 else 2 end, u.name_key, u.name, u.id`;
}

export function membership(
  db: Queries,
  key: MembershipKey,
): Promise<{ role: StoredMemberRole; readSeq: number } | undefined> {
  return db.get<{ role: StoredMemberRole; readSeq: number }>`
    select role, read_seq as "readSeq" from conversation_members
    where conversation_id = ${key.conversationId} and user_id = ${key.userId}`;
}

/** All memberships of a user, for a socket that has just connected. */
export function membershipsOf(
  db: Queries,
  userId: string,
): Promise<{ conversationId: string; role: StoredMemberRole }[]> {
  return db.all<{ conversationId: string; role: StoredMemberRole }>`
    select conversation_id as "conversationId", role from conversation_members where user_id = ${userId}`;
}

export interface NewMember extends MembershipKey {
  role: StoredMemberRole;
  joinedAt: string;
}

/**
 * New members have nothing unread: reading starts at the newest message.
 * @returns the memberships that were not there before; none in conversations that do not exist
 */
export async function insertMembers(
  tx: Queries,
  added: readonly NewMember[],
): Promise<MembershipKey[]> {
  const inserted: MembershipKey[] = [];
  for (const some of inChunks(added)) {
    const table = valueTable(
      some.map(({ conversationId, userId, role, joinedAt }) => [
        conversationId,
        userId,
        role,
        joinedAt,
      ]),
    );
    const rows = await tx.all<MembershipKey>`
      insert into conversation_members (conversation_id, user_id, role, joined_at, read_seq, read_number)
      select c.id, w.column2, w.column3, w.column4, c.last_seq, c.message_count
      from ${table} as w cross join conversations c where c.id = w.column1
      on conflict (conversation_id, user_id) do nothing
      returning conversation_id as "conversationId", user_id as "userId"`;
    for (const row of rows) inserted.push(row);
  }
  return inserted;
}

/** The members of a conversation with their roles, in no order. */
export function rolesOfMembers(
  db: Queries,
  conversationId: string,
): Promise<{ userId: string; role: StoredMemberRole }[]> {
  return db.all<{ userId: string; role: StoredMemberRole }>`
    select user_id as "userId", role from conversation_members
    where conversation_id = ${conversationId}`;
}

/** The members among these users. */
export async function membersAmong(
  db: Queries,
  conversationId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const some of inChunks(userIds)) {
    const rows = await db.all<{ userId: string }>`
      select user_id as "userId" from conversation_members
      where conversation_id = ${conversationId} and user_id in ${valueList(some)}`;
    for (const { userId } of rows) found.add(userId);
  }
  return found;
}

/** @returns the users whose role was another one before */
export async function updateMemberRoles(
  tx: Queries,
  conversationId: string,
  roles: readonly (readonly [userId: string, role: StoredMemberRole])[],
): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const some of inChunks(roles)) {
    const rows = await tx.all<{ userId: string }>`
      update conversation_members set role = w.column2 from ${valueTable(some)} as w
      where conversation_id = ${conversationId} and user_id = w.column1 and role <> w.column2
      returning user_id as "userId"`;
    for (const { userId } of rows) changed.add(userId);
  }
  return changed;
}

/** @returns the users who were members */
export async function deleteMembers(
  tx: Queries,
  conversationId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const deleted = new Set<string>();
  for (const some of inChunks(userIds)) {
    const rows = await tx.all<{ userId: string }>`
      delete from conversation_members
      where conversation_id = ${conversationId} and user_id in ${valueList(some)}
      returning user_id as "userId"`;
    for (const { userId } of rows) deleted.add(userId);
  }
  return deleted;
}

/** Takes a user out of every conversation. @returns those that they were in */
export async function deleteMembershipsOf(tx: Queries, userId: string): Promise<string[]> {
  const rows = await tx.all<{ conversationId: string }>`
    delete from conversation_members where user_id = ${userId}
    returning conversation_id as "conversationId"`;
  return rows.map(({ conversationId }) => conversationId);
}

/**
 * Moves the read position forward, never back, to the newest message up to `seq`.
 * @returns the number of unread messages after that, or undefined if the position did not move
 */
export async function moveRead(
  tx: Queries,
  read: MembershipKey & { seq: number },
): Promise<{ unread: number } | undefined> {
  return tx.get<{ unread: number }>`
    update conversation_members
    set read_seq = m.seq, read_number = m.number
    from (
      select seq, number from messages
      where conversation_id = ${read.conversationId} and seq <= ${read.seq}
      order by seq desc limit 1
    ) as m
    where conversation_id = ${read.conversationId} and user_id = ${read.userId} and read_seq < m.seq
    returning (select message_count from conversations where id = ${read.conversationId})
      - conversation_members.read_number as unread`;
}

export interface OwnPosts extends MembershipKey {
  /** Of the newest one. */
  seq: number;
  number: number;
  at: string;
  count: number;
}

/** Senders have read everything before their own messages, which are counted. */
export function markOwnPosts(tx: Queries, posts: OwnPosts): Promise<number> {
  return tx.run`
    update conversation_members
    set read_seq = ${posts.seq}, read_number = ${posts.number},
      written = written + ${posts.count}, last_written_at = ${posts.at}
    where conversation_id = ${posts.conversationId} and user_id = ${posts.userId}`;
}

/** The sender of a message that has waited: what was written meanwhile is as unread as it was. */
export function countApproved(tx: Queries, post: Omit<OwnPosts, "count">): Promise<number> {
  return tx.run`
    update conversation_members
    set read_seq = case when read_number = ${post.number} - 1 then ${post.seq} else read_seq end,
      read_number = case when read_number = ${post.number} - 1 then ${post.number} else read_number end,
      written = written + 1, last_written_at = ${post.at}
    where conversation_id = ${post.conversationId} and user_id = ${post.userId}`;
}

/** The same for several senders, in any conversations. */
export async function markPostsOfSeveral(tx: Queries, posts: readonly OwnPosts[]): Promise<void> {
  for (const some of inChunks(posts)) {
    const table = valueTable(
      some.map((own) => [own.conversationId, own.userId, own.seq, own.number, own.count, own.at]),
    );
    await tx.run`
      update conversation_members
      set read_seq = w.column3, read_number = w.column4,
        written = written + w.column5, last_written_at = w.column6
      from ${table} as w
      where conversation_id = w.column1 and user_id = w.column2`;
  }
}

/** A person who can be added to a group, or is in it with an inactive account. */
export interface ChoosablePerson {
  id: string;
  name: string;
  username: string;
  email: string;
  role: "admin" | "user" | "guest";
  /** The account is disabled or has expired. */
  inactive: boolean;
  /** The number of groups of the course that they are in. */
  groupCount: number;
  /** Their role in the given group, if they are in it. */
  memberRole: StoredMemberRole | null;
}

interface ChoosableRow extends Omit<ChoosablePerson, "inactive"> {
  inactive: Flag;
}

/**
 * The active accounts, and inactive members of the group, by name: all, or those of a course, whose
 * groups are counted.
 */
export async function choosablePeople(
  db: Queries,
  key: { courseId: string; ofAll: boolean; conversationId: string; now: string },
): Promise<ChoosablePerson[]> {
  const rows = await db.all<ChoosableRow>`
    select u.id, u.name, u.username, coalesce(u.email, '') as email, u.role,
      case when ${inUseAt} ${key.now} then 0 else 1 end as inactive,
      (select cast(count(*) as integer) from conversation_members g
        join conversations o on o.id = g.conversation_id
        where g.user_id = u.id and o.course_id = ${key.courseId}) as "groupCount",
      m.role as "memberRole"
    from users u
      left join conversation_members m on m.conversation_id = ${key.conversationId} and m.user_id = u.id
    where u.deleted_at is null and (m.user_id is not null or (${inUseAt} ${key.now}
        and (${flag(key.ofAll)} = 1 or u.id in (
          select p.user_id from ${courseFolk} where p.course_id = ${key.courseId}))))
    order by u.name_key, u.name, u.id`;
  return rows.map((row) => ({ ...row, inactive: row.inactive === 1 }));
}
