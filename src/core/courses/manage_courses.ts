/** Making courses and changing them. Who is in them is in course_people.ts. */
import { uuidv7 } from "#kit/ids.ts";
import { courseStaffIds, putCourseRole } from "#storage/course_people.ts";
import { setGroupsArchived } from "#storage/archive.ts";
import { groupsOfCourse } from "#storage/conversations.ts";
import {
  courseWithoutName,
  insertCourse,
  nameCourse,
  setArchived,
  updateCourse,
} from "#storage/courses.ts";
import { flag } from "#storage/database.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import { copyGroupSets } from "../groups/group_sets.ts";
import { putGroups, validGroup } from "../groups/groups.ts";
import { restrictToStaff } from "../groups/modes.ts";
import { seesEverything } from "../permissions.ts";
import { Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import type { Writing } from "../log/write.ts";
import { type CourseInput, validCourse, validCourseName } from "./course_fields.ts";
import { listOwnCourses, requireTeacher } from "./own_courses.ts";
import { relistGroups } from "./relist.ts";
import { copyRules } from "../rules/word_rules.ts";
import { copyTemplates } from "./templates.ts";
import { refreshAccounts } from "./refresh_accounts.ts";

export interface NewCourse extends CourseInput {
  /** The name of a first group for everyone in the course; empty for none. */
  questionsName?: string | undefined;
  /** The same for one in which only staff write. */
  announcementsName?: string | undefined;
  /** The name of the present course, which has none as long as it is the only one. */
  presentName?: string;
}

export interface CourseRules {
  /** Whether teachers make courses of their own, or admins alone. */
  teachersMakeCourses: boolean;
}

/** Whether the actor may make a course. */
export function mayMakeCourses({ actor }: Pick<Context, "actor">, rules: CourseRules): boolean {
  return seesEverything(actor) || (rules.teachersMakeCourses && actor.office === "teacher");
}

/**
 * Makes a course. Who makes it is its first teacher.
 * @throws {Refusal} forbidden; invalid, with the field, which may be `presentName`
 */
export function createCourse(
  context: Context,
  { presentName, questionsName = "", announcementsName = "", ...input }: NewCourse,
  rules: CourseRules,
): Promise<{ id: string }> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const id = await addCourse(acting, writing, { presentName, ...input, rules });
    const newGroup = (name: string) => firstGroup(acting, name);
    const announcements = announcementsName === "" ? [] : [newGroup(announcementsName)];
    const questions = questionsName === "" ? [] : [newGroup(questionsName)];
    const groups = [...announcements, ...questions];
    if (groups.length === 0) return { id };
    await putGroups(acting, writing, { courseId: id, groups, people: [] });
    await restrictToStaff(
      acting,
      writing,
      announcements.map((group) => group.id),
    );
    return { id };
  });
}

/** For everyone in a new course. @throws {Refusal} invalid */
function firstGroup({ actor, clock, random }: Acting, name: string) {
  const texts = validGroup({ name, description: "" });
  const id = uuidv7(clock.now(), random);
  return { ...texts, id, ownerId: actor.id, audience: "everyone" as const };
}

/** Within the caller's transaction. @returns its id */
async function addCourse(
  acting: Acting,
  writing: Writing,
  { presentName, rules, ...input }: NewCourse & { rules: CourseRules },
): Promise<string> {
  await requireMaker(acting, writing, rules);
  const texts = validCourse(input);
  await nameTheFirst(acting, writing, presentName);
  const { clock, random, actor } = acting;
  const id = uuidv7(clock.now(), random);
  await insertCourse(writing.tx, { id, ...texts, at: writing.now });
  const own = { courseId: id, userId: actor.id, role: "teacher", source: "hand" } as const;
  await putCourseRole(writing.tx, { ...own, at: writing.now });
  await recordAct(acting, writing, { verb: "course.create", courseId: id, detail: texts.name });
  await refreshAccounts(writing, [actor.id]);
  return id;
}

async function requireMaker(acting: Acting, { tx }: Writing, rules: CourseRules): Promise<void> {
  const { actor } = acting;
  const courses = await listOwnCourses({ db: tx, actor });
  const isTeacher = courses.some(({ teaches }) => teaches);
  const may = seesEverything(actor) || (rules.teachersMakeCourses && isTeacher);
  if (!may) throw new Refusal("forbidden", { reason: "admins_make_courses" });
}

/** From the second course on, each has a name. */
async function nameTheFirst(acting: Acting, writing: Writing, name = ""): Promise<void> {
  const { tx, now } = writing;
  const unnamed = await courseWithoutName(tx);
  if (!unnamed) return;
  await nameCourse(tx, { id: unnamed.id, name: validCourseName(name, "presentName"), at: now });
  await relistGroups(acting, writing, unnamed.id);
}

export interface CourseChange extends CourseInput {
  /** Whether tutors look after all groups, or those that they own or moderate. */
  tutorsSee: "all" | "own";
  /** Whether students may open groups of their own. */
  studentsOpen: boolean;
  /** Whether students may ask the staff in private. */
  askTeam: boolean;
  /** Whether staff who look into a group from outside are asked why. */
  asksReason: boolean;
}

type Settings = Pick<CourseChange, "tutorsSee" | "studentsOpen" | "askTeam" | "asksReason">;

function stored({ tutorsSee, studentsOpen, askTeam, asksReason }: Settings) {
  return {
    tutorsSee,
    studentsOpen: flag(studentsOpen),
    askTeam: flag(askTeam),
    asksReason: flag(asksReason),
  };
}

/** @throws {Refusal} forbidden, not_found, invalid */
export async function editCourse(
  context: Context,
  id: string,
  change: CourseChange,
): Promise<void> {
  await writeAs(context, signedIn, async (acting, writing) => {
    const before = await requireTeacher({ db: writing.tx, actor: acting.actor }, id);
    const texts = validCourse(change);
    await updateCourse(writing.tx, { id, ...texts, ...stored(change), at: writing.now });
    await recordAct(acting, writing, { verb: "course.update", courseId: id, detail: texts.name });
    const isShown = before.name !== texts.name || before.colour !== texts.colour;
    if (isShown) await relistGroups(acting, writing, id);
    // Tutors may see more or fewer groups now.
    await refreshAccounts(writing, await courseStaffIds(writing.tx, id));
  });
}

/**
 * Makes a course read-only, out of the way in every list.
 * @throws {Refusal} forbidden, not_found
 */
export function archiveCourse(context: Context, id: string): Promise<void> {
  return putAway(context, id, true);
}

/** Takes that back. @throws {Refusal} forbidden, not_found */
export function restoreCourse(context: Context, id: string): Promise<void> {
  return putAway(context, id, false);
}

async function putAway(context: Context, id: string, isAway: boolean): Promise<void> {
  await writeAs(context, signedIn, async (acting, writing) => {
    const { tx, now } = writing;
    const { archivedAt, name } = await requireTeacher({ db: tx, actor: acting.actor }, id);
    if ((archivedAt !== null) === isAway) return;
    // Only the single course has no name.
    if (isAway && name === "") throw new Refusal("forbidden", { reason: "only_course" });
    const at = isAway ? now : null;
    await setArchived(tx, { id, at, now });
    await setGroupsArchived(tx, { courseId: id, at });
    const verb = isAway ? "course.archive" : "course.restore";
    await recordAct(acting, writing, { verb, courseId: id, detail: name });
    await relistGroups(acting, writing, id);
    await refreshAccounts(writing, await courseStaffIds(tx, id));
  });
}

/**
 * Makes a course with the groups of another one: their names, descriptions and sets, without people
 * and messages.
 * @throws {Refusal} as `createCourse`; not_found, for a course that the actor does not manage
 */
export function copyCourse(
  context: Context,
  { from, ...input }: NewCourse & { from: string },
  rules: CourseRules,
): Promise<{ id: string }> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const { actor, clock, random } = acting;
    const { tx, now } = writing;
    const settings = stored(await requireTeacher({ db: tx, actor }, from));
    const groups = await groupsOfCourse(tx, from);
    const id = await addCourse(acting, writing, { ...input, rules });
    await updateCourse(tx, { id, ...validCourse(input), ...settings, at: now });
    await copyTemplates(acting, writing, { from, to: id });
    await copyRules(acting, writing, { from, to: id });
    const sets = await copyGroupSets(acting, writing, { from, to: id });
    const copies = groups.map(({ name, description, setId, audience, staffOnly }) => ({
      staffOnly,
      id: uuidv7(clock.now(), random),
      name,
      description,
      audience,
      setId: setId === null ? null : sets.get(setId),
      ownerId: actor.id,
    }));
    await putGroups(acting, writing, { courseId: id, groups: copies, people: [] });
    const restricted = copies.filter(({ staffOnly }) => staffOnly === 1);
    await restrictToStaff(
      acting,
      writing,
      restricted.map((group) => group.id),
    );
    return { id };
  });
}
