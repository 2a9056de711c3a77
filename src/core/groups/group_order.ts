/** The order of the groups, which staff choose and everyone sees. */
import type { Queries } from "#storage/database.ts";
import {
  conversationPositions,
  managedPositions,
  setPositions,
  type StoredPlace,
} from "#storage/conversations.ts";
import { writeAs } from "../write_as.ts";
import type { Acting, Context } from "../context.ts";
import { managesGroups } from "../requirements.ts";
import { notFound } from "../refusals.ts";
import { scopeOf } from "../scope.ts";
import type { Writing } from "../log/write.ts";
import { requireRight } from "./next_seq.ts";

/** One step, to an end, or to the place before another group (the end if that group is gone). */
export type GroupMove = { step: "up" | "down" | "first" | "last" } | { before: string };

/**
 * Moves one group within the current order of its course, so that two people who sort at the same
 * time lose nothing.
 * @returns its place, from 1, the number of groups there, and the group that it stood before, if any
 * @throws {Refusal} forbidden, not_found
 */
export function moveGroup(
  context: Context,
  id: string,
  move: GroupMove,
): Promise<{ place: number; count: number; was: string }> {
  return writeAs(context, managesGroups, async (acting, writing) => {
    const wanted = { conversationId: id, right: "manage" as const };
    const { courseId } = await requireRight(acting, writing, wanted);
    const positions = await ownPositions(acting, writing, courseId);
    if (!positions.has(id)) throw notFound();
    const present = [...positions.keys()];
    const order = movedOrder(present, id, move);
    await place(writing, positions, order);
    const was = present[present.indexOf(id) + 1] ?? "";
    return { place: order.indexOf(id) + 1, count: order.length, was };
  });
}

/**
 * Sets the order of the groups that the actor manages. Those that are not named keep theirs, after the
 * named ones; others keep their places.
 * @throws {Refusal} forbidden
 */
export function reorderGroups(context: Context, ids: string[]): Promise<void> {
  return writeAs(context, managesGroups, async (acting, writing) => {
    const positions = await ownPositions(acting, writing);
    const named = new Set(ids.filter((id) => positions.has(id)));
    const rest = [...positions.keys()].filter((id) => !named.has(id));
    await place(writing, positions, [...named, ...rest]);
  });
}

/** The places of all groups, in order. For the server itself; no permission is checked. */
export async function groupPlaces(db: Queries): Promise<Map<string, StoredPlace>> {
  const rows = await conversationPositions(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The positions of the groups that the actor manages, in order. */
async function ownPositions(
  { actor }: Acting,
  { tx }: Writing,
  courseId?: string,
): Promise<Map<string, number>> {
  const rows = await managedPositions(tx, scopeOf(actor), courseId);
  return new Map(rows.map(({ id, position }) => [id, position]));
}

async function place(
  { tx, appendReordered }: Writing,
  present: ReadonlyMap<string, number>,
  order: readonly string[],
): Promise<void> {
  await setPositions(tx, changedPlaces(present, order));
  await appendReordered();
}

/**
 * The new positions of those that move. All share the positions that they have; where several have
 * the same, they follow.
 */
export function changedPlaces(
  present: ReadonlyMap<string, number>,
  order: readonly string[],
): (readonly [id: string, position: number])[] {
  let last = 0;
  const places = [...present.values()].map((position) => (last = Math.max(position, last + 1)));
  const wanted = order.map((id, index) => [id, places[index]!] as const);
  return wanted.filter(([id, position]) => present.get(id) !== position);
}

/** The order after the move. */
export function movedOrder(order: readonly string[], id: string, move: GroupMove): string[] {
  const others = order.filter((each) => each !== id);
  return others.toSpliced(target(order, others, { id, move }), 0, id);
}

function target(
  order: readonly string[],
  others: readonly string[],
  { id, move }: { id: string; move: GroupMove },
): number {
  if ("step" in move) {
    if (move.step === "first") return 0;
    if (move.step === "last") return others.length;
    const wanted = order.indexOf(id) + (move.step === "up" ? -1 : 1);
    return Math.min(Math.max(wanted, 0), others.length);
  }
  if (move.before === id) return order.indexOf(id);
  const index = others.indexOf(move.before);
  return index < 0 ? others.length : index;
}
