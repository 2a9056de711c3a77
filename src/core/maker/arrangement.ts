/** A division in the making, with what is wrong with it, kept up to date with every move. */
import { type Mix, mixOf } from "./mix.ts";
import { apartPairs, type Division, meetings, pairOf, type Problem } from "./problem.ts";
import type { Packed, Units } from "./units.ts";

/** What a pair costs that meets again. */
export const pairCost = 1e3;
/** What other pairs cost. Each outweighs any number of the next, and of pairs that meet again. */
const costs = { apart: 1e9, together: 1e6 };

/** Units for whom it matters whether they are in the same group. */
export interface Links {
  /** In ascending order. */
  units: Int32Array;
  weights: Float64Array;
}

export class Arrangement {
  /** The units in each group. */
  readonly groups: number[][];
  /** The group of each unit. */
  readonly places: Int32Array;
  /** What is wrong with it; 0 if nothing is. */
  cost = 0;
  readonly units: Units;
  /** By unit. */
  readonly links: readonly Links[];
  readonly #index: Int32Array;
  /** By unit and unit, as long as there are few: a search asks for one at each look. */
  readonly #table: Float64Array | undefined;
  /** By group and unit: what the links of the unit to those in the group cost. */
  readonly #ties: Float64Array;
  /** What a unit lacks while none of those with whom it should be is in its group. */
  readonly #wanted: Float64Array;
  readonly #mix: Mix | undefined;

  constructor(problem: Problem, { units, places }: Packed) {
    const count = units.length;
    this.units = units;
    this.groups = problem.sizes.map(() => []);
    this.places = new Int32Array(count);
    this.#index = new Int32Array(count);
    this.links = linksOf(problem, units);
    this.#table = tableOf(this.links);
    this.#ties = new Float64Array(problem.sizes.length * count);
    this.#wanted = new Float64Array(
      this.links.map(({ weights }) => -weights.reduce((sum, one) => sum + Math.min(one, 0), 0)),
    );
    this.#mix = mixOf(problem);
    this.cost = this.#wanted.reduce((sum, one) => sum + one, 0) / 2;
    for (const [group] of problem.sizes.entries()) this.cost += this.#mix?.faults(group) ?? 0;
    for (const [unit, place] of places.entries()) this.#enter(unit, place);
  }

  /** What is wrong for a unit where it is. */
  trouble(unit: number): number {
    const place = this.places[unit]!;
    return this.#tie(unit, place) + this.#wanted[unit]! + (this.#mix?.faults(place) ?? 0);
  }

  /** By how much it is worse if two single people change places. */
  exchangeCost(one: number, other: number): number {
    const count = this.places.length;
    const a = this.places[one]! * count;
    const b = this.places[other]! * count;
    const all = this.#ties;
    const ties = all[b + one]! + all[a + other]! - all[a + one]! - all[b + other]!;
    const own = this.#table ? this.#table[one * count + other]! : this.#weight(one, other);
    if (!this.#mix) return ties - 2 * own;
    return ties - 2 * own + this.#mix.exchange(this.units[one]![0]!, this.units[other]![0]!);
  }

  move(unit: number, to: number): void {
    this.#leave(unit);
    this.#enter(unit, to);
  }

  /** Puts everyone where they were. */
  restore(places: ArrayLike<number>): void {
    for (let unit = 0; unit < places.length; unit++) {
      if (this.places[unit] !== places[unit]) this.move(unit, places[unit]!);
    }
  }

  /** As groups of people. */
  division(): Division {
    const division: Division = this.groups.map(() => []);
    for (const [unit, people] of this.units.entries())
      division[this.places[unit]!]!.push(...people);
    return division.map((people) => people.toSorted((a, b) => a - b));
  }

  #enter(unit: number, place: number): void {
    this.cost += this.#tie(unit, place);
    const group = this.groups[place]!;
    this.places[unit] = place;
    this.#index[unit] = group.length;
    group.push(unit);
    this.#count(unit, place, 1);
  }

  #leave(unit: number): void {
    const place = this.places[unit]!;
    this.cost -= this.#tie(unit, place);
    const group = this.groups[place]!;
    const last = group.pop()!;
    const index = this.#index[unit]!;
    if (last !== unit) {
      group[index] = last;
      this.#index[last] = index;
    }
    this.#count(unit, place, -1);
  }

  #count(unit: number, place: number, count: 1 | -1): void {
    const { units, weights } = this.links[unit]!;
    const row = place * this.places.length;
    for (let link = 0; link < units.length; link++) {
      this.#ties[row + units[link]!]! += count * weights[link]!;
    }
    if (!this.#mix) return;
    for (const person of this.units[unit]!) this.cost += this.#mix.add(person, place, count);
  }

  #tie(unit: number, place: number): number {
    return this.#ties[place * this.places.length + unit]!;
  }

  #weight(one: number, other: number): number {
    const { units, weights } = this.links[one]!;
    let low = 0;
    let high = units.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = units[middle]!;
      if (found === other) return weights[middle]!;
      if (found < other) low = middle + 1;
      else high = middle - 1;
    }
    return 0;
  }
}

/** Eight megabytes. */
const tableUnitsMost = 1_000;

function tableOf(links: readonly Links[]): Float64Array | undefined {
  const count = links.length;
  if (count > tableUnitsMost) return undefined;
  const table = new Float64Array(count * count);
  for (const [unit, { units, weights }] of links.entries()) {
    for (const [index, other] of units.entries()) table[unit * count + other] = weights[index]!;
  }
  return table;
}

function linksOf(problem: Problem, units: Units): Links[] {
  const unitOf = new Int32Array(problem.people);
  for (const [unit, people] of units.entries()) {
    for (const person of people) unitOf[person] = unit;
  }
  const links = units.map(() => new Map<number, number>());
  const add = (key: number, weight: number) => {
    const [one, other] = pairOf(problem, key).map((person) => unitOf[person]!);
    if (one === other) return;
    links[one!]!.set(other!, (links[one!]!.get(other!) ?? 0) + weight);
    links[other!]!.set(one!, (links[other!]!.get(one!) ?? 0) + weight);
  };
  for (const key of apartPairs(problem)) add(key, costs.apart);
  for (const [key, times] of meetings(problem)) add(key, pairCost + Math.min(times - 1, 9));
  for (const key of wishes(problem)) add(key, -costs.together);
  return links.map((weights) => {
    const sorted = [...weights].toSorted(([a], [b]) => a - b);
    return {
      units: Int32Array.from(sorted, ([unit]) => unit),
      weights: Float64Array.from(sorted, ([, weight]) => weight),
    };
  });
}

/** Pairs who should be together; of a large rule, neighbours. */
function wishes({ people, together }: Problem): Set<number> {
  const pairs = new Set<number>();
  for (const rule of together) {
    for (const [index, a] of rule.slice(1).entries()) {
      const b = rule[index]!;
      pairs.add(Math.min(a, b) * people + Math.max(a, b));
    }
  }
  return pairs;
}
