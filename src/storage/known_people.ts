/** What one person may know about another: the groups they share, and who else has the same name. */
import { type Flag, flag, type Queries, valueList, valueTable } from "./database.ts";
import { byAccount } from "./courses.ts";
import { courseFolk, courseStaff, type Scope, staffHere, stillHolds } from "./scope.ts";
import { holdsNeither, type PeopleFilter } from "./people.ts";
import type { StoredUser } from "./users.ts";

/** A group of a person. */
export interface GroupOfPerson {
  id: string;
  name: string;
  memberRole: "owner" | "moderator" | "member";
  viewerIsIn: Flag;
  /** How many messages they have written there since they joined. */
  written: number;
  lastWrittenAt: string | null;
}

/** The groups of a person that the viewer may see, in the order that staff chose. */
export function groupsOfPerson(
  db: Queries,
  { userId: viewerId, seesAll }: Scope,
  personId: string,
): Promise<GroupOfPerson[]> {
  return db.all<GroupOfPerson>`
    select c.id, c.name, m.role as "memberRole", m.written, m.last_written_at as "lastWrittenAt",
      case when v.user_id is null then 0 else 1 end as "viewerIsIn"
    from conversation_members m
      join conversations c on c.id = m.conversation_id
      left join conversation_members v on v.conversation_id = c.id and v.user_id = ${viewerId}
    where m.user_id = ${personId} and (${flag(seesAll)} = 1 or v.user_id is not null or exists (${staffHere} = ${viewerId}))
    order by c.position, c.id`;
}

/** Someone whose folded name is the same. */
export interface StoredNamesake {
  id: string;
  name: string;
  username: string;
  /** Empty if there is none. */
  email: string;
}

/** Others with the same name whom the viewer may know, in the order of their addresses. */
export function namesakesOf(
  db: Queries,
  { userId: viewerId, seesAll, isCourseStaff }: Scope,
  person: { id: string; limit: number },
): Promise<StoredNamesake[]> {
  return db.all<StoredNamesake>`
    select o.id, o.name, o.username, coalesce(o.email, '') as email
    from users u join users o on o.name_key = u.name_key and o.id <> u.id
    where u.id = ${person.id} and o.deleted_at is null and (${flag(seesAll)} = 1 or exists (
      select 1 from conversation_members m
        join conversation_members v on v.conversation_id = m.conversation_id
          and v.user_id = ${viewerId}
      where m.user_id = o.id) or (${flag(isCourseStaff)} = 1 and o.id in (
        select p.user_id from ${courseStaff} join ${courseFolk} on p.course_id = s.course_id
        where s.user_id = ${viewerId})))
    order by coalesce(o.email_key, ''), o.id limit ${person.limit}`;
}

/** The groups of several people that the viewer may see, in the order that staff chose. */
export function groupNamesOf(
  db: Queries,
  { userId: viewerId, seesAll }: Scope,
  userIds: readonly string[],
): Promise<{ userId: string; id: string; name: string }[]> {
  return db.all<{ userId: string; id: string; name: string }>`
    select m.user_id as "userId", c.id, c.name
    from conversation_members m
      join conversations c on c.id = m.conversation_id
      left join conversation_members v on v.conversation_id = c.id and v.user_id = ${viewerId}
    where m.user_id in ${valueList(userIds)}
      and (${flag(seesAll)} = 1 or v.user_id is not null or exists (${staffHere} = ${viewerId}))
    order by c.position, c.id`;
}

/** A person as a search by name shows them. */
export interface FoundPerson {
  id: string;
  name: string;
  username: string;
  /** Empty if there is none. */
  email: string;
  role: StoredUser["role"];
}

/**
 * People whom the viewer may know, and whose name or address holds all words: the first ones by name.
 * The viewer is one of them.
 */
export function knownPeopleNamed(
  db: Queries,
  { userId: viewerId, seesAll, isCourseStaff }: Scope,
  { words, limit }: { words: PeopleFilter["words"]; limit: number },
): Promise<FoundPerson[]> {
  return db.all<FoundPerson>`
    select u.id, u.name, u.username, coalesce(u.email, '') as email, u.role
    from users u
    where u.deleted_at is null
      and (${flag(seesAll)} = 1 or u.id = ${viewerId} or u.id in (
        select m.user_id from conversation_members v
          join conversation_members m on m.conversation_id = v.conversation_id
        where v.user_id = ${viewerId}) or (${flag(isCourseStaff)} = 1 and u.id in (
          select p.user_id from ${courseStaff} join ${courseFolk} on p.course_id = s.course_id
          where s.user_id = ${viewerId})))
      and not exists (
        select 1 from ${valueTable(words)} as w where ${holdsNeither})
    order by u.name_key, u.name, u.id limit ${limit}`;
}

/** Whether a person belongs to a course on whose staff the viewer is. */
export async function isInCourseOf(
  db: Queries,
  { viewerId, personId }: { viewerId: string; personId: string },
): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found
    from ${courseStaff} join ${courseFolk} on p.course_id = s.course_id
    where s.user_id = ${viewerId} and p.user_id = ${personId} limit 1`;
  return row !== undefined;
}

/** What someone is in a course, whatever the sources. */
export interface KnownPlace {
  userId: string;
  /** Empty while there is one course. */
  courseName: string;
  /** 3 teacher, 2 tutor, 1 student. */
  rank: 1 | 2 | 3;
}

/**
 * What people are in the courses in use, as far as the viewer meets them there: as its staff, or in a group of
 * it. Admins are no teachers by their account alone.
 */
export function placesOf(
  db: Queries,
  { userId: viewerId, seesAll }: Scope,
  userIds: readonly string[],
): Promise<KnownPlace[]> {
  return db.all<KnownPlace>`
    select s.user_id as "userId", o.name as "courseName",
      max(case s.role when 'teacher' then 3 when 'tutor' then 2 else 1 end) as rank
    from course_members s join courses o on o.id = s.course_id
    where s.user_id in ${valueList(userIds)} and o.archived_at is null
      and ${stillHolds}
      and not (s.role = 'teacher' and s.source = ${byAccount})
      and (${flag(seesAll)} = 1 or s.user_id = ${viewerId}
        or s.course_id in (select s.course_id from ${courseStaff} where s.user_id = ${viewerId})
        or exists (
          select 1 from conversation_members v
            join conversations c on c.id = v.conversation_id and c.course_id = s.course_id
            join conversation_members m on m.conversation_id = c.id and m.user_id = s.user_id
          where v.user_id = ${viewerId}))
    group by s.user_id, o.id, o.name, o.position
    order by o.position, o.id`;
}

/** Members of a group who are teachers (2) or tutors (1) of its course. */
export function officesInGroup(
  db: Queries,
  conversationId: string,
): Promise<{ userId: string; office: 1 | 2 }[]> {
  return db.all<{ userId: string; office: 1 | 2 }>`
    select m.user_id as "userId", max(case s.role when 'teacher' then 2 else 1 end) as office
    from conversations c
      join conversation_members m on m.conversation_id = c.id
      join course_members s on s.course_id = c.course_id and s.user_id = m.user_id
    where c.id = ${conversationId} and s.role <> 'student' and s.source <> ${byAccount}
      and ${stillHolds}
    group by m.user_id`;
}

/** Which of some people the viewer may know: themselves, people of common groups, and of courses of theirs. */
export async function knownAmong(
  db: Queries,
  { userId: viewerId, seesAll, isCourseStaff }: Scope,
  userIds: readonly string[],
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select u.id from users u
    where u.id in ${valueList(userIds)} and u.deleted_at is null
      and (${flag(seesAll)} = 1 or u.id = ${viewerId} or exists (
        select 1 from conversation_members v
          join conversation_members m on m.conversation_id = v.conversation_id and m.user_id = u.id
        where v.user_id = ${viewerId}) or (${flag(isCourseStaff)} = 1 and u.id in (
          select p.user_id from ${courseStaff} join ${courseFolk} on p.course_id = s.course_id
          where s.user_id = ${viewerId})))`;
  return rows.map(({ id }) => id);
}
