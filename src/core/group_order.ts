/** The order of the groups: the professor's, the same for everybody. */
import { conversationIds, setPosition } from "#storage/conversations.ts";
import type { Context } from "./context.ts";
import { requireGroupManager } from "./conversations.ts";
import { notFound } from "./errors.ts";
import { write } from "./events.ts";

/** One step, or to stand before another group (at the end when that one is gone). */
export type GroupMove = { step: "up" | "down" } | { before: string };

/**
 * Moves one group among the others as they are now, so that two people who sort at once lose
 * neither's work.
 * @returns its place, from 1, and how many groups there are
 * @throws {Refusal} forbidden, not_found
 */
export function moveGroup(
  context: Context,
  id: string,
  move: GroupMove,
): Promise<{ place: number; count: number }> {
  requireGroupManager(context);
  return write(context, async ({ tx }) => {
    const present = await conversationIds(tx);
    if (!present.includes(id)) throw notFound("group");
    const order = moved(present, id, move);
    for (const [index, each] of order.entries()) {
      await setPosition(tx, each, index + 1);
    }
    return { place: order.indexOf(id) + 1, count: order.length };
  });
}

/** The order after the move. */
export function moved(order: readonly string[], id: string, move: GroupMove): string[] {
  const others = order.filter((each) => each !== id);
  return others.toSpliced(target(order, others, { id, move }), 0, id);
}

function target(
  order: readonly string[],
  others: readonly string[],
  { id, move }: { id: string; move: GroupMove },
): number {
  if ("step" in move) {
    const wanted = order.indexOf(id) + (move.step === "up" ? -1 : 1);
    return Math.min(Math.max(wanted, 0), others.length);
  }
  if (move.before === id) return order.indexOf(id);
  const index = others.indexOf(move.before);
  return index < 0 ? others.length : index;
}
