/** The courses that someone looks after. */
import type { Queries } from "#storage/database.ts";
import { type CourseSize, courseSizes, coursesOfStaff } from "#storage/courses.ts";
import type { Actor } from "../context.ts";
import { notFound, Refusal } from "../refusals.ts";
import { scopeOf } from "../scope.ts";

export interface OwnCourse {
  id: string;
  /** Empty as long as there is one course. */
  name: string;
  term: string;
  colour: string | null;
  tutorsSee: "all" | "own";
  /** Students may open groups of their own. */
  studentsOpen: boolean;
  /** Students may ask its staff in private. */
  askTeam: boolean;
  /** Staff who look into a group from outside are asked why. */
  asksReason: boolean;
  /** UTC ISO text; null while it is in use. */
  archivedAt: string | null;
  /** Among all courses. */
  position: number;
  /** Whether the actor manages its groups; tutors only look after them. */
  teaches: boolean;
}

interface Asking {
  db: Queries;
  actor: Actor;
}

/**
 * The course, if the actor manages it.
 * @throws {Refusal} not_found; forbidden, for its tutors
 */
export async function requireTeacher(asking: Asking, courseId: string): Promise<OwnCourse> {
  const course = await requireOwnCourse(asking, courseId);
  if (!course.teaches) throw new Refusal("forbidden", { reason: "teachers_only" });
  return course;
}

/** The course, if the actor is on its staff. @throws {Refusal} not_found */
export async function requireOwnCourse(asking: Asking, courseId: string): Promise<OwnCourse> {
  const course = (await listOwnCourses(asking)).find(({ id }) => id === courseId);
  if (!course) throw notFound();
  return course;
}

/** The courses on whose staff the actor is, in order; for admins all. */
export async function listOwnCourses({ db, actor }: Asking): Promise<OwnCourse[]> {
  const rows = await coursesOfStaff(db, scopeOf(actor));
  return rows.map(({ teaches, studentsOpen, askTeam, asksReason, ...course }) => ({
    ...course,
    studentsOpen: studentsOpen === 1,
    askTeam: askTeam === 1,
    asksReason: asksReason === 1,
    teaches: teaches === 1,
  }));
}

export type SizedCourse = OwnCourse & Omit<CourseSize, "id">;

/** With how many groups and people are in it. */
export async function withSize(
  asking: Pick<Asking, "db">,
  course: OwnCourse,
): Promise<SizedCourse> {
  const [one] = await withSizes(asking, [course]);
  return one!;
}

/** The same for several. */
export async function withSizes(
  { db }: Pick<Asking, "db">,
  courses: readonly OwnCourse[],
): Promise<SizedCourse[]> {
  const rows = await courseSizes(
    db,
    courses.map(({ id }) => id),
  );
  const sizes = new Map(rows.map((row) => [row.id, row]));
  return courses.map((course) => ({ groups: 0, people: 0, ...course, ...sizes.get(course.id) }));
}

/** Whether the actor can make groups in it. */
export function isOpen({ teaches, archivedAt }: OwnCourse): boolean {
  return teaches && archivedAt === null;
}

/**
 * The course that new groups come into.
 * @param wanted may be left out by those who manage the groups of one course only
 * @throws {Refusal} forbidden, for those who manage none; not_found, for another one; invalid, with the
 * field `course`, without one that is needed
 */
export async function courseForGroups(asking: Asking, wanted?: string): Promise<string> {
  const taught = (await listOwnCourses(asking)).filter(isOpen);
  const [only, ...others] = taught;
  if (!only) throw new Refusal("forbidden", { reason: "staff_only_groups" });
  if (wanted === undefined && others.length > 0) {
    throw new Refusal("invalid", { field: "course", reason: "course_missing" });
  }
  const found = wanted === undefined ? only : taught.find(({ id }) => id === wanted);
  if (!found) throw notFound();
  return found.id;
}
