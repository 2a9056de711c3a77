/** Groups for everyone in a course, or for its staff, and who is still missing there. */
import { byCourse } from "./course_notes.ts";
import { type Flag, type Queries, valueList, valueTable } from "./database.ts";
import type { MembershipKey } from "./members.ts";
import { stillHolds } from "./scope.ts";

export type Audience = "everyone" | "staff";

export interface Follower {
  courseId: string;
  userId: string;
}

/** People that groups have not followed yet, those of one course together. */
export function followersToDo(db: Queries, limit: number): Promise<Follower[]> {
  return db.all<Follower>`
    select course_id as "courseId", user_id as "userId" from course_follows
    order by course_id, user_id limit ${limit}`;
}

export async function endFollowing(tx: Queries, people: readonly Follower[]): Promise<void> {
  if (people.length === 0) return;
  await tx.run`
    delete from course_follows
    where (course_id, user_id) in (select column1, column2 from ${tableOf(people)} as w)`;
}

const tableOf = (people: readonly Follower[]) =>
  valueTable(people.map(({ courseId, userId }) => [courseId, userId]));

/** A group that follows its course. */
export interface FollowingGroup {
  id: string;
  courseId: string;
  audience: Audience;
  /** The student who belongs to it beside the staff. */
  askedBy: string | null;
}

export function followingGroups(
  db: Queries,
  courseIds: readonly string[],
): Promise<FollowingGroup[]> {
  return db.all<FollowingGroup>`
    select id, course_id as "courseId", audience, asked_by as "askedBy" from conversations
    where course_id in ${valueList(courseIds)} and audience is not null
    order by id`;
}

/** Someone's place in a course. */
export interface PlaceInCourse extends Follower {
  isStaff: Flag;
}

/** The places that people have by now; those that have ended are left out. */
export function placesInCourses(
  db: Queries,
  { courseIds, userIds }: { courseIds: readonly string[]; userIds: readonly string[] },
): Promise<PlaceInCourse[]> {
  return db.all<PlaceInCourse>`
    select s.course_id as "courseId", s.user_id as "userId",
      max(case when s.role = 'student' then 0 else 1 end) as "isStaff"
    from course_members s
    where s.course_id in ${valueList(courseIds)} and s.user_id in ${valueList(userIds)}
      and ${stillHolds}
    group by s.course_id, s.user_id`;
}

/** A membership in a group of a course, and whether the course is one of its sources. */
export interface HeldMembership extends MembershipKey {
  courseId: string;
  byCourse: Flag;
}

export function membershipsInCourses(
  db: Queries,
  { courseIds, userIds }: { courseIds: readonly string[]; userIds: readonly string[] },
): Promise<HeldMembership[]> {
  return db.all<HeldMembership>`
    select c.course_id as "courseId", m.conversation_id as "conversationId", m.user_id as "userId",
      case when s.source is null then 0 else 1 end as "byCourse"
    from conversation_members m join conversations c on c.id = m.conversation_id
      left join member_sources s on s.conversation_id = m.conversation_id
        and s.user_id = m.user_id and s.source = ${byCourse}
    where m.user_id in ${valueList(userIds)} and c.course_id in ${valueList(courseIds)}
      and (c.audience is not null or s.source is not null)`;
}

export function setAudience(
  tx: Queries,
  { id, audience }: { id: string; audience: Audience | null },
): Promise<number> {
  return tx.run`update conversations set audience = ${audience} where id = ${id}`;
}

/** Whom a group is for; null for people who are chosen. */
export interface GroupAudience {
  audience: Audience | null;
  /** The student whose conversation with the staff it is. */
  askedBy: string | null;
}

/** Undefined if there is no such group. */
export function audienceOf(
  db: Queries,
  conversationId: string,
): Promise<GroupAudience | undefined> {
  return db.get<GroupAudience>`
    select audience, asked_by as "askedBy" from conversations where id = ${conversationId}`;
}

/** Those who were in a group because of their course stay in it, as if they had been chosen. */
export async function keepMembers(tx: Queries, conversationId: string): Promise<void> {
  await tx.run`
    delete from member_sources
    where conversation_id = ${conversationId} and source = ${byCourse}`;
}
