/**
 * Looks for a division in which fewer pairs meet again: a tabu search that in each step makes the best of
 * all exchanges of some for whom something is wrong with anyone else. Where most people have met most
 * others, few exchanges are good, and this finds them. It knows nothing of the attribute.
 */
import type { Chance } from "#kit/chance.ts";
import { type Arrangement, pairCost } from "./arrangement.ts";

export interface PairEffort {
  chance: Chance;
  /** How many exchanges are considered at most; the same number always leads to the same result. */
  looks: number;
  /** @param share from 0 to 1 */
  onProgress?: (share: number) => void;
}

/** For less than this many steps nobody returns to a group. Longer, and it does not come to rest. */
const tabuSteps = 6;
/** So many for whom something is wrong are looked at for one step, in turns: all would leave fewer steps. */
const troubledAtOnce = 6;
/** In the time of one exchange, so many groups are passed over in which someone has met too many. */
const groupsForLook = 4;
/** What else a person, and a group that is looked at, take, in looks. */
const looksAround = { person: 4, group: 2 };

/** No exchange; a whole number, like all others. */
const none = 2 ** 30;

/** @returns the best places found, by unit */
export function withFewerPairs(arrangement: Arrangement, effort: PairEffort): Int32Array {
  return new PairSearch(arrangement, effort).run();
}

interface Move {
  from: number;
  to: number;
  /** Until which step it does not return. */
  until: number;
}

/** Whole pairs, in arrays that are read in the order in which they are kept: this is what takes the time. */
class PairSearch {
  readonly #places: Int32Array;
  readonly #groupCount: number;
  /** What a rule counts, in pairs: more than two people who change places can gain. */
  readonly #heaviest: number;
  /** Single people; nobody else changes places. */
  readonly #singles: Int32Array;
  /** The same, group by group. */
  readonly #slots: Int32Array;
  /** Where each group begins in them, and where the last one ends. */
  readonly #starts: Int32Array;
  /** By unit: its slot. */
  readonly #slotOf: Int32Array;
  /** By unit and unit: the pairs that they are if they are in the same group. */
  readonly #links: Int16Array;
  /** By unit: those to whom it has a link. */
  readonly #linked: Int32Array[];
  /** By unit and group: what its links to those in the group make. */
  readonly #ties: Int32Array;
  /** By unit: what it lacks while it is with none of those with whom it should be. */
  readonly #wanted: Int32Array;
  readonly #tabuUntil: Int32Array;
  #best: Int32Array;
  /** Against the beginning. */
  #cost = 0;
  #bestCost = 0;
  #step = 0;
  #looks = 0;
  #reported = 0;
  /** Who was looked at last. */
  #at = 0;
  /** What the last look around found. */
  #troubled = 0;
  #least = 0;
  #equals = 0;
  #one = 0;
  #other = 0;
  #worse = 0;

  constructor(
    { links, places, units, groups }: Arrangement,
    private readonly effort: PairEffort,
  ) {
    const count = units.length;
    this.#places = places.slice();
    this.#best = this.#places.slice();
    this.#groupCount = groups.length;
    const sizes = groups.map((group) => group.reduce((sum, unit) => sum + units[unit]!.length, 0));
    this.#heaviest = 2 * Math.max(...sizes) + 1;
    const singles = groups.map((group) => group.filter((unit) => units[unit]!.length === 1));
    this.#singles = Int32Array.from(singles.flat());
    this.#slots = this.#singles.slice();
    this.#slotOf = new Int32Array(count);
    for (const [slot, unit] of this.#slots.entries()) this.#slotOf[unit] = slot;
    this.#starts = new Int32Array(groups.length + 1);
    for (const [group, { length }] of singles.entries()) {
      this.#starts[group + 1] = this.#starts[group]! + length;
    }
    this.#links = new Int16Array(count * count);
    this.#linked = links.map((link) => link.units);
    this.#ties = new Int32Array(count * groups.length);
    this.#wanted = new Int32Array(count);
    for (const [unit, { units: others, weights }] of links.entries()) {
      for (const [at, other] of others.entries()) {
        const pairs = this.#inPairs(weights[at]!);
        this.#links[unit * count + other] = pairs;
        this.#ties[unit * groups.length + places[other]!]! += pairs;
        this.#wanted[unit]! -= Math.min(pairs, 0);
      }
    }
    this.#tabuUntil = new Int32Array(count * groups.length);
  }

  #inPairs(weight: number): number {
    return Math.max(-this.#heaviest, Math.min(this.#heaviest, Math.round(weight / pairCost)));
  }

  run(): Int32Array {
    while (this.#looks < this.effort.looks) {
      this.#report();
      this.#step++;
      // Nearly always something is no worse than what there is, and most others need not be considered.
      for (
        let most = 0;
        most <= 2 * this.#heaviest && !this.#lookAround(most);
        most = 2 * most + 1
      ) {
        if (this.#troubled === 0) return this.#best;
      }
      if (this.#worse !== none) this.#make();
    }
    return this.#best;
  }

  #report(): void {
    const share = this.#looks / this.effort.looks;
    if (share < this.#reported + 0.02) return;
    this.#reported = share;
    this.effort.onProgress?.(share);
  }

  /**
   * Finds the best exchange, if one is not worse than this; among equals, each is as likely.
   * @returns whether there is one
   */
  #lookAround(most: number): boolean {
    this.#worse = none;
    this.#least = most;
    this.#equals = 0;
    this.#troubled = 0;
    const singles = this.#singles;
    let at = this.#at;
    for (let seen = 0; seen < singles.length && this.#troubled < troubledAtOnce; seen++) {
      at = at + 1 < singles.length ? at + 1 : 0;
      if (this.#isTroubled(singles[at]!)) this.#lookFor(singles[at]!);
    }
    this.#at = at;
    return this.#worse !== none;
  }

  #isTroubled(unit: number): boolean {
    const tie = this.#ties[unit * this.#groupCount + this.#places[unit]!]!;
    if (tie + this.#wanted[unit]! <= 0) return false;
    this.#troubled++;
    return true;
  }

  /** Someone changes places with another single person. */
  #lookFor(one: number): void {
    const groups = this.#groupCount;
    const count = this.#places.length;
    const ties = this.#ties;
    const links = this.#links;
    const slots = this.#slots;
    const starts = this.#starts;
    const tabu = this.#tabuUntil;
    const step = this.#step;
    const from = this.#places[one]!;
    const row = one * groups;
    const own = one * count;
    const tie = ties[row + from]!;
    let least = this.#least;
    const isNew = this.#bestCost - this.#cost;
    let looks = looksAround.person + groups / groupsForLook;
    for (let group = 0; group < groups; group++) {
      const there = ties[row + group]! - tie;
      // The other one gains one pair at most, usually.
      if (there > least + 1 || group === from) continue;
      const isTabu = tabu[row + group]! > step;
      const start = starts[group]!;
      const end = starts[group + 1]!;
      looks += looksAround.group + end - start;
      for (let slot = start; slot < end; slot++) {
        const other = slots[slot]!;
        const back = other * groups;
        const worse = there + ties[back + from]! - ties[back + group]! - 2 * links[own + other]!;
        if (worse > least) continue;
        if (worse >= isNew && (isTabu || tabu[back + from]! > step)) continue;
        least = worse;
        if (!this.#isChosen(worse)) continue;
        this.#one = one;
        this.#other = other;
      }
    }
    this.#looks += looks;
  }

  /** An exchange that is as good as the best so far, or better. */
  #isChosen(worse: number): boolean {
    this.#equals = worse < this.#least || this.#worse === none ? 1 : this.#equals + 1;
    this.#least = worse;
    this.#worse = worse;
    return this.#equals === 1 || this.effort.chance.below(this.#equals) === 0;
  }

  #make(): void {
    const one = this.#one;
    const other = this.#other;
    const from = this.#places[one]!;
    const to = this.#places[other]!;
    const until = this.#step + this.effort.chance.below(tabuSteps);
    const slot = this.#slotOf[one]!;
    this.#put(one, this.#slotOf[other]!);
    this.#put(other, slot);
    this.#move(one, { from, to, until });
    this.#move(other, { from: to, to: from, until });
    this.#cost += this.#worse;
    if (this.#cost >= this.#bestCost) return;
    this.#bestCost = this.#cost;
    this.#best = this.#places.slice();
  }

  #put(unit: number, slot: number): void {
    this.#slots[slot] = unit;
    this.#slotOf[unit] = slot;
  }

  #move(unit: number, { from, to, until }: Move): void {
    const ties = this.#ties;
    const groups = this.#groupCount;
    this.#tabuUntil[unit * groups + from] = until;
    const linked = this.#linked[unit]!;
    const links = this.#links;
    const row = unit * this.#places.length;
    for (let at = 0; at < linked.length; at++) {
      const other = linked[at]!;
      const pairs = links[row + other]!;
      ties[other * groups + from]! -= pairs;
      ties[other * groups + to]! += pairs;
    }
    this.#places[unit] = to;
  }
}
