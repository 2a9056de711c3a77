/** What one person may know about another: the groups they share, and who else has the same name. */
import { type Flag, flag, type Queries, valueList, valueTable } from "./database.ts";
import { courseFolk, courseStaff, type Scope, staffHere } from "./scope.ts";
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
