/** How evenly the values of an attribute are spread over the groups. */
import type { Problem } from "./problem.ts";

/**
 * Counts what each group has of an attribute, and what is wrong with it: 0 for a group that has its
 * share. Built for a search, which changes one person at a time.
 */
export interface Mix {
  /** A person comes into a group (1) or leaves it (-1). @returns by how much that is worse */
  add(person: number, group: number, count: 1 | -1): number;
  /** By how much it is worse if these two people, of two groups, change places. */
  exchange(one: number, other: number): number;
  /** What is wrong with a group. */
  faults(group: number): number;
}

/** What one fault costs: a pair that meets again costs a hundred times as much. */
const faultCost = 10;

export function mixOf(problem: Problem): Mix | undefined {
  const { attribute } = problem;
  if (!attribute || attribute.values.every((value) => value === null)) return undefined;
  const numbers = attribute.mode === "balance" ? numbersIn(attribute.values) : undefined;
  return numbers ? averages(problem, numbers) : shares(problem);
}

/** If all values are numbers: those of each person, and the average for people without one. */
function numbersIn(values: readonly (string | null)[]): number[] | undefined {
  const known = values.flatMap((value) => (value === null ? [] : [numberIn(value)]));
  if (known.length === 0 || known.some(Number.isNaN)) return undefined;
  const average = known.reduce((sum, value) => sum + value, 0) / known.length;
  return values.map((value) => (value === null ? average : numberIn(value)));
}

/** With a decimal point or comma. */
function numberIn(value: string): number {
  const text = value.trim().replace(",", ".");
  return /^[+-]?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
}

/** Each group has about the average. */
function averages({ sizes, people }: Problem, numbers: readonly number[]): Mix {
  const average = numbers.reduce((sum, value) => sum + value, 0) / people;
  const scatter = Math.sqrt(
    numbers.reduce((sum, value) => sum + (value - average) ** 2, 0) / people,
  );
  const step = smallestStep(numbers);
  const sums = new Float64Array(sizes.length);
  const counts = new Int32Array(sizes.length);
  const groupOf = new Int32Array(people);
  // With whole steps, a group can be next to its share, never nearer.
  const faultsOf = (group: number, sum: number) => {
    const count = counts[group]!;
    const allowed = Math.max(step, (scatter / 8) * count) + 1e-9;
    const beyond = Math.abs(sum - average * count) - allowed;
    return beyond > 0 && scatter > 0 ? faultCost * (beyond / scatter + 0.1) ** 2 : 0;
  };
  return {
    add(person, group, count) {
      const before = faultsOf(group, sums[group]!);
      sums[group]! += count * numbers[person]!;
      counts[group]! += count;
      groupOf[person] = group;
      return faultsOf(group, sums[group]!) - before;
    },
    exchange(one, other) {
      const change = numbers[other]! - numbers[one]!;
      if (change === 0) return 0;
      const ofOne = groupOf[one]!;
      const ofOther = groupOf[other]!;
      const a = sums[ofOne]!;
      const b = sums[ofOther]!;
      const after = faultsOf(ofOne, a + change) + faultsOf(ofOther, b - change);
      return after - faultsOf(ofOne, a) - faultsOf(ofOther, b);
    },
    faults: (group) => faultsOf(group, sums[group]!),
  };
}

/** The smallest difference between two numbers; 0 if all are the same. */
function smallestStep(numbers: readonly number[]): number {
  const distinct = [...new Set(numbers)].toSorted((a, b) => a - b);
  const steps = distinct.slice(1).map((value, index) => value - distinct[index]!);
  return steps.length === 0 ? 0 : Math.min(...steps);
}

/** How many of a value each group should have. */
interface Share {
  least: number;
  most: number;
}

/** By group and value. */
function sharesOf({ attribute, people, sizes }: Problem, totals: readonly number[]): Share[][] {
  return sizes.map((size) =>
    totals.map((total) => {
      if (attribute!.mode === "spread") return { least: 0, most: Math.ceil(total / sizes.length) };
      const share = (total * size) / people;
      return { least: Math.floor(share), most: Math.ceil(share) };
    }),
  );
}

/** Each group has its share of every value, or at most that. */
function shares(problem: Problem): Mix {
  const { values } = problem.attribute!;
  const names = [...new Set(values)].filter((value) => value !== null);
  const numbers = new Map(names.map((name, index) => [name, index]));
  const valueOf = Int32Array.from(values, (value) => (value === null ? -1 : numbers.get(value)!));
  const totals = names.map((name) => values.filter((value) => value === name).length);
  const allowed = sharesOf(problem, totals);
  const counts = problem.sizes.map(() => new Int32Array(names.length));
  const groupOf = new Int32Array(problem.people);
  const faultOf = (group: number, value: number, count: number) => {
    const { least, most } = allowed[group]![value]!;
    const beyond = count < least ? least - count : count > most ? count - most : 0;
    return faultCost * beyond * beyond;
  };
  const sumOf = (group: number) =>
    counts[group]!.reduce((sum, count, value) => sum + faultOf(group, value, count), 0);
  const faults = Float64Array.from(problem.sizes, (_, group) => sumOf(group));
  /** What changes if a group has one more or less of a value. */
  const change = (group: number, value: number, by: 1 | -1) => {
    if (value === -1) return 0;
    const count = counts[group]![value]!;
    return faultOf(group, value, count + by) - faultOf(group, value, count);
  };
  return {
    add(person, group, count) {
      const value = valueOf[person]!;
      const worse = change(group, value, count);
      if (value !== -1) counts[group]![value]! += count;
      faults[group]! += worse;
      groupOf[person] = group;
      return worse;
    },
    exchange(one, other) {
      const first = valueOf[one]!;
      const second = valueOf[other]!;
      if (first === second) return 0;
      const ofOne = groupOf[one]!;
      const ofOther = groupOf[other]!;
      const leaving = change(ofOne, first, -1) + change(ofOther, second, -1);
      return leaving + change(ofOne, second, 1) + change(ofOther, first, 1);
    },
    faults: (group) => faults[group]!,
  };
}
