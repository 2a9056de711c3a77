/** Sets of groups, such as the project teams of a course. A group belongs to one at most. */
import { uuidv7 } from "#kit/ids.ts";
import { groupLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { courseStaffIds } from "#storage/course_people.ts";
import type { Queries } from "#storage/database.ts";
import {
  deleteEmptySet,
  deleteGroupSet,
  groupSetsOf,
  insertGroupSets,
  type NewGroupSet,
  putInSet,
  renameStoredSet,
  type SetKey,
  setNameTaken,
  setSetPositions,
  setsOfGroups,
  type StoredGroupSet,
} from "#storage/group_sets.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context, Services } from "../context.ts";
import { requireOwnCourse, requireTeacher } from "../courses/own_courses.ts";
import { refreshAccounts } from "../courses/refresh_accounts.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { managesGroups } from "../requirements.ts";
import { invalidText, requireLegible, requireLength, requireStorable } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { changedPlaces, type GroupMove, movedOrder } from "./group_order.ts";

export type GroupSet = StoredGroupSet;
export type { SetKey };

/** The sets of a course, in order. @throws {Refusal} not_found, for all but its staff and admins */
export async function listGroupSets(context: Context, courseId: string): Promise<GroupSet[]> {
  await requireOwnCourse(context, courseId);
  return groupSetsOf(context.db, courseId);
}

/**
 * Makes a set, at the end of the course's sets.
 * @throws {Refusal} not_found; forbidden, for tutors and in an archived course; invalid, field `name`;
 * conflict, for one set too many
 */
export function createGroupSet(
  context: Context,
  { courseId, name }: { courseId: string; name: string },
): Promise<{ id: string }> {
  return changeSets(context, courseId, async (acting, writing) => {
    const { tx, now: at } = writing;
    const id = uuidv7(acting.clock.now(), acting.random);
    const stored = await addSet(tx, { id, courseId, name, at });
    await recordAct(acting, writing, { verb: "group_set.create", courseId, detail: stored });
    return { id };
  });
}

/** Within the caller's transaction. @returns its name, as it is stored. @throws {Refusal} invalid, conflict */
export async function addSet(tx: Queries, { name, ...set }: NewGroupSet): Promise<string> {
  const { courseId } = set;
  const valid = await validSetName(tx, { ...set, name });
  const max = groupLimits.setsInCourse;
  if ((await groupSetsOf(tx, courseId)).length >= max) {
    throw new Refusal("conflict", { reason: "sets_many", params: { max } });
  }
  await insertGroupSets(tx, [{ ...set, name: valid }]);
  return valid;
}

/** @throws {Refusal} as `createGroupSet` */
export async function renameGroupSet(
  context: Context,
  { name, ...key }: SetKey & { name: string },
): Promise<void> {
  await changeSets(context, key.courseId, async (acting, writing) => {
    const before = await requireSet(writing.tx, key);
    const valid = await validSetName(writing.tx, { ...key, name });
    if (valid === before.name) return;
    await renameStoredSet(writing.tx, { ...key, name: valid });
    const detail = `${before.name} → ${valid}`;
    await recordAct(acting, writing, { verb: "group_set.rename", courseId: key.courseId, detail });
  });
}

/**
 * Removes a set. Its groups stay, in no set.
 * @throws {Refusal} not_found; forbidden, for tutors and in an archived course
 */
export function removeGroupSet(context: Context, key: SetKey): Promise<GroupSet> {
  const { courseId } = key;
  return changeSets(context, courseId, async (acting, writing) => {
    const set = await requireSet(writing.tx, key);
    await deleteGroupSet(writing.tx, key);
    await recordAct(acting, writing, { verb: "group_set.remove", courseId, detail: set.name });
    return set;
  });
}

/**
 * Removes the set that an act has made, if no group is in it when the act has been taken back. Within the
 * caller's transaction.
 */
export async function dropEmptySet(acting: Acting, writing: Writing, key: SetKey): Promise<void> {
  const { tx } = writing;
  const { courseId } = key;
  const set = (await groupSetsOf(tx, courseId)).find(({ id }) => id === key.id);
  if (!set || (await deleteEmptySet(tx, key)) === 0) return;
  await recordAct(acting, writing, { verb: "group_set.remove", courseId, detail: set.name });
  await refreshAccounts(writing, [acting.actor.id, ...(await courseStaffIds(tx, courseId))]);
}

/**
 * Moves a set among those of its course.
 * @returns its place, from 1, the number of sets, and the set that it stood before, if any
 * @throws {Refusal} as `removeGroupSet`
 */
export function moveGroupSet(
  context: Context,
  { courseId, id }: SetKey,
  move: GroupMove,
): Promise<{ place: number; count: number; was: string }> {
  return changeSets(context, courseId, async (_, { tx }) => {
    const positions = await positionsOf(tx, courseId);
    if (!positions.has(id)) throw notFound();
    const present = [...positions.keys()];
    const order = movedOrder(present, id, move);
    await setSetPositions(tx, changedPlaces(positions, order));
    const was = present[present.indexOf(id) + 1] ?? "";
    return { place: order.indexOf(id) + 1, count: order.length, was };
  });
}

/**
 * Sets the order of the sets. Those that are not named follow in their present order.
 * @throws {Refusal} not_found; forbidden, for tutors and in an archived course
 */
export async function reorderGroupSets(
  context: Context,
  courseId: string,
  ids: readonly string[],
): Promise<void> {
  await changeSets(context, courseId, async (_, { tx }) => {
    const positions = await positionsOf(tx, courseId);
    const named = new Set(ids.filter((id) => positions.has(id)));
    const rest = [...positions.keys()].filter((id) => !named.has(id));
    await setSetPositions(tx, changedPlaces(positions, [...named, ...rest]));
  });
}

async function positionsOf(db: Queries, courseId: string): Promise<Map<string, number>> {
  return new Map((await groupSetsOf(db, courseId)).map(({ id, position }) => [id, position]));
}

/**
 * Puts a group into a set, or takes it out of its own. Within the caller's transaction, which has asked
 * whether the actor manages the group.
 * @throws {Refusal} invalid, field `set`, for a set that is not in the course
 */
export async function putGroupInSet(
  writing: Writing,
  { courseId, id, setId }: SetKey & { setId: string | null },
): Promise<void> {
  const { tx } = writing;
  await requireSetsOf(tx, courseId, [setId]);
  const [present] = await setsOfGroups(tx, { courseId, ids: [id] });
  if (!present || present.setId === setId) return;
  await putInSet(tx, { ids: [id], setId });
  await refreshAccounts(writing, await courseStaffIds(tx, courseId));
}

/** @throws {Refusal} invalid, field `set`, unless all of them are sets of the course */
export async function requireSetsOf(
  db: Queries,
  courseId: string,
  setIds: readonly (string | null | undefined)[],
): Promise<void> {
  const wanted = new Set(setIds.filter((id) => id !== null && id !== undefined));
  if (wanted.size === 0) return;
  const there = await positionsOf(db, courseId);
  if (![...wanted].every((id) => there.has(id))) {
    throw new Refusal("invalid", { field: "set", reason: "set_gone" });
  }
}

/** @throws {Refusal} not_found */
async function requireSet(db: Queries, { courseId, id }: SetKey): Promise<GroupSet> {
  const set = (await groupSetsOf(db, courseId)).find((one) => one.id === id);
  if (!set) throw notFound();
  return set;
}

/**
 * Copies the sets of a course to another one, within the caller's transaction.
 * @returns the id of each copy by that of its original
 */
export async function copyGroupSets(
  { clock, random }: Pick<Services, "clock" | "random">,
  { tx, now: at }: Writing,
  { from, to }: { from: string; to: string },
): Promise<Map<string, string>> {
  const sets = await groupSetsOf(tx, from);
  const ids = new Map(sets.map(({ id }) => [id, uuidv7(clock.now(), random)]));
  await insertGroupSets(
    tx,
    sets.map(({ id, name }) => ({ id: ids.get(id)!, courseId: to, name, at })),
  );
  return ids;
}

function changeSets<T>(
  context: Context,
  courseId: string,
  change: (acting: Acting, writing: Writing) => Promise<T>,
): Promise<T> {
  return writeAs(context, managesGroups, async (acting, writing) => {
    const { archivedAt } = await requireTeacher({ db: writing.tx, actor: acting.actor }, courseId);
    if (archivedAt !== null) throw new Refusal("forbidden", { reason: "course_archived" });
    const result = await change(acting, writing);
    await refreshAccounts(writing, [
      acting.actor.id,
      ...(await courseStaffIds(writing.tx, courseId)),
    ]);
    return result;
  });
}

/** @throws {Refusal} invalid, field `name` */
async function validSetName(
  db: Queries,
  { name: text, ...key }: SetKey & { name: string },
): Promise<string> {
  requireStorable("name", text);
  const name = oneLine(text);
  if (name === "") throw invalidText("name", { reason: "set_name_missing" });
  requireLegible("name", name);
  requireLength("name", name, { max: groupLimits.setNameChars, reason: "group_name_long" });
  if (await setNameTaken(db, { ...key, name })) {
    throw invalidText("name", { reason: "set_name_taken" });
  }
  return name;
}
