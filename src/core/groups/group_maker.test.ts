import { expect, test } from "bun:test";
import fc from "fast-check";
import type { RandomBytes } from "#kit/ids.ts";
import { dealPeople, firstFreeNumber, groupNames, groupsForSize } from "./group_maker.ts";

test("people cannot be divided into no groups", () => {
  expect(() => dealPeople(["Ada"], { groups: 0 })).toThrow("at least one group");
});

test("everyone is in exactly one group, and sizes differ by one at most", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 40 }), (people, groups) => {
      const dealt = dealPeople(people, { groups, random: repeating(7) });
      expect(dealt).toHaveLength(groups);
      expect(dealt.flat()).toHaveLength(people.length);
      expect(new Set(dealt.flat())).toEqual(new Set(people));
      const sizes = dealt.map((group) => group.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test("without shuffling, neighbours stay together", () => {
  expect(dealPeople(["a", "b", "c", "d", "e"], { groups: 2 })).toEqual([
    ["a", "b", "c"],
    ["d", "e"],
  ]);
});

test("the same randomness gives the same groups, another one different ones", () => {
  const people = Array.from({ length: 30 }, (_, index) => index);
  const first = dealPeople(people, { groups: 3, random: repeating(1) });
  expect(dealPeople(people, { groups: 3, random: repeating(1) })).toEqual(first);
  expect(dealPeople(people, { groups: 3, random: repeating(2) })).not.toEqual(first);
});

test("extreme random numbers stay within the list", () => {
  expect(
    dealPeople(["a", "b"], { groups: 1, random: (count) => new Uint8Array(count).fill(255) }),
  ).toEqual([["a", "b"]]);
  expect(dealPeople(["a", "b"], { groups: 1, random: (count) => new Uint8Array(count) })).toEqual([
    ["b", "a"],
  ]);
});

test("every byte of a random number counts", () => {
  const [third, half] = [0x5555_5556, 0x8000_0000];
  const drawn = (value: number) => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value);
    return bytes;
  };
  const deal = (people: string[], value: number) =>
    dealPeople(people, { groups: 1, random: () => drawn(value) })
      .flat()
      .join("");
  expect([deal(["a", "b"], half - 1), deal(["a", "b"], half)]).toEqual(["ba", "ab"]);
  expect([deal(["a", "b", "c"], third - 1), deal(["a", "b", "c"], third)]).toEqual(["bca", "cab"]);
});

test("a size is never exceeded", () => {
  expect(groupsForSize(0, 4)).toBe(1);
  expect(groupsForSize(8, 4)).toBe(2);
  expect(groupsForSize(9, 4)).toBe(3);
});

test("the number replaces the sign, or is appended", () => {
  expect(groupNames("Team #", 2)).toEqual(["Team 1", "Team 2"]);
  expect(groupNames("#. Gruppe", 2)).toEqual(["1. Gruppe", "2. Gruppe"]);
  expect(groupNames("Lab ", 2)).toEqual(["Lab 1", "Lab 2"]);
});

test("numbers go on after the highest that a group has", () => {
  const taken = new Set(["Team 1", "Team 2", "Team 44"]);
  expect(firstFreeNumber("Team #", (name) => taken.has(name))).toBe(45);
  expect(firstFreeNumber("Lab #", (name) => taken.has(name))).toBe(1);
  expect(groupNames("Team", 2, 45)).toEqual(["Team 45", "Team 46"]);
});

/** A linear congruential generator: the same seed gives the same bytes. */
function repeating(seed: number): RandomBytes {
  let state = seed;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}
