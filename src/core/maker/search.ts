/**
 * Looks for a division with as little wrong as possible: a tabu search. Again and again someone for
 * whom something is wrong changes places in the best way there is, even if that is worse than before,
 * and does not come back soon. When that leads nowhere, a few change places at random.
 */
import type { Chance } from "#kit/chance.ts";
import type { Arrangement } from "./arrangement.ts";

export interface Effort {
  chance: Chance;
  /** How many exchanges are considered at most; the same number always leads to the same result. */
  looks: number;
  /** @param share from 0 to 1 */
  onProgress?: (share: number) => void;
}

/** Units that leave one group for another, and those that come back for them. */
interface Exchange {
  out: readonly number[];
  back: readonly number[];
  worse: number;
}

/** Of more people or groups, only some are looked at for one step. */
const partnersMost = 400;
const groupsMost = 40;
/** Less than any fault; sums of fractions are not exact. */
const nothing = 1e-3;

/** @returns the best places found, by unit */
export function improve(arrangement: Arrangement, effort: Effort): Int32Array {
  return new Search(arrangement, effort).run();
}

class Search {
  readonly #bySize: Map<number, number[]>;
  readonly #tabuUntil: Int32Array;
  #best: Int32Array;
  #bestCost: number;
  #looks = 0;
  #step = 0;
  #improvedAt = 0;
  #reported = 0;

  constructor(
    private readonly arrangement: Arrangement,
    private readonly effort: Effort,
  ) {
    const { groups, places, units, cost } = arrangement;
    this.#bySize = Map.groupBy(units.keys(), (unit) => units[unit]!.length);
    this.#tabuUntil = new Int32Array(units.length * groups.length);
    this.#best = places.slice();
    this.#bestCost = cost;
  }

  run(): Int32Array {
    const patience = 300 + 2 * this.arrangement.units.length;
    while (this.#bestCost > nothing && this.#looks < this.effort.looks) {
      this.#report();
      this.#step++;
      if (this.#step - this.#improvedAt > patience) this.#startElsewhere();
      const unit = this.#troubled();
      const exchange = unit === undefined ? undefined : this.#bestFor(unit);
      if (exchange) this.#make(exchange);
    }
    return this.#best;
  }

  #report(): void {
    const share = this.#looks / this.effort.looks;
    if (share < this.#reported + 0.02) return;
    this.#reported = share;
    this.effort.onProgress?.(share);
  }

  /** Someone for whom something is wrong, from a random place on. */
  #troubled(): number | undefined {
    const { units } = this.arrangement;
    const start = this.effort.chance.below(units.length);
    for (let count = 0; count < units.length; count++) {
      this.#looks += 0.1;
      const unit = (start + count) % units.length;
      if (this.arrangement.trouble(unit) > nothing) return unit;
    }
    this.#looks += 1;
    return undefined;
  }

  #bestFor(unit: number): Exchange | undefined {
    if (this.arrangement.units[unit]!.length === 1) return this.#bestForOne(unit);
    const choice = new Choice(this.effort.chance);
    this.#offerAlike(unit, choice);
    this.#offerSeveral(unit, choice);
    return choice.best;
  }

  /** Most steps are of single people, so this is what takes the time. */
  #bestForOne(one: number): Exchange | undefined {
    const { cost, groups, places } = this.arrangement;
    const { chance } = this.effort;
    const others = this.#bySize.get(1)!;
    const count = Math.min(others.length, partnersMost);
    const start = count < others.length ? chance.below(others.length) : 0;
    const from = places[one]!;
    const isNew = this.#bestCost - nothing - cost;
    let best: number | undefined;
    let bestWorse = Infinity;
    let equals = 0;
    this.#looks += count;
    for (let index = 0; index < count; index++) {
      const other = others[(start + index) % others.length]!;
      const to = places[other]!;
      if (to === from) continue;
      const worse = this.arrangement.exchangeCost(one, other);
      if (worse > bestWorse) continue;
      const isTabu =
        this.#tabuUntil[one * groups.length + to]! > this.#step ||
        this.#tabuUntil[other * groups.length + from]! > this.#step;
      if (isTabu && worse >= isNew) continue;
      equals = worse < bestWorse ? 1 : equals + 1;
      // Among equals, each is as likely.
      if (equals === 1 || chance.below(equals) === 0) best = other;
      bestWorse = worse;
    }
    return best === undefined ? undefined : { out: [one], back: [best], worse: bestWorse };
  }

  #offerAlike(unit: number, choice: Choice): void {
    const { places, units } = this.arrangement;
    const alike = this.#bySize.get(units[unit]!.length)!;
    for (const other of some(alike, partnersMost, this.effort.chance)) {
      if (places[other] === places[unit]) continue;
      const exchange = { out: [unit], back: [other] };
      const worse = this.#tried(exchange);
      if (this.#isAllowed({ ...exchange, worse })) choice.offer(worse, { ...exchange, worse });
    }
  }

  /** A unit for several smaller ones. */
  #offerSeveral(unit: number, choice: Choice): void {
    const { groups, places } = this.arrangement;
    for (const group of some([...groups.keys()], groupsMost, this.effort.chance)) {
      if (group === places[unit]) continue;
      const back = this.#sameSize(group, unit);
      if (!back) continue;
      const exchange = { out: [unit], back };
      const worse = this.#tried(exchange);
      if (this.#isAllowed({ ...exchange, worse })) choice.offer(worse, { ...exchange, worse });
    }
  }

  /** Units of a group that together are as large as this one; undefined if there are none. */
  #sameSize(group: number, unit: number): number[] | undefined {
    const { groups, units } = this.arrangement;
    let needed = units[unit]!.length;
    const chosen: number[] = [];
    for (const other of this.effort.chance.shuffle(groups[group]!)) {
      const size = units[other]!.length;
      if (size > needed) continue;
      chosen.push(other);
      needed -= size;
      if (needed === 0) return chosen;
    }
    return undefined;
  }

  /** By how much it would be worse. */
  #tried({ out, back }: Pick<Exchange, "out" | "back">): number {
    const { cost } = this.arrangement;
    this.#looks += 10 * (out.length + back.length);
    this.#swap(out, back);
    const worse = this.arrangement.cost - cost;
    this.#swap(back, out);
    return worse;
  }

  #swap(out: readonly number[], back: readonly number[]): void {
    const { places } = this.arrangement;
    const [from, to] = [places[out[0]!]!, places[back[0]!]!];
    for (const unit of out) this.arrangement.move(unit, to);
    for (const unit of back) this.arrangement.move(unit, from);
  }

  /** Nobody returns soon, unless it is better than ever. */
  #isAllowed({ out, back, worse }: Exchange): boolean {
    if (this.arrangement.cost + worse < this.#bestCost - nothing) return true;
    const { places } = this.arrangement;
    const [from, to] = [places[out[0]!]!, places[back[0]!]!];
    const isTabu = (unit: number, group: number) =>
      this.#tabuUntil[unit * this.arrangement.groups.length + group]! > this.#step;
    return !out.some((unit) => isTabu(unit, to)) && !back.some((unit) => isTabu(unit, from));
  }

  #make({ out, back }: Exchange): void {
    const { groups, places } = this.arrangement;
    const until = this.#step + 8 + this.effort.chance.below(12);
    for (const unit of [...out, ...back]) {
      this.#tabuUntil[unit * groups.length + places[unit]!] = until;
    }
    this.#swap(out, back);
    if (this.arrangement.cost >= this.#bestCost - nothing) return;
    this.#bestCost = this.arrangement.cost;
    this.#best = places.slice();
    this.#improvedAt = this.#step;
  }

  /** From the best division so far, with some people in other places. */
  #startElsewhere(): void {
    const { arrangement } = this;
    const { chance } = this.effort;
    arrangement.restore(this.#best);
    const singles = this.#bySize.get(1) ?? [];
    for (let count = 0; count < 3 + singles.length / 20 && singles.length > 1; count++) {
      const [one, other] = [chance.pick(singles), chance.pick(singles)];
      if (arrangement.places[one] !== arrangement.places[other]) this.#swap([one], [other]);
    }
    this.#improvedAt = this.#step;
  }
}

/** The best of what is offered; among equals, each is as likely. */
class Choice {
  best: Exchange | undefined;
  #equals = 0;

  constructor(private readonly chance: Chance) {}

  offer(worse: number, exchange: Exchange): void {
    if (this.best && worse > this.best.worse) return;
    if (!this.best || worse < this.best.worse) {
      this.best = exchange;
      this.#equals = 1;
    } else if (this.chance.below(++this.#equals) === 0) {
      this.best = exchange;
    }
  }
}

/** All, or so many from a random place on. */
function* some<T>(items: readonly T[], most: number, chance: Chance): Generator<T> {
  const start = items.length > most ? chance.below(items.length) : 0;
  const count = Math.min(items.length, most);
  for (let index = 0; index < count; index++) yield items[(start + index) % items.length]!;
}
