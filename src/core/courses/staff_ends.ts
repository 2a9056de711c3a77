/**
 * Access as staff of a course that ends on its own: of a substitute, or of tutors at the end of the term.
 * From the moment of its end nobody has it: every statement compares the time. A job then takes the
 * person out of the course, so that open pages and sockets follow.
 */
import { isoNow } from "#kit/clock.ts";
import { courseLimits } from "#wire/limits.ts";
import {
  courseStaffIds,
  endCourseRoles,
  nextEndedRole,
  putCourseRole,
  rolesInCourse,
  setRoleEnd,
} from "#storage/course_people.ts";
import { byAccount } from "#storage/courses.ts";
import { endMemberships, forgetFacts, membershipsInCourse } from "#storage/roster_changes.ts";
import { operatorId, recordAct } from "../audit/audit.ts";
import type { Context, Services } from "../context.ts";
import type { Job } from "../instance/jobs.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { appendMemberships } from "../roster/group_events.ts";
import { writeAs } from "../write_as.ts";
import {
  byHand,
  type CourseKey,
  givingWay,
  isOfPeople,
  requireATeacher,
  requireChangeable,
  requireNothingHigher,
} from "./course_people.ts";
import { refreshAccounts } from "./refresh_accounts.ts";

const dayMs = 24 * 3_600_000;

/** @returns the moment at which a day is over, by UTC. @throws {Refusal} invalid, field `until` */
function endOfDay(day: string, nowMs: number): string {
  const startMs = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00.000Z`) : Number.NaN;
  // Date.parse takes 31 November for a day in some engines, and refuses it in others.
  const isDay = !Number.isNaN(startMs) && new Date(startMs).toISOString().startsWith(day);
  if (!isDay) throw new Refusal("invalid", { field: "until", reason: "day_malformed" });
  const endMs = startMs + dayMs;
  if (endMs <= nowMs) throw new Refusal("invalid", { field: "until", reason: "day_over" });
  if (endMs > nowMs + courseLimits.staffEndMs) {
    throw new Refusal("invalid", { field: "until", reason: "day_far" });
  }
  return new Date(endMs).toISOString();
}

/** The last day of an access that ends, as `2027-03-31` by UTC. */
export function lastDay(endsAt: string): string {
  return new Date(Date.parse(endsAt) - 1).toISOString().slice(0, 10);
}

/**
 * Lets a teacher's or tutor's access end with a day, or stay. What is set by hand takes the place of
 * what a list or an invite has done. Teachers decide about tutors and themselves; admins about everyone.
 * @param change `until` is the last day, `2027-03-31` by UTC; null for no end
 * @throws {Refusal} not_found, forbidden; invalid, field `until`; conflict, for students, for the last
 * teacher, and if another source gives a higher role
 */
export async function setStaffEnd(
  context: Context,
  { until, ...key }: CourseKey & { until: string | null },
): Promise<void> {
  const endsAt = until === null ? null : endOfDay(until, context.clock.now());
  await writeAs(context, signedIn, async (acting, writing) => {
    const { tx, now } = writing;
    const role = await requireChangeable(acting, writing, key);
    if (role === "student") throw new Refusal("conflict", { reason: "end_for_staff" });
    await putCourseRole(tx, { ...key, role, source: byHand, at: now });
    await endCourseRoles(tx, key, givingWay);
    await requireNothingHigher(writing, key, "student");
    await setRoleEnd(tx, { ...key, source: byHand, endsAt });
    await requireATeacher(writing, key, role);
    const { courseId, userId: subjectId } = key;
    const detail = endsAt === null ? "-" : lastDay(endsAt);
    await recordAct(acting, writing, { verb: "course.staff_end", courseId, subjectId, detail });
    await refreshAccounts(writing, [subjectId, ...(await courseStaffIds(tx, courseId))]);
  });
}

/** How often the server looks for access that has ended. */
const lookMs = 1_000;

/** Takes people out of courses whose access has ended. */
export function staffEndsJob(services: Services): Job {
  const { db, clock } = services;
  return {
    name: "staff_ends",
    everyMs: lookMs,
    isWanted: async () => (await nextEndedRole(db, isoNow(clock))) !== undefined,
    run: () => endStaffAccess(services),
  };
}

/** One person in each transaction, until nobody's has ended. */
export async function endStaffAccess(services: Services): Promise<void> {
  while (await writeLogged(services, (writing) => endNext(services, writing)));
}

async function endNext(services: Services, writing: Writing): Promise<boolean> {
  const { tx, now } = writing;
  const ended = await nextEndedRole(tx, now);
  if (!ended) return false;
  const { courseId, userId, role } = ended;
  // As it was: pages of those whose access ends change, too.
  const staff = await courseStaffIds(tx, courseId);
  await endCourseRoles(tx, ended, [ended.source, byAccount]);
  if (!(await rolesInCourse(tx, ended)).some(isOfPeople)) {
    const left = await endMemberships(tx, await membershipsInCourse(tx, courseId, [userId]));
    await appendMemberships(writing, { courseId, left, joined: [] });
    await forgetFacts(tx, courseId, [userId]);
  }
  const act = { verb: "course.staff_ended", courseId, subjectId: userId, detail: role } as const;
  await recordAct({ ...services, actor: { id: operatorId } }, writing, act);
  await refreshAccounts(writing, [userId, ...staff]);
  return true;
}
