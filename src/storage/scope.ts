/** What people see beyond the groups that they are members of. */
import { type Fragment, fragment, type Queries } from "./database.ts";

/** The viewer: members see their own conversations, staff of a course its own, and admins all. */
export interface Scope {
  userId: string;
  seesAll: boolean;
  /** On the staff of some course. */
  isCourseStaff: boolean;
}

/** Whether what a row `s` of a course's staff gives still holds, by the database's clock. */
export const stillHolds = fragment`(s.ends_at is null or s.ends_at > utc_now())`;

/**
 * The only definition of a course's staff: a course `s.course_id` whose groups `s.user_id` sees and
 * looks after. What an account itself gives does not count: admins see everything as it is, and former
 * ones nothing. Tutors who are to see only their own groups do so as owners and moderators.
 */
export const courseStaff = fragment`course_members s join courses k on k.id = s.course_id
        and s.source <> 'account' and ${stillHolds}
        and (s.role = 'teacher' or (s.role = 'tutor' and k.tutors_see = 'all'))`;

/**
 * Whether a user is on the staff of the course of a conversation `c`, asked as
 * `exists (${staffHere} = …)` with the id.
 */
export const staffHere = fragment`select 1 from ${courseStaff}
        where s.course_id = c.course_id and s.user_id`;

/** Whether a row `s` of a course's people is that of a teacher or tutor, also of one who sees only their own groups. */
export const isOffice = fragment`s.role <> 'student' and s.source <> 'account' and ${stillHolds}`;

/**
 * Whether a user is a teacher or tutor of the course of a conversation `c`, also one who sees only their own
 * groups. The caller asks whether they see it.
 */
export const officeHere = fragment`select 1 from course_members s
        where ${isOffice} and s.course_id = c.course_id and s.user_id`;

/**
 * Those of a course's staff, in rows `s`, who decide on what happens in one of its groups: with the tutors who see
 * only their own groups, if they are in this one.
 */
export function decidersIn(conversationId: Fragment): Fragment {
  return fragment`course_members s join courses k on k.id = s.course_id
        and ${isOffice} and (s.role = 'teacher' or k.tutors_see = 'all' or exists (
          select 1 from conversation_members o
          where o.conversation_id = ${conversationId} and o.user_id = s.user_id))`;
}

/** The same for its teachers. */
export const teachersHere = fragment`select 1 from ${courseStaff}
        where s.role = 'teacher' and s.course_id = c.course_id and s.user_id`;

/**
 * The people `p` of each course: those in it, and those in its groups, such as guests. Asked as
 * `from ${courseStaff} join ${courseFolk} on p.course_id = s.course_id where s.user_id = …`.
 */
export const courseFolk = fragment`(
          select course_id, user_id from course_members
          union all
          select g.course_id, gm.user_id
          from conversations g join conversation_members gm on gm.conversation_id = g.id) as p`;

/** The highest office of a user `u` in any course; null if they are on the staff of none. */
export const highestOffice = fragment`(select max(case s.role when 'teacher' then 2 else 1 end)
        from ${courseStaff} where s.user_id = u.id)`;

/** What it is read as: an office has a rank. */
export type OfficeRank = 1 | 2 | null;

/** Whether a user, who sees a conversation, is a teacher or tutor of its course. */
export async function holdsOffice(
  db: Queries,
  key: { conversationId: string; userId: string },
): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from conversations c
    where c.id = ${key.conversationId} and exists (${officeHere} = ${key.userId})`;
  return row !== undefined;
}

/** Whether a user is a teacher or tutor of any course, also one who sees only their own groups. */
export async function holdsAnyOffice(db: Queries, userId: string): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from course_members s where s.user_id = ${userId} and ${isOffice} limit 1`;
  return row !== undefined;
}

/** Whether a user is on the staff of the course that a conversation is in. */
export async function isStaffOf(
  db: Queries,
  key: { conversationId: string; userId: string },
): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from conversations c
    where c.id = ${key.conversationId} and exists (${staffHere} = ${key.userId})`;
  return row !== undefined;
}
