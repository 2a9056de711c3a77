/** Divides people into groups by rules. */
import { assert } from "#kit/assert.ts";
import { Chance } from "#kit/chance.ts";
import { Arrangement } from "./arrangement.ts";
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
const usualLooks = 4_000_000;

/** The division that breaks the least; `judge` says what it breaks. */
export function divide(problem: Problem, options: DivideOptions): Division {
  const { seed, looks = usualLooks, onProgress } = options;
  const places = problem.sizes.reduce((sum, size) => sum + size, 0);
  assert(places === problem.people, "there is a place for everyone");
  const chance = new Chance(seed);
  const packed = packUnits(problem, joinedUnits(problem), chance);
  const arrangement = new Arrangement(problem, packed);
  return arrangement.division(improve(arrangement, { chance, looks, onProgress }));
}
