/**
 * Groups can be for everyone in a course, or for its staff. What changes someone's place in a course notes
 * it here; core/groups/followers.ts then does what that means for their groups.
 */
import { fragment, type Queries, valueList } from "./database.ts";

/** The source of the memberships that someone has because of their place in the course. */
export const byCourse = "course";

/** A course `p.course_id` with a group that follows it. */
const isFollowed = fragment`exists (select 1 from conversations c
        where c.course_id = p.course_id and c.audience is not null)`;

/** Notes that the place of people in a course may have changed. */
export async function notePlaces(
  tx: Queries,
  courseId: string,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return;
  await tx.run`
    insert into course_follows (course_id, user_id)
    select p.course_id, u.id
    from (select cast(${courseId} as text) as course_id) as p cross join users u
    where u.id in ${valueList(userIds)} and ${isFollowed}
    on conflict (course_id, user_id) do nothing`;
}

/** The same for a person in every course that they are or were in. */
export async function notePlacesOf(tx: Queries, userId: string): Promise<void> {
  await tx.run`
    insert into course_follows (course_id, user_id)
    select p.course_id, cast(${userId} as text) from (
      select course_id from course_members where user_id = ${userId}
      union
      select g.course_id from conversation_members m join conversations g on g.id = m.conversation_id
      where m.user_id = ${userId}) as p
    where ${isFollowed}
    on conflict (course_id, user_id) do nothing`;
}

/** The same for everyone who is in a course, or in a group because of it. */
export async function noteEveryone(tx: Queries, courseId: string): Promise<void> {
  await tx.run`
    insert into course_follows (course_id, user_id)
    select cast(${courseId} as text), p.user_id from (
      select user_id from course_members where course_id = ${courseId}
      union
      select s.user_id from member_sources s join conversations g on g.id = s.conversation_id
      where g.course_id = ${courseId} and s.source = ${byCourse}) as p
    where true
    on conflict (course_id, user_id) do nothing`;
}
