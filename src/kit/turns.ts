/** Long work in the only thread of a process, in turns with everything else that waits for it. */

/** Few enough to take some milliseconds. */
const atOnce = 100;

/** Does something with each of many things, in order, and lets other work in between. */
export async function inTurns<Item>(
  items: readonly Item[],
  step: (item: Item) => void,
): Promise<void> {
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % atOnce === 0) await nextTurn();
    step(item);
  }
}

/** Resolves when everything that waits now has had its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
