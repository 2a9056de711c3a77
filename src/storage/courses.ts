/** Courses, and who is in them. Each of a person's roles comes from a source, which alone ends it. */
import { inChunks } from "./chunks.ts";
import { notePlacesOf } from "./course_notes.ts";
import { type Flag, flag, type Queries, valueList, valueTable } from "./database.ts";
import { courseFolk, courseStaff, type Scope } from "./scope.ts";

export type StoredCourseRole = "teacher" | "tutor" | "student";

/** The course that every database has. */
export const firstCourseId = "first";

/** The source of what the account itself gives its owner. */
export const byAccount = "account";

interface AccountInCourses {
  userId: string;
  role: "admin" | "user" | "guest";
  at: string;
}

const givenTo = (role: "admin" | "user"): StoredCourseRole =>
  role === "admin" ? "teacher" : "student";

/**
 * While there is one course, everyone is in it: staff as its teachers, others as its students, and
 * guests not at all, because they see only the groups they were put into. With several, nobody
 * joins one by having an account.
 */
export async function enrolByAccount(
  tx: Queries,
  { userId, role, at }: AccountInCourses,
): Promise<void> {
  if (role === "guest") return;
  await tx.run`
    insert into course_members (course_id, user_id, role, source, joined_at)
    select id, ${userId}, ${givenTo(role)}, ${byAccount}, ${at} from courses
    where (select cast(count(*) as integer) from courses) = 1
    on conflict (course_id, user_id, source) do nothing`;
  await notePlacesOf(tx, userId);
}

/** What the account has given before follows its new role. */
export async function enrolByNewRole(tx: Queries, account: AccountInCourses): Promise<void> {
  const { userId, role } = account;
  await notePlacesOf(tx, userId);
  if (role === "guest") {
    await tx.run`delete from course_members where user_id = ${userId} and source = ${byAccount}`;
    return;
  }
  const given = givenTo(role);
  await tx.run`
    update course_members set role = ${given}
    where user_id = ${userId} and source = ${byAccount} and role <> ${given}`;
  await enrolByAccount(tx, account);
}

/** Whatever the sources: the account is being deleted. */
export function leaveCourses(tx: Queries, userId: string): Promise<number> {
  return tx.run`delete from course_members where user_id = ${userId}`;
}

/** A person's role in a course, as one source gives it. */
export interface StoredCourseMember {
  courseId: string;
  role: StoredCourseRole;
  source: string;
  joinedAt: string;
}

export function courseMembershipsOf(db: Queries, userId: string): Promise<StoredCourseMember[]> {
  return db.all<StoredCourseMember>`
    select course_id as "courseId", role, source, joined_at as "joinedAt"
    from course_members where user_id = ${userId}
    order by course_id, source`;
}

/** A course, as its staff see it. */
export interface StoredCourse {
  id: string;
  /** Empty as long as there is one course. */
  name: string;
  term: string;
  colour: string | null;
  tutorsSee: "all" | "own";
  /** Students may open groups of their own. */
  studentsOpen: Flag;
  askTeam: Flag;
  /** Staff who look into a group from outside are asked why. */
  asksReason: Flag;
  /** UTC ISO text; null while it is in use. */
  archivedAt: string | null;
  /** Among all courses. */
  position: number;
  /** The viewer manages its groups. */
  teaches: Flag;
}

/** The courses on whose staff a user is, in order; for admins all. */
export function coursesOfStaff(db: Queries, { userId, seesAll }: Scope): Promise<StoredCourse[]> {
  return db.all<StoredCourse>`
    select c.id, c.name, c.term, c.colour, c.tutors_see as "tutorsSee",
      c.students_open as "studentsOpen", c.ask_team as "askTeam", c.asks_reason as "asksReason", c.archived_at as "archivedAt", c.position,
      case when ${flag(seesAll)} = 1 or exists (
        select 1 from ${courseStaff}
        where s.role = 'teacher' and s.course_id = c.id and s.user_id = ${userId})
      then 1 else 0 end as teaches
    from courses c
    where ${flag(seesAll)} = 1 or exists (
      select 1 from ${courseStaff} where s.course_id = c.id and s.user_id = ${userId})
    order by c.position, c.id`;
}

/** How many groups are in a course, and people. */
export interface CourseSize {
  id: string;
  groups: number;
  people: number;
}

/** Not part of the course itself, which every change of its groups asks for. */
export function courseSizes(db: Queries, ids: readonly string[]): Promise<CourseSize[]> {
  return db.all<CourseSize>`
    select c.id,
      (select cast(count(*) as integer) from conversations g where g.course_id = c.id) as groups,
      (select cast(count(distinct user_id) as integer) from course_members m
        where m.course_id = c.id) as people
    from courses c where c.id in ${valueList(ids)}`;
}

export interface NewCourse {
  id: string;
  name: string;
  term: string;
  colour: string | null;
  at: string;
}

/** Puts it at the end of the courses. */
export function insertCourse(tx: Queries, course: NewCourse): Promise<number> {
  return tx.run`
    insert into courses (id, name, term, colour, position, created_at, updated_at)
    select cast(${course.id} as text), ${course.name}, ${course.term}, cast(${course.colour} as text),
      coalesce(max(position), 0) + 1, ${course.at}, ${course.at}
    from courses`;
}

export function updateCourse(
  tx: Queries,
  course: NewCourse & Pick<StoredCourse, "tutorsSee" | "studentsOpen" | "askTeam" | "asksReason">,
): Promise<number> {
  return tx.run`
    update courses set name = ${course.name}, term = ${course.term}, colour = ${course.colour},
      tutors_see = ${course.tutorsSee}, students_open = ${course.studentsOpen},
      ask_team = ${course.askTeam}, asks_reason = ${course.asksReason}, updated_at = ${course.at}
    where id = ${course.id}`;
}

/** @param at null to bring it back */
export function setArchived(
  tx: Queries,
  { id, at, now }: { id: string; at: string | null; now: string },
): Promise<number> {
  return tx.run`update courses set archived_at = ${at}, updated_at = ${now} where id = ${id}`;
}

export async function setCoursePositions(
  tx: Queries,
  positions: readonly (readonly [id: string, position: number])[],
): Promise<void> {
  for (const some of inChunks(positions)) {
    await tx.run`
      update courses set position = w.column2 from ${valueTable(some)} as w
      where id = w.column1`;
  }
}

/** The first course, until there is a second. */
export function courseWithoutName(db: Queries): Promise<{ id: string } | undefined> {
  return db.get<{ id: string }>`select id from courses where name = '' limit 1`;
}

export function nameCourse(
  tx: Queries,
  { id, name, at }: { id: string; name: string; at: string },
): Promise<number> {
  return tx.run`update courses set name = ${name}, updated_at = ${at} where id = ${id}`;
}

/** Those of these people who belong neither to a course nor to one of its groups. */
export async function peopleOutside(
  db: Queries,
  { courseId, userIds }: { courseId: string; userIds: readonly string[] },
): Promise<{ id: string; email: string }[]> {
  const outside: { id: string; email: string }[] = [];
  for (const some of inChunks(userIds)) {
    const rows = await db.all<{ id: string; email: string }>`
      select u.id, coalesce(u.email, '') as email
      from users u
      where u.id in ${valueList(some)} and u.id not in (
        select p.user_id from ${courseFolk} where p.course_id = ${courseId})`;
    for (const row of rows) outside.push(row);
  }
  return outside;
}
