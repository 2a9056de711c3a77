/** What a list is compared with: a course's people, their groups, and the accounts that exist. */
import { inChunks } from "./chunks.ts";
import { type Flag, type Queries, valueList } from "./database.ts";
import { inUseAt } from "./users.ts";

export interface CourseGroup {
  id: string;
  name: string;
}

export interface GroupOfCoursePerson extends CourseGroup {
  /** A list has put them there. */
  byRoster: boolean;
}

interface PersonRow {
  id: string;
  name: string;
  /** Empty if there is none. */
  email: string;
  /** An admin, or a teacher or tutor of the course. */
  isStaff: Flag;
  /** The student number, as far as the course knows it. */
  number: string | null;
  joinedAt: string;
}

export interface CoursePerson extends Omit<PersonRow, "isStaff"> {
  isStaff: boolean;
  /** How many messages they have written in the course's groups. */
  written: number;
  groups: GroupOfCoursePerson[];
}

export function courseGroups(db: Queries, courseId: string): Promise<CourseGroup[]> {
  return db.all<CourseGroup>`
    select id, name from conversations where course_id = ${courseId} order by position, id`;
}

interface MembershipRow {
  userId: string;
  groupId: string;
  name: string;
  written: number;
  byRoster: Flag;
}

/** Everyone in a course with an active account, by name. */
export async function coursePeople(
  db: Queries,
  { courseId, now }: { courseId: string; now: string },
): Promise<CoursePerson[]> {
  const rows = await db.all<PersonRow>`
    select u.id, u.name, coalesce(u.email, '') as email,
      case when u.role = 'admin' or i.staff = 1 then 1 else 0 end as "isStaff",
      i.since as "joinedAt", f.value as number
    from (select user_id, min(joined_at) as since,
          max(case when role <> 'student' then 1 else 0 end) as staff
        from course_members where course_id = ${courseId} group by user_id) as i
      join users u on u.id = i.user_id
      left join course_facts f
        on f.course_id = ${courseId} and f.user_id = u.id and f.key = 'number'
    where u.role <> 'guest' and ${inUseAt} ${now}
    order by u.name_key, u.name, u.id`;
  const memberships = Map.groupBy(await membershipsIn(db, courseId), ({ userId }) => userId);
  return rows.map((row) => {
    const own = memberships.get(row.id) ?? [];
    return {
      ...row,
      isStaff: row.isStaff === 1,
      written: own.reduce((sum, { written }) => sum + written, 0),
      groups: own.map(({ groupId, name, byRoster }) => {
        return { id: groupId, name, byRoster: byRoster === 1 };
      }),
    };
  });
}

function membershipsIn(db: Queries, courseId: string): Promise<MembershipRow[]> {
  return db.all<MembershipRow>`
    select m.user_id as "userId", c.id as "groupId", c.name, m.written,
      case when s.source is null then 0 else 1 end as "byRoster"
    from conversations c
      join conversation_members m on m.conversation_id = c.id
      left join member_sources s
        on s.conversation_id = c.id and s.user_id = m.user_id and s.source = 'roster'
    where c.course_id = ${courseId}
    order by c.position, c.id`;
}

/** Those of these people who are on the staff of any course. */
export async function courseStaffAmong(
  db: Queries,
  userIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db.all<{ id: string }>`
    select distinct user_id as id from course_members
    where user_id in ${valueList(userIds)} and role <> 'student' and source <> 'account'`;
  return new Set(rows.map(({ id }) => id));
}

export interface KnownAccount {
  id: string;
  /** An account of a guest, or a disabled one, cannot come into a course. */
  state: "active" | "guest" | "disabled";
}

/** The accounts with these addresses. The address of a guest who has expired is free. */
export async function accountsOfKeys(
  db: Queries,
  { keys, now }: { keys: readonly string[]; now: string },
): Promise<Map<string, KnownAccount>> {
  const found = new Map<string, KnownAccount>();
  for (const some of inChunks(keys)) {
    const rows = await db.all<KnownAccount & { key: string }>`
      select u.id, coalesce(u.email_key, '') as key, case when u.role = 'guest' then 'guest'
        when u.disabled_at is not null then 'disabled' else 'active' end as state
      from users u
      where u.email_key in ${valueList(some)} and u.deleted_at is null
        and coalesce(u.expires_at, '9') > ${now}`;
    for (const { key, id, state } of rows) found.set(key, { id, state });
  }
  return found;
}

/** What courses know about a person, for that person. */
export interface CourseFact {
  courseId: string;
  courseName: string;
  key: string;
  value: string;
}

export function factsAbout(db: Queries, userId: string): Promise<CourseFact[]> {
  return db.all<CourseFact>`
    select f.course_id as "courseId", k.name as "courseName", f.key, f.value
    from course_facts f join courses k on k.id = f.course_id
    where f.user_id = ${userId}
    order by k.position, k.id, case f.key when 'number' then 0 else 1 end, f.key`;
}
