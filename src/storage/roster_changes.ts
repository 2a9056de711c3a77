/** What a list changes, each for many people by one statement. */
import { type Queries, valueList, valueTable } from "./database.ts";
import { byCourse, notePlaces } from "./course_notes.ts";
import type { StoredCourseRole } from "./courses.ts";
import type { MembershipKey, StoredMemberRole } from "./members.ts";
import { keysOf } from "./person_keys.ts";
import { type NewUser, releaseEmail } from "./users.ts";

/** The source of what a list has made. */
export const byList = "roster";

/** The usernames among these that are taken. */
export async function takenUsernames(
  db: Queries,
  usernames: readonly string[],
): Promise<Set<string>> {
  const rows = await db.all<{ username: string }>`
    select lower(username) as username from users where lower(username) in ${valueList(usernames)}`;
  return new Set(rows.map(({ username }) => username));
}

/** As `insertUser`. The caller knows that addresses and usernames are free. */
export async function insertUsers(
  tx: Queries,
  createdIn: string,
  users: readonly NewUser[],
): Promise<void> {
  if (users.length === 0) return;
  const table = valueTable(
    users.map((user) => {
      const keys = keysOf(user);
      return [
        user.id,
        user.email || null,
        user.username,
        user.role,
        user.name,
        user.at,
        keys.name,
        keys.search,
        keys.email,
        createdIn,
      ];
    }),
  );
  await tx.run`
    insert into users (id, email, username, role, name, created_at, updated_at,
      name_key, search_key, email_key, created_in)
    select column1, column2, column3, column4, column5, column6, column6, column7, column8, column9,
      column10
    from ${table} as w`;
  await tx.run`
    insert into course_members (course_id, user_id, role, source, joined_at)
    select k.id, u.id, 'student', 'account', u.created_at
    from courses k cross join users u
    where u.id in ${valueList(users.map(({ id }) => id))}
      and (select cast(count(*) as integer) from courses) = 1
    on conflict (course_id, user_id, source) do nothing`;
  await notePlaces(
    tx,
    createdIn,
    users.map(({ id }) => id),
  );
}

/** The addresses of guests who have expired are free again. */
export async function releaseEmails(
  tx: Queries,
  { keys, at }: { keys: readonly string[]; at: string },
): Promise<void> {
  const rows = await tx.all<{ id: string }>`
    select id from users
    where email_key in ${valueList(keys)} and expires_at is not null and expires_at <= ${at}`;
  for (const { id } of rows) await releaseEmail(tx, { id, at });
}

export type CourseRole = readonly [userId: string, role: StoredCourseRole];

/** The roles that lists have given these people in a course. */
export async function rosterRoles(
  db: Queries,
  courseId: string,
  userIds: readonly string[],
): Promise<Map<string, StoredCourseRole>> {
  const rows = await db.all<{ userId: string; role: StoredCourseRole }>`
    select user_id as "userId", role from course_members
    where course_id = ${courseId} and source = 'roster' and user_id in ${valueList(userIds)}`;
  return new Map(rows.map(({ userId, role }) => [userId, role]));
}

export async function putRosterRoles(
  tx: Queries,
  { courseId, at, roles }: { courseId: string; at: string; roles: readonly CourseRole[] },
): Promise<void> {
  if (roles.length === 0) return;
  await notePlaces(
    tx,
    courseId,
    roles.map(([userId]) => userId),
  );
  await tx.run`
    insert into course_members (course_id, user_id, role, source, joined_at)
    select ${courseId}, column1, column2, ${byList}, ${at} from ${valueTable(roles)} as w
    where true
    on conflict (course_id, user_id, source) do update set role = excluded.role`;
}

export async function deleteRosterRoles(
  tx: Queries,
  courseId: string,
  userIds: readonly string[],
): Promise<void> {
  await notePlaces(tx, courseId, userIds);
  await tx.run`
    delete from course_members
    where course_id = ${courseId} and source = 'roster' and user_id in ${valueList(userIds)}`;
}

/** A role in a course from any source. */
export interface Enrolment {
  userId: string;
  role: StoredCourseRole;
  source: string;
  joinedAt: string;
}

/** While there is one course, everyone with an account is in it, and only the rest is deleted. */
export async function takeFromCourse(
  tx: Queries,
  courseId: string,
  userIds: readonly string[],
): Promise<Enrolment[]> {
  await notePlaces(tx, courseId, userIds);
  return tx.all<Enrolment>`
    delete from course_members
    where course_id = ${courseId} and user_id in ${valueList(userIds)}
      and (source <> 'account' or (select cast(count(*) as integer) from courses) > 1)
    returning user_id as "userId", role, source, joined_at as "joinedAt"`;
}

export async function putBackInCourse(
  tx: Queries,
  courseId: string,
  rows: readonly Enrolment[],
): Promise<void> {
  if (rows.length === 0) return;
  await notePlaces(
    tx,
    courseId,
    rows.map(({ userId }) => userId),
  );
  const table = valueTable(rows.map((row) => [row.userId, row.role, row.source, row.joinedAt]));
  await tx.run`
    insert into course_members (course_id, user_id, role, source, joined_at)
    select ${courseId}, u.id, w.column2, w.column3, w.column4
    from ${table} as w join users u on u.id = w.column1
    where u.deleted_at is null
    on conflict (course_id, user_id, source) do nothing`;
}

export interface Membership extends MembershipKey {
  role: StoredMemberRole;
  /** Sources in one text, separated by commas; empty if it was made by hand. */
  sources: string;
}

/** Those of these memberships that exist. */
export function membershipsAmong(
  db: Queries,
  keys: readonly MembershipKey[],
): Promise<Membership[]> {
  return db.all<Membership>`
    select m.conversation_id as "conversationId", m.user_id as "userId", m.role,
      coalesce((select string_agg(s.source, ',') from member_sources s
        where s.conversation_id = m.conversation_id and s.user_id = m.user_id), '') as sources
    from ${tableOf(keys)} as w join conversation_members m
      on m.conversation_id = w.column1 and m.user_id = w.column2`;
}

/** All memberships of people in the groups of a course. */
export function membershipsInCourse(
  db: Queries,
  courseId: string,
  userIds: readonly string[],
): Promise<MembershipKey[]> {
  return db.all<MembershipKey>`
    select m.conversation_id as "conversationId", m.user_id as "userId"
    from conversation_members m join conversations c on c.id = m.conversation_id
    where m.user_id in ${valueList(userIds)} and c.course_id = ${courseId}`;
}

/** The caller has inserted the memberships. */
export async function insertSources(
  tx: Queries,
  { at, rows }: { at: string; rows: readonly (MembershipKey & { source: string })[] },
): Promise<void> {
  if (rows.length === 0) return;
  const table = valueTable(
    rows.map(({ conversationId, userId, source }) => [conversationId, userId, source]),
  );
  await tx.run`
    insert into member_sources (conversation_id, user_id, source, since)
    select m.conversation_id, m.user_id, w.column3, ${at}
    from ${table} as w join conversation_members m
      on m.conversation_id = w.column1 and m.user_id = w.column2
    where true
    on conflict (conversation_id, user_id, source) do nothing`;
}

/**
 * A source lets go of memberships; those that nothing else holds end.
 * @param source a list, unless another one is given
 * @returns these
 */
export async function letGo(
  tx: Queries,
  keys: readonly MembershipKey[],
  source = byList,
): Promise<MembershipKey[]> {
  const held = await tx.all<MembershipKey>`
    delete from member_sources
    where source = ${source}
      and (conversation_id, user_id) in (select column1, column2 from ${tableOf(keys)} as w)
    returning conversation_id as "conversationId", user_id as "userId"`;
  return tx.all<MembershipKey>`
    delete from conversation_members as m
    where (conversation_id, user_id) in (select column1, column2 from ${tableOf(held)} as w)
      and not exists (select 1 from member_sources s
        where s.conversation_id = m.conversation_id and s.user_id = m.user_id)
    returning conversation_id as "conversationId", user_id as "userId"`;
}

/** Ends memberships, whatever their sources. @returns those that existed */
export function endMemberships(
  tx: Queries,
  keys: readonly MembershipKey[],
): Promise<MembershipKey[]> {
  return tx.all<MembershipKey>`
    delete from conversation_members
    where (conversation_id, user_id) in (select column1, column2 from ${tableOf(keys)} as w)
    returning conversation_id as "conversationId", user_id as "userId"`;
}

const tableOf = (keys: readonly MembershipKey[]) =>
  valueTable(keys.map(({ conversationId, userId }) => [conversationId, userId]));

/**
 * Takes the next seqs in groups of a course, for events of the server itself.
 * @returns the last seq in each
 */
export async function takeSeqsInCourse(
  tx: Queries,
  courseId: string,
  counts: readonly (readonly [id: string, count: number])[],
): Promise<Map<string, number>> {
  // An empty table has no numbers, which a database may refuse to add.
  if (counts.length === 0) return new Map();
  const rows = await tx.all<{ id: string; lastSeq: number }>`
    update conversations set last_seq = last_seq + w.column2
    from ${valueTable(counts)} as w
    where id = w.column1 and course_id = ${courseId}
    returning id, last_seq as "lastSeq"`;
  return new Map(rows.map(({ id, lastSeq }) => [id, lastSeq]));
}

export type Fact = readonly [userId: string, key: string, value: string];

/** What a course knows about people. */
export async function factsOfPeople(
  db: Queries,
  courseId: string,
  userIds: readonly string[],
): Promise<Fact[]> {
  const rows = await db.all<{ userId: string; key: string; value: string }>`
    select user_id as "userId", key, value from course_facts
    where course_id = ${courseId} and user_id in ${valueList(userIds)}`;
  return rows.map(({ userId, key, value }) => [userId, key, value]);
}

export async function putFacts(
  tx: Queries,
  courseId: string,
  facts: readonly Fact[],
): Promise<void> {
  if (facts.length === 0) return;
  await tx.run`
    insert into course_facts (course_id, user_id, key, value)
    select ${courseId}, column1, column2, column3 from ${valueTable(facts)} as w
    where true
    on conflict (course_id, user_id, key) do update set value = excluded.value`;
}

export function deleteFacts(
  tx: Queries,
  courseId: string,
  keys: readonly (readonly [userId: string, key: string])[],
): Promise<number> {
  return tx.run`
    delete from course_facts
    where course_id = ${courseId}
      and (user_id, key) in (select column1, column2 from ${valueTable(keys)} as w)`;
}

/** For people who leave a course. @returns what it knew about them */
export async function forgetFacts(
  tx: Queries,
  courseId: string,
  userIds: readonly string[],
): Promise<Fact[]> {
  const rows = await tx.all<{ userId: string; key: string; value: string }>`
    delete from course_facts
    where course_id = ${courseId} and user_id in ${valueList(userIds)}
    returning user_id as "userId", key, value`;
  return rows.map(({ userId, key, value }) => [userId, key, value]);
}

/** What courses know about someone whose account is being deleted. */
export function deleteFactsAbout(tx: Queries, userId: string): Promise<number> {
  return tx.run`delete from course_facts where user_id = ${userId}`;
}

/**
 * Erases accounts that nobody has ever used and that nothing else needs: as when staff delete them.
 * @returns their ids
 */
export async function eraseUnused(
  tx: Queries,
  { ids, at }: { ids: readonly string[]; at: string },
): Promise<string[]> {
  const rows = await tx.all<{ id: string }>`
    update users as u
    set email = null, email_key = null, username = 'deleted-' || u.id, name = '', name_key = '',
      search_key = ${"\n"} || 'deleted-' || u.id, deleted_at = ${at}, updated_at = ${at}
    where u.id in ${valueList(ids)} and u.deleted_at is null and u.role = 'user'
      and u.last_seen_at is null
      and not exists (select 1 from sessions s where s.user_id = u.id)
      and not exists (select 1 from identities i
        where i.user_id = u.id and (i.kind = 'password' or i.used_at is not null))
      and not exists (select 1 from conversation_members m where m.user_id = u.id
        and not exists (select 1 from member_sources s where s.conversation_id = m.conversation_id
          and s.user_id = m.user_id and s.source = ${byCourse}))
      and not exists (select 1 from course_members k
        where k.user_id = u.id and k.source <> 'account')
    returning id`;
  const erased = rows.map(({ id }) => id);
  await tx.run`delete from identities where user_id in ${valueList(erased)}`;
  await tx.run`delete from mails where user_id in ${valueList(erased)}`;
  await tx.run`delete from course_members where user_id in ${valueList(erased)}`;
  return erased;
}

/** Groups of a course in which nobody has written, and that have at most one member. */
export async function emptyGroups(
  db: Queries,
  courseId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select c.id from conversations c
    where c.course_id = ${courseId} and c.id in ${valueList(ids)} and c.message_count = 0
      and (select cast(count(*) as integer) from conversation_members m
        where m.conversation_id = c.id) <= 1`;
  return rows.map(({ id }) => id);
}
