/** Rules that cannot all be met, however people are divided. */
import { meetings, pairKey, pairsAmong, type Problem } from "./problem.ts";

export interface Contradiction {
  /**
   * `apart`: the rules put two people into one group whom another one keeps apart. `size`: they make
   * a circle that is larger than any group. `groups`: more people are to be kept apart than there are
   * groups. `earlier`: they put people together who have been in one group before.
   */
  why: "apart" | "size" | "groups" | "earlier";
  /** Numbers of rules. */
  together: number[];
  apart: number[];
}

/** Every rule that no division can meet, with the rules that make it so. */
export function contradictions(problem: Problem): Contradiction[] {
  const circles = new Circles(problem);
  return [
    ...tooMany(problem),
    ...keptApart(problem, circles),
    ...tooLarge(problem, circles),
    ...metBefore(problem),
  ];
}

function tooMany({ apart, sizes }: Problem): Contradiction[] {
  return apart.flatMap((people, index) =>
    people.length > sizes.length ? [{ why: "groups" as const, together: [], apart: [index] }] : [],
  );
}

function keptApart({ apart }: Problem, circles: Circles): Contradiction[] {
  const found = new Map<string, Contradiction>();
  for (const [index, people] of apart.entries()) {
    for (const [a, b] of pairsAmong(people)) {
      const together = circles.chain(a, b);
      if (!together) continue;
      const one = { why: "apart" as const, together, apart: [index] };
      found.set(JSON.stringify(one), one);
    }
  }
  return [...found.values()];
}

function tooLarge({ sizes, together }: Problem, circles: Circles): Contradiction[] {
  const largest = Math.max(...sizes);
  const alone = together.flatMap((people, index) => (people.length > largest ? [index] : []));
  const joined = circles
    .all()
    .filter(({ people, rules }) => people > largest && !rules.some((rule) => alone.includes(rule)));
  return [...alone.map((rule) => [rule]), ...joined.map(({ rules }) => rules)].map((rules) => {
    return { why: "size" as const, together: rules, apart: [] };
  });
}

function metBefore(problem: Problem): Contradiction[] {
  const times = meetings(problem);
  if (times.size === 0) return [];
  return problem.together.flatMap((people, index) => {
    const met = [...pairsAmong(people)].some(([a, b]) => times.has(pairKey(problem, a, b)));
    return met ? [{ why: "earlier" as const, together: [index], apart: [] }] : [];
  });
}

/** People whom the rules put together, also through others. */
class Circles {
  readonly #rulesOf = new Map<number, number[]>();

  constructor(private readonly problem: Problem) {
    for (const [rule, people] of problem.together.entries()) {
      for (const person of people) {
        const rules = this.#rulesOf.get(person);
        if (rules) rules.push(rule);
        else this.#rulesOf.set(person, [rule]);
      }
    }
  }

  /** The fewest rules that lead from one person to the other; undefined if none do. */
  chain(from: number, to: number): number[] | undefined {
    const before = new Map<number, { rule: number; person: number } | undefined>([
      [from, undefined],
    ]);
    for (const person of before.keys()) {
      if (person === to) return pathTo(before, to);
      for (const rule of this.#rulesOf.get(person) ?? []) {
        for (const next of this.problem.together[rule]!) {
          if (!before.has(next)) before.set(next, { rule, person });
        }
      }
    }
    return undefined;
  }

  all(): { people: number; rules: number[] }[] {
    const seen = new Set<number>();
    return Array.from(this.#rulesOf.keys(), (first) => {
      const people = new Set(seen.has(first) ? [] : [first]);
      const rules = new Set<number>();
      for (const person of people) {
        seen.add(person);
        for (const rule of this.#rulesOf.get(person)!) {
          rules.add(rule);
          for (const other of this.problem.together[rule]!) people.add(other);
        }
      }
      return { people: people.size, rules: [...rules].toSorted((a, b) => a - b) };
    }).filter(({ people }) => people > 0);
  }
}

function pathTo(
  before: ReadonlyMap<number, { rule: number; person: number } | undefined>,
  to: number,
): number[] {
  const rules: number[] = [];
  for (let step = before.get(to); step; step = before.get(step.person)) rules.unshift(step.rule);
  return rules;
}
