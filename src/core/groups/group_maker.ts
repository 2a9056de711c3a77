/** Divides people into groups. Nothing is stored here: the result is first shown as a preview. */
import { assert } from "#kit/assert.ts";
import type { RandomBytes } from "#kit/ids.ts";

export interface Dealing {
  groups: number;
  /** Shuffles the people first if given; otherwise neighbours in the list stay together. */
  random?: RandomBytes;
}

/** Puts each person into one group; the sizes of the groups differ by at most one. */
export function dealPeople<T>(people: readonly T[], { groups, random }: Dealing): T[][] {
  assert(Number.isInteger(groups) && groups > 0, "people are dealt into at least one group");
  const order = random ? shuffled(people, random) : people;
  const size = Math.floor(order.length / groups);
  const larger = order.length % groups;
  return Array.from({ length: groups }, (_, index) => {
    const start = index * size + Math.min(index, larger);
    return order.slice(start, start + size + (index < larger ? 1 : 0));
  });
}

/** How many groups are needed so that none has more than `size` people; at least one. */
export function groupsForSize(people: number, size: number): number {
  return Math.max(1, Math.ceil(people / size));
}

/** `Team #` becomes `Team 1`, `Team 2` …; without the sign the number is appended. */
export function groupNames(pattern: string, count: number, from = 1): string[] {
  const numbered = pattern.includes("#") ? pattern : `${pattern.trimEnd()} #`;
  return Array.from({ length: count }, (_, index) =>
    numbered.replaceAll("#", String(from + index)),
  );
}

/**
 * The first number from which so many names of the pattern are free, after the highest that is
 * taken.
 * @param isTaken whether a group has the name
 */
export function firstFreeNumber(pattern: string, isTaken: (name: string) => boolean): number {
  const nameOf = (number: number) => groupNames(pattern, 1, number)[0]!;
  let last = 0;
  for (let number = 1; number <= last + gapMax; number++) {
    if (isTaken(nameOf(number))) last = number;
  }
  return last + 1;
}

/** A longer row of free numbers ends the search for taken ones. */
const gapMax = 500;

/** Fisher–Yates shuffle. All orders are equally likely, to within one in a million. */
function shuffled<T>(people: readonly T[], random: RandomBytes): T[] {
  const order = [...people];
  for (let last = order.length - 1; last > 0; last--) {
    const other = below(last + 1, random);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

function below(limit: number, random: RandomBytes): number {
  const { buffer, byteOffset } = random(4);
  return Math.floor((new DataView(buffer, byteOffset).getUint32(0) / 2 ** 32) * limit);
}
