import { expect, test } from "bun:test";
import fc from "fast-check";
import { Chance } from "#kit/chance.ts";
import { contradictions } from "./contradictions.ts";
import { divide } from "./divide.ts";
import { faultCount, judge } from "./judge.ts";
import { type Division, pairsAmong, type Problem, spreadSizes } from "./problem.ts";

const looks = 60_000;

function problem(people: number, groups: number, rules: Partial<Problem> = {}): Problem {
  return {
    people,
    sizes: spreadSizes(people, groups),
    together: [],
    apart: [],
    earlier: [],
    ...rules,
  };
}

const groupWith = (division: Division, person: number) =>
  division.find((people) => people.includes(person))!;

test("rules that contradict each other are named, and nothing else is", () => {
  const six = problem(6, 2, {
    together: [
      [0, 1],
      [1, 2],
      [3, 4],
    ],
    apart: [
      [0, 2],
      [3, 5],
    ],
  });
  expect(contradictions(six)).toEqual([{ why: "apart", together: [0, 1], apart: [0] }]);
  expect(contradictions(problem(6, 2, { apart: [[0, 1, 2]] }))).toEqual([
    { why: "groups", together: [], apart: [0] },
  ]);
  const large = problem(6, 2, {
    together: [
      [0, 1, 2, 3],
      [4, 5],
    ],
  });
  expect(contradictions(large)).toEqual([{ why: "size", together: [0], apart: [] }]);
  const circle = problem(6, 2, {
    together: [
      [0, 1],
      [2, 3],
      [1, 2],
    ],
  });
  expect(contradictions(circle)).toEqual([{ why: "size", together: [0, 1, 2], apart: [] }]);
  const old = problem(6, 2, {
    together: [
      [0, 1],
      [2, 3],
    ],
    earlier: [[2, 3, 4]],
  });
  expect(contradictions(old)).toEqual([{ why: "earlier", together: [1], apart: [] }]);
});

test("where rules contradict each other, the two stay apart and the report says what was not met", () => {
  const six = problem(6, 2, {
    together: [
      [0, 1],
      [1, 2],
    ],
    apart: [[0, 2]],
  });
  const division = divide(six, { seed: 1, looks });
  const { close, split } = judge(six, division);
  expect(close).toEqual([]);
  expect(split).toHaveLength(1);
});

test("a rule for more people than fit into a group splits off as few as possible", () => {
  const nine = problem(9, 3, { together: [[0, 1, 2, 3]] });
  const division = divide(nine, { seed: 3, looks });
  const largest = Math.max(...division.map((people) => people.filter((one) => one < 4).length));
  expect(largest).toBe(3);
  expect(judge(nine, division).split).toEqual([{ rule: 0, groups: expect.any(Array) as number[] }]);
});

test("one person, and people for one group, are divided", () => {
  expect(divide(problem(1, 1), { seed: 1 })).toEqual([[0]]);
  expect(divide(problem(3, 1, { apart: [[0, 1]] }), { seed: 1, looks })).toEqual([[0, 1, 2]]);
});

test("more groups than people leave the last ones empty", () => {
  expect(divide(problem(2, 3), { seed: 1 }).map(({ length }) => length)).toEqual([1, 1, 0]);
});

test("everyone is in one group of the right size, and the report counts what a slow look finds", () => {
  const some = (most: number) =>
    fc.array(fc.uniqueArray(fc.nat(23), { minLength: 2, maxLength: most }), { maxLength: 4 });
  const rules = fc.record({ together: some(4), apart: some(4), earlier: some(6) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), rules, fc.nat(), (groups, given, seed) => {
      const asked = problem(24, groups, given);
      const division = divide(asked, { seed, looks: 2_000 });
      expect(division.map(({ length }) => length)).toEqual([...asked.sizes]);
      expect(division.flat().toSorted((a, b) => a - b)).toEqual([...Array(24).keys()]);
      const found = judge(asked, division);
      const isTogether = (a: number, b: number) => groupWith(division, a).includes(b);
      const met = new Set(given.earlier.flatMap((group) => [...pairsAmong(group)].map(named)));
      const close = new Set(given.apart.flatMap((rule) => [...pairsAmong(rule)].map(named)));
      const inOne = [...met, ...close].map((pair) => pair.split("-").map(Number));
      const pairs = new Set(
        inOne.filter(([a, b]) => isTogether(a!, b!)).map(([a, b]) => `${a}-${b}`),
      );
      expect(found.again).toHaveLength([...met].filter((pair) => pairs.has(pair)).length);
      expect(found.close).toHaveLength([...close].filter((pair) => pairs.has(pair)).length);
      expect(found.split.map(({ rule }) => rule)).toEqual(
        given.together.flatMap((rule, index) =>
          rule.every((one) => isTogether(rule[0]!, one)) ? [] : [index],
        ),
      );
    }),
    { numRuns: 60 },
  );
});

const named = ([a, b]: [number, number]) => `${Math.min(a, b)}-${Math.max(a, b)}`;

test("300 people in teams of four meet nobody twice in five rounds, with rules", () => {
  const chance = new Chance(17);
  const [one, two, three, four, five, six] = chance.shuffle([...Array(300).keys()]);
  const values = Array.from({ length: 300 }, () => String(1 + chance.below(3)));
  const rules: Partial<Problem> = {
    apart: [
      [one!, two!],
      [three!, four!, five!],
    ],
    attribute: { mode: "balance", values },
  };
  const earlier: Division = [];
  for (let round = 1; round <= 5; round++) {
    const asked = problem(300, 75, { ...rules, earlier });
    const division = divide(asked, { seed: round });
    expect(faultCount(judge(asked, division))).toBe(0);
    earlier.push(...division);
  }
  const wish = problem(300, 75, { ...rules, earlier, together: [[one!, six!]] });
  const last = judge(wish, divide(wish, { seed: 6 }));
  expect(last.split).toEqual([]);
});

test("the same seed gives the same groups, another one different ones", () => {
  const asked = problem(40, 10, { earlier: [[0, 1, 2, 3]], together: [[5, 6]] });
  const first = divide(asked, { seed: 7, looks });
  expect(divide(asked, { seed: 7, looks })).toEqual(first);
  expect(divide(asked, { seed: 8, looks })).not.toEqual(first);
});

test("numbers are balanced by their average, words by their share, and spread keeps equals apart", () => {
  const values = Array.from({ length: 24 }, (_, person) => String(1 + (person % 3)));
  const numbers = problem(24, 6, { attribute: { mode: "balance", values } });
  for (const people of divide(numbers, { seed: 2, looks })) {
    const sum = people.reduce((total, person) => total + Number(values[person]), 0);
    expect(Math.abs(sum - 8)).toBeLessThanOrEqual(1);
  }
  const words = values.map((value) => (value === "1" ? "Physics" : value === "2" ? "Law" : null));
  const shares = problem(24, 6, { attribute: { mode: "balance", values: words } });
  for (const people of divide(shares, { seed: 2, looks })) {
    const studying = (subject: string) => people.filter((one) => words[one] === subject).length;
    expect([1, 2]).toContain(studying("Physics"));
    expect([1, 2]).toContain(studying("Law"));
  }
  const few = Array.from({ length: 24 }, (_, person) => (person < 5 ? "Law" : `${person}`));
  const spread = problem(24, 6, { attribute: { mode: "spread", values: few } });
  const division = divide(spread, { seed: 2, looks });
  expect(judge(spread, division).uneven).toEqual([]);
  expect(new Set([0, 1, 2, 3, 4].map((one) => groupWith(division, one))).size).toBe(5);
  const crowded = [[0, 1, 2, 5], ...Array.from({ length: 5 }, () => [])];
  expect(judge(spread, crowded).uneven).toEqual([0]);
});

test("progress grows to no more than everything, and stops when nothing is wrong", () => {
  const shares: number[] = [];
  const impossible = problem(6, 1, { apart: [[0, 1]] });
  divide(impossible, { seed: 1, looks: 5_000, onProgress: (share) => shares.push(share) });
  expect(shares.length).toBeGreaterThan(20);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
});
