/** What is right and wrong with a division, whoever made it. */
import { type Contradiction, contradictions } from "./contradictions.ts";
import { mixOf } from "./mix.ts";
import {
  apartPairs,
  type Division,
  meetings,
  pairKey,
  pairsAmong,
  type Problem,
} from "./problem.ts";

export interface Judgement {
  /** Rules by which people should be together, with the groups that they are in. */
  split: { rule: number; groups: number[] }[];
  /** Pairs who should be apart and are in one group. */
  close: { rules: number[]; pair: [number, number]; group: number }[];
  /** Pairs who were in one group before. */
  again: { pair: [number, number]; times: number; group: number }[];
  /** Groups in which the attribute is not as it should be. */
  uneven: number[];
  contradictions: Contradiction[];
}

/** @param division the sizes of its groups may differ from those that were asked for */
export function judge(problem: Problem, division: Division): Judgement {
  const groupOf = new Map(division.flatMap((people, group) => people.map((one) => [one, group])));
  const split = problem.together.flatMap((people, rule) => {
    const groups = [...new Set(people.map((person) => groupOf.get(person)!))];
    return groups.length > 1 ? [{ rule, groups: groups.toSorted((a, b) => a - b) }] : [];
  });
  return {
    split,
    ...pairFaults(problem, division),
    uneven: unevenGroups(problem, division),
    contradictions: contradictions(problem),
  };
}

/** How many rules, pairs and groups are not as they should be. */
export function faultCount({ split, close, again, uneven }: Judgement): number {
  return split.length + close.length + again.length + uneven.length;
}

function pairFaults(problem: Problem, division: Division): Pick<Judgement, "close" | "again"> {
  const apart = apartPairs(problem);
  const times = meetings(problem);
  const faults: Pick<Judgement, "close" | "again"> = { close: [], again: [] };
  if (apart.size === 0 && times.size === 0) return faults;
  for (const [group, people] of division.entries()) {
    for (const [a, b] of pairsAmong(people)) {
      const key = pairKey(problem, a, b);
      const pair: [number, number] = [a, b];
      if (apart.has(key)) faults.close.push({ rules: rulesOf(problem, pair), pair, group });
      const met = times.get(key);
      if (met !== undefined) faults.again.push({ pair, times: met, group });
    }
  }
  return faults;
}

function rulesOf({ apart }: Problem, [a, b]: [number, number]): number[] {
  return apart.flatMap((people, rule) => (people.includes(a) && people.includes(b) ? [rule] : []));
}

function unevenGroups(problem: Problem, division: Division): number[] {
  const mix = mixOf({ ...problem, sizes: division.map(({ length }) => length) });
  if (!mix) return [];
  for (const [group, people] of division.entries()) {
    for (const person of people) mix.add(person, group, 1);
  }
  return [...division.keys()].filter((group) => mix.faults(group) > 0);
}
