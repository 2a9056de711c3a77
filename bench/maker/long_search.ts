/**
 * The fewest pairs that meet again in a course's next groups, as far as a long search finds: by cooling
 * down slowly, and by the maker's own search with other seeds and more time, in turns.
 */
import { Arrangement } from "#core/maker/arrangement.ts";
import { divide } from "#core/maker/divide.ts";
import { judge } from "#core/maker/judge.ts";
import { type Division, meetings, pairKey, pairsAmong, type Problem } from "#core/maker/problem.ts";
import { joinedUnits, packUnits } from "#core/maker/units.ts";
import { Chance } from "#kit/chance.ts";

export interface Found {
  /** Pairs that meet again. */
  again: number;
  /** Of a processor, in which it was looked for. */
  seconds: number;
  /** How often it was begun anew. */
  tries: number;
}

/**
 * Goes on with a search for so many seconds, or until there can be no better result. Divisions that break
 * another rule do not count.
 */
export function searchOn(problem: Problem, before: Found | undefined, forSeconds: number): Found {
  let { again, tries } = before ?? { again: problem.people ** 2, tries: 0 };
  const seconds = () => process.cpuUsage(startedAt).user / 1e6;
  const startedAt = process.cpuUsage();
  const least = forcedAgain(problem);
  while (again > least && seconds() < forSeconds) {
    tries++;
    const division =
      tries % 2 === 1
        ? divide(problem, { seed: 1_000 + tries, looks: 20_000_000 })
        : annealed(problem, new Chance(tries));
    again = Math.min(again, againIn(problem, division) ?? again);
  }
  return { again, seconds: Math.round((before?.seconds ?? 0) + seconds()), tries };
}

/** Pairs whom the rules put together although they have met: no division has fewer. */
export function forcedAgain(problem: Problem): number {
  const met = meetings(problem);
  const forced = problem.together.flatMap((people) =>
    [...pairsAmong(people)].filter(([a, b]) => met.has(pairKey(problem, a, b))),
  );
  return forced.length;
}

/** The pairs that meet again; undefined if people are close who must be apart, or are split. */
export function againIn(problem: Problem, division: Division): number | undefined {
  const { again, close, split } = judge(problem, division);
  return close.length + split.length > 0 ? undefined : again.length;
}

/** Simulated annealing: single people change places, worse ones ever more rarely. */
function annealed(problem: Problem, chance: Chance): Division {
  const arrangement = new Arrangement(problem, packUnits(problem, joinedUnits(problem), chance));
  const { places, units } = arrangement;
  const singles = [...units.keys()].filter((unit) => units[unit]!.length === 1);
  const steps = 40_000_000;
  let best = places.slice();
  let bestCost = arrangement.cost;
  for (let step = 0; step < steps && bestCost > 0; step++) {
    const [one, other] = [chance.pick(singles), chance.pick(singles)];
    const [from, to] = [places[one]!, places[other]!];
    if (from === to) continue;
    const heat = 1_200 * 0.02 ** (step / steps);
    const worse = arrangement.exchangeCost(one, other);
    if (worse > 0 && chance.next() >= Math.exp(-worse / heat)) continue;
    arrangement.move(one, to);
    arrangement.move(other, from);
    if (arrangement.cost >= bestCost - 1e-3) continue;
    bestCost = arrangement.cost;
    best = places.slice();
  }
  arrangement.restore(best);
  return arrangement.division();
}
