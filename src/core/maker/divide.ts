/** Divides people into groups by rules. */
import { assert } from "#kit/assert.ts";
import { Chance } from "#kit/chance.ts";
import { Arrangement } from "./arrangement.ts";
import { withFewerPairs } from "./fewer_pairs.ts";
import type { Division, Problem } from "./problem.ts";
import { improve } from "./search.ts";
import { joinedUnits, packUnits } from "./units.ts";

export interface DivideOptions {
  /** The same one always leads to the same groups. */
  seed: number;
  /** How many exchanges are considered at most. */
  looks?: number;
  /** @param share from 0 to 1 */
  onProgress?: (share: number) => void;
}

/** As many as take about a second. */
const usualLooks = 1_000_000;
/** In the time of one look of the other search, that for fewer pairs does about this many. */
const pairLooks = 100;

/** The division that breaks the least; `judge` says what it breaks. */
export function divide(problem: Problem, options: DivideOptions): Division {
  const { seed, looks = usualLooks, onProgress } = options;
  const places = problem.sizes.reduce((sum, size) => sum + size, 0);
  assert(places === problem.people, "there is a place for everyone");
  const chance = new Chance(seed);
  const packed = packUnits(problem, joinedUnits(problem), chance);
  const arrangement = new Arrangement(problem, packed);
  const part = (from: number, to: number) => (share: number) =>
    onProgress?.(from + share * (to - from));
  const searched = (share: number, from: number, to: number) =>
    improve(arrangement, { chance, looks: looks * share, onProgress: part(from, to) });
  arrangement.restore(searched(0.2, 0, 0.1));
  // Each goes on from the best that there is, and ends at once when nothing is wrong.
  const effort = { chance, looks: looks * pairLooks, onProgress: part(0.1, 0.85) };
  arrangement.restore(withFewerPairs(arrangement, effort));
  arrangement.restore(searched(0.5, 0.85, 1));
  return arrangement.division();
}
