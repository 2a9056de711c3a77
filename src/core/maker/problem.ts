/**
 * What the group maker has to do. People are numbers from 0, so that all of it can be sent to a
 * worker.
 */

/** Which people are in which group; the groups in order. */
export type Division = number[][];

export interface Problem {
  /** How many there are. */
  people: number;
  /** How many are in each group; in all as many as there are people. */
  sizes: readonly number[];
  /** The people of each rule are in one group. */
  together: readonly (readonly number[])[];
  /** No two of each rule are in one group. */
  apart: readonly (readonly number[])[];
  /** The groups whose members should not meet again. */
  earlier: readonly (readonly number[])[];
  attribute?: AttributeRule;
}

export interface AttributeRule {
  /**
   * `balance`: each group has its share of every value, or, with numbers, about the average.
   * `spread`: people with the same value are in different groups, as far as there are enough.
   */
  mode: "balance" | "spread";
  /** Of each person; null where nothing is known. */
  values: readonly (string | null)[];
}

/** The sizes of so many groups, which differ by one at most; the larger ones first. */
export function spreadSizes(people: number, groups: number): number[] {
  const size = Math.floor(people / groups);
  const larger = people % groups;
  return Array.from({ length: groups }, (_, index) => size + (index < larger ? 1 : 0));
}

/** Two people as one number, the same in either order. */
export function pairKey(problem: Pick<Problem, "people">, a: number, b: number): number {
  return a < b ? a * problem.people + b : b * problem.people + a;
}

/** The two people of a key. */
export function pairOf({ people }: Pick<Problem, "people">, key: number): [number, number] {
  return [Math.floor(key / people), key % people];
}

/** All pairs among people, each once. */
export function* pairsAmong(people: readonly number[]): Generator<[number, number]> {
  for (const [index, a] of people.entries()) {
    for (let other = index + 1; other < people.length; other++) yield [a, people[other]!];
  }
}

/** How often the two of a pair have been in one group. */
export function meetings(problem: Problem): Map<number, number> {
  const times = new Map<number, number>();
  for (const group of problem.earlier) {
    for (const [a, b] of pairsAmong(group)) {
      const key = pairKey(problem, a, b);
      times.set(key, (times.get(key) ?? 0) + 1);
    }
  }
  return times;
}

/** Pairs whom a rule keeps apart. */
export function apartPairs(problem: Problem): Set<number> {
  const pairs = new Set<number>();
  for (const rule of problem.apart) {
    for (const [a, b] of pairsAmong(rule)) pairs.add(pairKey(problem, a, b));
  }
  return pairs;
}
