/**
 * Groups that students open themselves, where their course allows it. The opener is the owner and adds
 * people of the course; staff see and manage such a group like any other.
 */
import { isoNow } from "#kit/clock.ts";
import { uuidv7 } from "#kit/ids.ts";
import { groupLimits } from "#wire/limits.ts";
import type { Queries } from "#storage/database.ts";
import { insertConversations } from "#storage/conversations.ts";
import { deleteMembers, insertMembers, rolesOfMembers } from "#storage/members.ts";
import {
  companionsOf,
  countOpened,
  coursesToOpenIn,
  inCourse,
  openedGroup,
  type OpenedGroup,
  setOpenedBy,
} from "#storage/opened_groups.ts";
import { userByEmail, usersInUse } from "#storage/users.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import { takeOrRefuse } from "../rates.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { appendMemberships } from "../roster/group_events.ts";
import { writeAs } from "../write_as.ts";
import type { Writing } from "../log/write.ts";
import { type GroupInput, validGroup } from "./groups.ts";

/** Whom a student brings in. */
export interface Companions {
  /** People of the course who are in a group of it with the student. */
  userIds: readonly string[];
  /** The exact addresses of others in the course. */
  addresses: readonly string[];
}

/** The courses in which the actor may open a group, in order. */
export function openCourses({
  db,
  actor,
}: Pick<Context, "db" | "actor">): Promise<{ id: string; name: string }[]> {
  return coursesToOpenIn(db, actor.id);
}

/** Whom the actor can choose by name for a group of a course. */
export function listCompanions(
  { db, actor, clock }: Context,
  courseId: string,
): Promise<{ id: string; name: string }[]> {
  return companionsOf(db, { userId: actor.id, courseId, now: isoNow(clock) });
}

/**
 * Opens a group, whose owner the actor becomes.
 * @throws {Refusal} not_found, for a course that does not allow it, or of which the actor is no student;
 * forbidden, for one group too many; invalid, with its field
 */
export async function openGroup(
  context: Context,
  { courseId, people, ...texts }: GroupInput & { courseId: string; people: Companions },
): Promise<{ id: string }> {
  takeAddresses(context, people);
  return writeAs(context, signedIn, async (acting, writing) => {
    const { actor, clock, random } = acting;
    const { tx, now: at } = writing;
    const courses = await coursesToOpenIn(tx, actor.id);
    if (!courses.some(({ id }) => id === courseId)) throw notFound();
    const max = groupLimits.openedEach;
    if ((await countOpened(tx, { userId: actor.id, courseId })) >= max) {
      throw new Refusal("forbidden", { reason: "opened_many", params: { max } });
    }
    const group = { id: uuidv7(clock.now(), random), ...validGroup(texts) };
    const userIds = await peopleOf(acting, writing, { courseId, people });
    requireRoom(userIds.length + 1);
    await insertConversations(tx, [{ ...group, courseId, ownerId: actor.id, at }]);
    await setOpenedBy(tx, { id: group.id, userId: actor.id });
    await join(writing, {
      conversationId: group.id,
      courseId,
      members: [
        { userId: actor.id, role: "owner" },
        ...userIds.map((userId) => ({ userId, role: "member" as const })),
      ],
    });
    const act = { verb: "conversation.open", conversationId: group.id, courseId } as const;
    await recordAct(acting, writing, { ...act, detail: group.name });
    return { id: group.id };
  });
}

/** A group that a student opened and the actor owns. @throws {Refusal} not_found */
export async function ownOpenedGroup(
  { db, actor }: { db: Queries } & Pick<Context, "actor">,
  id: string,
): Promise<OpenedGroup> {
  const group = await openedGroupOf(db, { conversationId: id, userId: actor.id });
  if (group.role !== "owner" || group.archived === 1) throw notFound();
  return group;
}

/** The same for any of its members. @throws {Refusal} not_found */
export async function openedGroupOf(
  db: Queries,
  key: { conversationId: string; userId: string },
): Promise<OpenedGroup> {
  const group = await openedGroup(db, key);
  if (!group) throw notFound();
  return group;
}

/**
 * Adds people to a group that a student opened and the actor owns. Members stay as they are.
 * @throws {Refusal} not_found; invalid, with the field
 */
export async function addCompanions(
  context: Context,
  conversationId: string,
  people: Companions,
): Promise<void> {
  takeAddresses(context, people);
  await writeAs(context, signedIn, async (acting, writing) => {
    const asking = { db: writing.tx, actor: acting.actor };
    const { courseId } = await ownOpenedGroup(asking, conversationId);
    const present = await rolesOfMembers(writing.tx, conversationId);
    const userIds = await peopleOf(acting, writing, { courseId, people });
    const there = new Set(present.map(({ userId }) => userId));
    const added = userIds.filter((userId) => !there.has(userId));
    requireRoom(present.length + added.length);
    const members = added.map((userId) => ({ userId, role: "member" as const }));
    await join(writing, { conversationId, courseId, members });
  });
}

/** Takes the actor out of a group that a student opened. @throws {Refusal} not_found */
export function leaveOpenedGroup(context: Context, conversationId: string): Promise<void> {
  return writeAs(context, signedIn, async ({ actor }, writing) => {
    const key = { conversationId, userId: actor.id };
    const { courseId } = await openedGroupOf(writing.tx, key);
    await deleteMembers(writing.tx, conversationId, [actor.id]);
    await appendMemberships(writing, { courseId, left: [key], joined: [] });
  });
}

interface Joining {
  conversationId: string;
  courseId: string;
  members: readonly { userId: string; role: "owner" | "member" }[];
}

async function join(writing: Writing, { conversationId, courseId, members }: Joining) {
  const joined = members.map((member) => ({ ...member, conversationId }));
  await insertMembers(
    writing.tx,
    joined.map((member) => ({ ...member, joinedAt: writing.now })),
  );
  await appendMemberships(writing, { courseId, left: [], joined });
}

/** Nobody finds out with many tries who is in a course. @throws {Refusal} rate_limited */
function takeAddresses({ rates, actor }: Context, { addresses }: Companions): void {
  const max = groupLimits.addressesAtOnce;
  if (addresses.length > max) {
    throw new Refusal("invalid", { field: "address", reason: "address_many", params: { max } });
  }
  for (let count = 0; count < addresses.length; count += 1) {
    takeOrRefuse(rates.addressesByAccount, actor.id, "addresses_too_often");
  }
}

/** Each once, without the actor. @throws {Refusal} invalid, with the field `members` or `address` */
async function peopleOf(
  { actor }: Acting,
  { tx, now }: Writing,
  { courseId, people }: { courseId: string; people: Companions },
): Promise<string[]> {
  const companions = await companionsOf(tx, { userId: actor.id, courseId, now });
  const known = new Set(companions.map(({ id }) => id));
  if (!people.userIds.every((id) => known.has(id))) {
    throw new Refusal("invalid", { field: "members", reason: "companions_only" });
  }
  const found = new Set(people.userIds);
  for (const address of people.addresses) {
    const person = await userByEmail(tx, address.toLowerCase());
    const [active] = person ? await usersInUse(tx, { ids: [person.id], now }) : [];
    const isThere = active && (await inCourse(tx, { courseId, userIds: [active.id] })).size > 0;
    if (!isThere) {
      const params = { address };
      throw new Refusal("invalid", { field: "address", reason: "address_not_in_course", params });
    }
    found.add(active.id);
  }
  found.delete(actor.id);
  return [...found];
}

function requireRoom(members: number): void {
  const max = groupLimits.openedMembers;
  if (members <= max) return;
  throw new Refusal("invalid", { field: "members", reason: "opened_full", params: { max } });
}
