/** Twenty courses that need new groups, each made up from its seed: people, rules and earlier groups. */
import type { Problem } from "#core/maker/problem.ts";
import { spreadSizes } from "#core/maker/problem.ts";
import { Chance } from "#kit/chance.ts";

export const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

const earlierSizes = [2, 4, 5, 6, 12, 20];

/**
 * The people of a course have met a twentieth of the others, or up to two thirds: in teams, in labs and in
 * tutorials. A few wish to be together or must be apart, and an attribute is balanced.
 */
export function seededCourse(seed: number): Problem {
  const chance = new Chance(seed * 7_919);
  const people = 30 + chance.below(271);
  const size = 3 + chance.below(4);
  const order = chance.shuffle([...Array(people).keys()]);
  const pairsFrom = (start: number, count: number) =>
    Array.from({ length: count }, (_, index) =>
      order.slice(start + 2 * index, start + 2 * index + 2),
    );
  const wishes = Math.floor(people / 30);
  const values = Array.from({ length: people }, () => `programme ${chance.below(4)}`);
  return {
    people,
    sizes: spreadSizes(people, Math.ceil(people / size)),
    together: pairsFrom(0, wishes),
    apart: pairsFrom(2 * wishes, wishes),
    earlier: earlierGroups(chance, people, 0.05 + (0.6 * (seed - 1)) / (seeds.length - 1)),
    attribute: { mode: "balance", values },
  };
}

/** Rounds of groups, until everyone has met about this share of the others. */
function earlierGroups(chance: Chance, people: number, share: number): number[][] {
  const groups: number[][] = [];
  let met = 0;
  while (-Math.expm1(-met / people) < share) {
    const size = chance.pick(earlierSizes);
    const order = chance.shuffle([...Array(people).keys()]);
    for (let start = 0; start < people; start += size)
      groups.push(order.slice(start, start + size));
    met += size - 1;
  }
  return groups;
}
