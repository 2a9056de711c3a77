/** People who stay together move as one: a unit. Everyone else is a unit of their own. */
import type { Chance } from "#kit/chance.ts";
import { apartPairs, pairKey, type Problem } from "./problem.ts";

/** The people of each unit. */
export type Units = number[][];

/**
 * Joins people by the rules, in order, as long as nobody comes together who must be apart and the
 * unit fits into a group.
 */
export function joinedUnits(problem: Problem): Units {
  const unitOf = Array.from({ length: problem.people }, (_, person) => [person]);
  const apart = apartPairs(problem);
  const largest = Math.max(...problem.sizes);
  for (const rule of problem.together) {
    for (const [index, person] of rule.entries()) {
      // With the first of the rule's people with whom it is possible.
      for (const other of rule.slice(0, index)) {
        const [one, two] = [unitOf[other]!, unitOf[person]!];
        if (one === two) break;
        if (one.length + two.length > largest) continue;
        if (one.some((a) => two.some((b) => apart.has(pairKey(problem, a, b))))) continue;
        one.push(...two);
        for (const moved of two) unitOf[moved] = one;
        break;
      }
    }
  }
  return [...new Set(unitOf)];
}

export interface Packed {
  units: Units;
  /** The group of each unit. */
  places: number[];
}

/** So many orders are tried for a division that splits no unit. */
const tries = 40;

/** Puts units into the groups by size alone. Where one fits nowhere, it is split. */
export function packUnits(problem: Problem, units: Units, chance: Chance): Packed {
  let best = packOnce(problem, chance.shuffle(units), true);
  for (let count = 1; count < tries && best.units.length > units.length; count++) {
    const next = packOnce(problem, chance.shuffle(units), count % 2 === 0);
    if (next.units.length < best.units.length) best = next;
  }
  return best;
}

/** @param roomy whether a unit goes where most is free, instead of where it just fits */
function packOnce({ sizes }: Problem, order: Units, roomy: boolean): Packed {
  const free = [...sizes];
  const units: Units = [];
  const places: number[] = [];
  const waiting = order.toSorted((a, b) => b.length - a.length);
  const put = (unit: number[], place: number) => {
    units.push(unit);
    places.push(place);
    free[place]! -= unit.length;
  };
  while (waiting.length > 0 && waiting[0]!.length > 1) {
    const unit = waiting.shift()!;
    const place = placeFor(unit.length, free, roomy);
    if (place !== undefined) {
      put(unit, place);
      continue;
    }
    waiting.push(unit.slice(-1));
    const rest = unit.slice(0, -1);
    const at = waiting.findIndex(({ length }) => length <= rest.length);
    waiting.splice(at === -1 ? waiting.length : at, 0, rest);
  }
  const left = free.flatMap((count, place) => Array.from({ length: count }, () => place));
  for (const [index, unit] of waiting.entries()) put(unit, left[index]!);
  return { units, places };
}

function placeFor(size: number, free: readonly number[], roomy: boolean): number | undefined {
  let best: number | undefined;
  for (const [place, count] of free.entries()) {
    if (count < size) continue;
    if (best === undefined || (roomy ? count > free[best]! : count < free[best]!)) best = place;
  }
  return best;
}
