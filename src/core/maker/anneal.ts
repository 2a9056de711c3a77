/**
 * Looks for a division in which fewer pairs meet again: by simulated annealing. People change places at
 * random, where that is worse ever more rarely. It finds what a tabu search does not, when most people have
 * met most others.
 */
import type { Chance } from "#kit/chance.ts";
import { type Arrangement, pairCost } from "./arrangement.ts";

export interface Cooling {
  chance: Chance;
  steps: number;
  /** @param share from 0 to 1 */
  onProgress?: (share: number) => void;
}

/** At first, one pair more is accepted once in thirty times, at the end never. */
const hottest = 0.3 * pairCost;
const coolest = 0.06 * pairCost;
/** So often someone is looked for whose place is wrong. */
const looks = 4;

/** @returns the best places found, by unit */
export function anneal(arrangement: Arrangement, cooling: Cooling): Int32Array {
  const { chance, steps, onProgress } = cooling;
  const { places, units } = arrangement;
  const singles = [...units.keys()].filter((unit) => units[unit]!.length === 1);
  const best = places.slice();
  let bestCost = arrangement.cost;
  let heat = hottest;
  if (singles.length < 2) return best;
  for (let step = 0; step < steps && bestCost >= pairCost; step++) {
    if (step % 50_000 === 0) {
      heat = hottest * (coolest / hottest) ** (step / steps);
      onProgress?.(step / steps);
    }
    const one = misplaced(arrangement, singles, chance);
    const other = singles[chance.below(singles.length)]!;
    if (places[one] === places[other]) continue;
    const worse = arrangement.exchangeCost(one, other);
    if (worse > 0 && chance.next() >= Math.exp(-worse / heat)) continue;
    arrangement.exchange(one, other);
    if (arrangement.cost >= bestCost) continue;
    bestCost = arrangement.cost;
    best.set(places);
  }
  return best;
}

/** Someone at random, rather one who meets someone again. */
function misplaced(arrangement: Arrangement, singles: readonly number[], chance: Chance): number {
  let one = singles[chance.below(singles.length)]!;
  for (let look = 1; look < looks && arrangement.trouble(one) < pairCost; look++) {
    one = singles[chance.below(singles.length)]!;
  }
  return one;
}
