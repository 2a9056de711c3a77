/**
 * Who is in a course, and as what. What is changed here has the source `hand`, and takes the place of
 * what a list or an invite has done.
 */
import { isoNow } from "#kit/clock.ts";
import { byAccount, type StoredCourseRole } from "#storage/courses.ts";
import {
  courseStaffIds,
  endCourseRoles,
  groupsInCourse,
  hasTeacher,
  peopleInCourse,
  type PersonInCourse,
  putCourseRole,
  rolesInCourse,
} from "#storage/course_people.ts";
import { byInvite } from "#storage/invites.ts";
import { byList, forgetFacts } from "#storage/roster_changes.ts";
import { usersByIds } from "#storage/users.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import { peopleByAddress } from "../groups/by_address.ts";
import { applyParts } from "../groups/member_parts.ts";
import { removeMembersByStaff } from "../groups/member_steps.ts";
import { seesEverything } from "../permissions.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import type { Writing } from "../log/write.ts";
import { requireOwnCourse, requireTeacher } from "./own_courses.ts";
import { refreshAccounts } from "./refresh_accounts.ts";

export type CourseRole = StoredCourseRole;

/** The source of what someone does by hand. */
export const byHand = "hand";

/** The sources of which what is done by hand takes the place. */
export const givingWay = [byList, byInvite];

export interface CoursePerson extends Omit<PersonInCourse, "rank" | "inactive"> {
  role: CourseRole;
  /** The account is disabled or has expired. */
  inactive: boolean;
}

const roleOfRank: Record<number, CourseRole> = { 3: "teacher", 2: "tutor", 1: "student" };
const ranks: Record<CourseRole, number> = { teacher: 3, tutor: 2, student: 1 };

/** Staff first, then by name. @throws {Refusal} not_found, for all but the course's staff and admins */
export async function listCoursePeople(
  context: Context,
  courseId: string,
): Promise<CoursePerson[]> {
  await requireOwnCourse(context, courseId);
  const rows = await peopleInCourse(context.db, { courseId, now: isoNow(context.clock) });
  return rows.map(({ rank, inactive, ...person }) => ({
    ...person,
    role: roleOfRank[rank] ?? "student",
    inactive: inactive === 1,
  }));
}

/**
 * Brings people into a course by their exact addresses. Who is in it already keeps their role.
 * @throws {Refusal} not_found; forbidden, for tutors, and for teachers who name a teacher; invalid, with
 * the field `address`
 */
export async function addToCourse(
  context: Context,
  courseId: string,
  { addresses, role }: { addresses: readonly string[]; role: CourseRole },
): Promise<void> {
  await requireTeacher(context, courseId);
  const people = await peopleByAddress(
    context,
    addresses.map((email) => ({ email })),
  );
  await writeAs(context, signedIn, async (acting, writing) => {
    await requireTeacher({ db: writing.tx, actor: acting.actor }, courseId);
    requireNaming(acting, role);
    const ids = [...new Set(people.map(({ userId }) => userId))];
    await requireNoGuests(writing, ids);
    const added: string[] = [];
    for (const userId of ids) {
      const key = { courseId, userId };
      if ((await rolesInCourse(writing.tx, key)).some(isOfPeople)) continue;
      await putCourseRole(writing.tx, { ...key, role, source: byHand, at: writing.now });
      const act = { verb: "course.add", courseId, subjectId: userId, detail: role } as const;
      await recordAct(acting, writing, act);
      added.push(userId);
    }
    await refreshConcerned(writing, courseId, added);
  });
}

/** Not what only makes an admin a teacher in name. */
export function isOfPeople({ role, source }: { role: CourseRole; source: string }): boolean {
  return !(role === "teacher" && source === byAccount);
}

/** The highest of what the sources give; that an account makes an admin a teacher does not count. */
function roleOf(given: readonly { role: CourseRole; source: string }[]): CourseRole {
  const highest = Math.max(...given.filter(isOfPeople).map(({ role }) => ranks[role]));
  return roleOfRank[highest] ?? "student";
}

function requireNaming({ actor }: Acting, role: CourseRole): void {
  if (role === "teacher" && !seesEverything(actor)) {
    throw new Refusal("forbidden", { field: "role", reason: "admins_name_teachers" });
  }
}

/** Guests see the groups that they were put into, and are in no course. */
async function requireNoGuests({ tx }: Writing, ids: readonly string[]): Promise<void> {
  const users = await usersByIds(tx, ids);
  if (users.some(({ role }) => role === "guest")) {
    throw new Refusal("invalid", { field: "address", reason: "guest_in_course" });
  }
}

export interface CourseKey {
  courseId: string;
  userId: string;
}

/** Several people of a course. */
export interface CourseKeys {
  courseId: string;
  userIds: readonly string[];
}

/**
 * Changes the role of some people, all or none unless they are hundreds. Teachers change tutors and
 * students; admins everyone.
 * @throws {Refusal} not_found, forbidden; conflict, for the last teacher, if another source gives a
 * higher role, or if only some of hundreds were changed
 */
export function changeCourseRoles(
  context: Context,
  { role, ...keys }: CourseKeys & { role: CourseRole },
): Promise<void> {
  return inSteps(context, keys, async (acting, writing, key) => {
    const before = await requireChangeable(acting, writing, key);
    requireNaming(acting, role);
    if (before === role) return;
    const { tx, now } = writing;
    await putCourseRole(tx, { ...key, role, source: byHand, at: now });
    await endCourseRoles(tx, key, givingWay);
    await requireNothingHigher(writing, key, role);
    await requireATeacher(writing, key, before);
    const act = { verb: "course.role", courseId: key.courseId, subjectId: key.userId } as const;
    await recordAct(acting, writing, { ...act, detail: `${before} → ${role}` });
  });
}

/**
 * Takes people out of a course and of its groups. Their messages stay.
 * @throws {Refusal} as `changeCourseRoles`
 */
export function removeFromCourse(context: Context, keys: CourseKeys): Promise<void> {
  return inSteps(context, keys, async (acting, writing, key) => {
    const before = await requireChangeable(acting, writing, key);
    const { tx } = writing;
    for (const conversationId of await groupsInCourse(tx, key)) {
      await removeMembersByStaff(acting, writing, { conversationId, userIds: [key.userId] });
    }
    await endCourseRoles(tx, key, [byHand, ...givingWay, byAccount]);
    await forgetFacts(tx, key.courseId, [key.userId]);
    if ((await rolesInCourse(tx, key)).length > 0) throw fromElsewhere();
    await requireATeacher(writing, key, before);
    const act = { verb: "course.remove", courseId: key.courseId, subjectId: key.userId } as const;
    await recordAct(acting, writing, { ...act, detail: before });
  });
}

/** @throws {Refusal} conflict, if a source that is no act by hand gives more than a role */
export async function requireNothingHigher(
  { tx }: Writing,
  key: CourseKey,
  role: CourseRole,
): Promise<void> {
  const others = (await rolesInCourse(tx, key)).filter(({ source }) => source !== byHand);
  if (ranks[roleOf(others)] > ranks[role]) throw fromElsewhere();
}

const fromElsewhere = () => new Refusal("conflict", { reason: "role_from_elsewhere" });

/** Nobody else can write meanwhile. */
const peopleAtOnce = 50;

type Step = (acting: Acting, writing: Writing, key: CourseKey) => Promise<void>;

/** Does something to each of some people, in transactions of a few. */
async function inSteps(
  context: Context,
  { courseId, userIds }: CourseKeys,
  step: Step,
): Promise<void> {
  const ids = [...new Set(userIds)];
  const parts = Array.from({ length: Math.ceil(ids.length / peopleAtOnce) }, (_, index) =>
    ids.slice(index * peopleAtOnce, (index + 1) * peopleAtOnce),
  );
  await applyParts(context, {
    parts,
    sizeOf: ({ length }) => length,
    apply: (part) =>
      writeAs(context, signedIn, async (acting, writing) => {
        // Staff as it was: pages of those whose role ends here change, too.
        const staff = await courseStaffIds(writing.tx, courseId);
        for (const userId of part) await step(acting, writing, { courseId, userId });
        await refreshAccounts(writing, [...part, ...staff]);
      }),
  });
}

/**
 * Makes someone in the course its teacher in the place of the actor, who stays in the groups that they
 * are a member of.
 * @throws {Refusal} not_found, forbidden
 */
export async function handOver(context: Context, { courseId, userId }: CourseKey): Promise<void> {
  await writeAs(context, signedIn, async (acting, writing) => {
    const { actor } = acting;
    const { tx, now } = writing;
    await requireTeacher({ db: tx, actor }, courseId);
    const given = (await rolesInCourse(tx, { courseId, userId })).filter(isOfPeople);
    if (given.length === 0 || userId === actor.id) throw notFound();
    await putCourseRole(tx, { courseId, userId, role: "teacher", source: byHand, at: now });
    await endCourseRoles(tx, { courseId, userId: actor.id }, [byHand]);
    await requireATeacher(writing, { courseId, userId }, "teacher");
    const act = { verb: "course.hand_over", courseId, subjectId: userId } as const;
    await recordAct(acting, writing, act);
    await refreshConcerned(writing, courseId, [userId, actor.id]);
  });
}

/** @returns the person's role. @throws {Refusal} not_found, forbidden */
export async function requireChangeable(
  acting: Acting,
  { tx }: Writing,
  key: CourseKey,
): Promise<CourseRole> {
  const { actor } = acting;
  await requireTeacher({ db: tx, actor }, key.courseId);
  const given = (await rolesInCourse(tx, key)).filter(isOfPeople);
  if (given.length === 0) throw notFound();
  const role = roleOf(given);
  if (role === "teacher" && key.userId !== actor.id) requireNaming(acting, role);
  return role;
}

/** @throws {Refusal} conflict, when the last teacher would go, now or with the end of their access */
export async function requireATeacher(
  { tx, now }: Writing,
  { courseId }: CourseKey,
  before: CourseRole,
): Promise<void> {
  if (before !== "teacher" || (await hasTeacher(tx, { courseId, now }))) return;
  throw new Refusal("conflict", { reason: "last_teacher" });
}

/** Those concerned, and the staff, whose pages show who is in the course. */
async function refreshConcerned(
  writing: Writing,
  courseId: string,
  userIds: string[],
): Promise<void> {
  await refreshAccounts(writing, [...userIds, ...(await courseStaffIds(writing.tx, courseId))]);
}
