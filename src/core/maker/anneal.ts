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

/** At first, one pair more is accepted once in thirty times, at the end once in three hundred. */
const hottest = 0.3 * pairCost;
const coolest = 0.18 * pairCost;
/** So many times the heat is accepted once in a million times. */
const never = 14;
/** So often someone is looked for whose place is wrong. */
const looks = 4;
/** So many people are asked whose group would be the best for that person. */
const asked = 4;
/** Between two of them, in a list in no order. */
const stride = 31;

/** @returns the best places found, by unit */
export function anneal(arrangement: Arrangement, cooling: Cooling): Int32Array {
  const { chance, steps, onProgress } = cooling;
  const { places, units } = arrangement;
  const singles = Int32Array.from(
    chance.shuffle([...units.keys()].filter((unit) => units[unit]!.length === 1)),
  );
  const best = places.slice();
  let bestCost = arrangement.cost;
  let heat = hottest;
  if (singles.length < 2) return best;
  let turn = 0;
  for (let step = 0; step < steps && bestCost >= pairCost; step++) {
    if (step % 50_000 === 0) {
      heat = hottest * (coolest / hottest) ** (step / steps);
      onProgress?.(step / steps);
    }
    // Someone in turn, rather one who meets someone again.
    turn = (turn + 1) % singles.length;
    for (let look = 1; look < looks && arrangement.trouble(singles[turn]!) < pairCost; look++) {
      turn = (turn + 1) % singles.length;
    }
    const one = singles[turn]!;
    const other = partnerFor(one, chance.below(singles.length));
    if (places[one] === places[other]) continue;
    const worse = arrangement.exchangeCost(one, other);
    if (worse > never * heat) continue;
    if (worse > 0 && chance.next() >= Math.exp(-worse / heat)) continue;
    arrangement.exchange(one, other);
    if (arrangement.cost >= bestCost) continue;
    bestCost = arrangement.cost;
    best.set(places);
  }
  return best;

  function partnerFor(one: number, start: number): number {
    let partner = singles[start]!;
    let least = arrangement.tieThere(one, partner);
    for (let more = 1; more < asked; more++) {
      const other = singles[(start + more * stride) % singles.length]!;
      const tie = arrangement.tieThere(one, other);
      if (tie >= least) continue;
      least = tie;
      partner = other;
    }
    return partner;
  }
}
