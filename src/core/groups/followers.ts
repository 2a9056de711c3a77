/**
 * Groups for everyone in a course, or for its staff, follow who is in it. Storage notes whose place in a
 * course has changed; what changes it follows in the same transaction, as far as that is short, and a job
 * does the rest.
 */
import { byCourse } from "#storage/course_notes.ts";
import {
  endFollowing,
  type Follower,
  followersToDo,
  followingGroups,
  membershipsInCourses,
  placesInCourses,
} from "#storage/course_follows.ts";
import { insertMembers, type MembershipKey } from "#storage/members.ts";
import { insertSources, letGo } from "#storage/roster_changes.ts";
import { usersInUse } from "#storage/users.ts";
import type { Services } from "../context.ts";
import type { Job } from "../instance/jobs.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { appendMemberships } from "../roster/group_events.ts";

/** In one transaction: nobody else can write meanwhile. */
const peopleAtOnce = 200;
const membershipsAtOnce = 500;

/** How often the server looks for people whom groups have not followed yet. */
const lookMs = 1_000;

export function followersJob(services: Services): Job {
  return {
    name: "followers",
    everyMs: lookMs,
    isWanted: async () => (await followersToDo(services.db, 1)).length > 0,
    run: () => followCourses(services),
  };
}

/** Goes on until groups have followed everyone. */
export async function followCourses(services: Services): Promise<void> {
  const { db, clock, appended } = services;
  while (await writeLogged({ db, clock, appended }, followSome));
}

/**
 * Within the transaction that has changed someone's place in a course: a few hundred people at most.
 * @returns whether there may be more
 */
export async function followSome(writing: Writing): Promise<boolean> {
  const people = await followersToDo(writing.tx, peopleAtOnce);
  if (people.length === 0) return false;
  const isDone = await follow(writing, people);
  if (isDone) await endFollowing(writing.tx, people);
  return !isDone || people.length === peopleAtOnce;
}

async function follow(writing: Writing, people: readonly Follower[]): Promise<boolean> {
  const { tx, now } = writing;
  const { surplus, missing } = await differences(writing, people);
  const left = surplus.slice(0, membershipsAtOnce);
  const joined = missing.slice(0, membershipsAtOnce);
  for (const courseId of new Set([...left, ...joined].map((one) => one.courseId))) {
    const isHere = (one: CourseMembership) => one.courseId === courseId;
    const ended = await letGo(tx, left.filter(isHere), byCourse);
    const rows = joined.filter(isHere).map(({ conversationId, userId }) => {
      return { conversationId, userId, role: "member" as const, joinedAt: now };
    });
    await insertMembers(tx, rows);
    await insertSources(tx, { at: now, rows: rows.map((key) => ({ ...key, source: byCourse })) });
    await appendMemberships(writing, { courseId, left: ended, joined: rows });
  }
  return left.length === surplus.length && joined.length === missing.length;
}

/** A membership, and the course that it is because of. */
interface CourseMembership extends MembershipKey {
  courseId: string;
}

/** The memberships that people have because of their course and should not have, and the reverse. */
async function differences(
  { tx, now }: Writing,
  people: readonly Follower[],
): Promise<Record<"surplus" | "missing", CourseMembership[]>> {
  const courseIds = [...new Set(people.map(({ courseId }) => courseId))];
  const userIds = [...new Set(people.map(({ userId }) => userId))];
  const key = { courseIds, userIds };
  const groups = Map.groupBy(await followingGroups(tx, courseIds), ({ courseId }) => courseId);
  const places = await placesInCourses(tx, key);
  const isStaff = new Map(places.map((one) => [pairOf(one), one.isStaff === 1]));
  const held = await membershipsInCourses(tx, key);
  const present = new Set(held.map((one) => textOf(one)));
  const active = new Set((await usersInUse(tx, { ids: userIds, now })).map(({ id }) => id));
  const wanted = new Map<string, CourseMembership>();
  for (const person of people) {
    const staff = isStaff.get(pairOf(person));
    for (const { id, audience, askedBy } of groups.get(person.courseId) ?? []) {
      const isFor = audience === "everyone" || staff === true || askedBy === person.userId;
      if (staff === undefined || !isFor) continue;
      const one = { courseId: person.courseId, conversationId: id, userId: person.userId };
      wanted.set(textOf(one), one);
    }
  }
  const noted = new Set(people.map(pairOf));
  return {
    surplus: held.filter(
      (one) => one.byCourse === 1 && noted.has(pairOf(one)) && !wanted.has(textOf(one)),
    ),
    missing: [...wanted.values()].filter(
      (one) => !present.has(textOf(one)) && active.has(one.userId),
    ),
  };
}

const pairOf = ({ courseId, userId }: Follower) => `${courseId}\0${userId}`;
const textOf = ({ conversationId, userId }: MembershipKey) => `${conversationId}\0${userId}`;
