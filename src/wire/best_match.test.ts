import { expect, test } from "bun:test";
import { bestMatches } from "./best_match.ts";

function found(typed: string, ...names: string[]): string[] {
  return bestMatches(
    names.map((name) => ({ name })),
    typed,
  ).map(({ name }) => name);
}

test("what no word matches is left out", () => {
  expect(found("team x", "Team 1", "Seminar")).toEqual([]);
});

test("“team 1” finds Team 1 before Team 12 and Old team 1", () => {
  expect(found("team 1", "Team 12", "Old team 10", "Old team 1", "Team 1: maps", "Team 1")).toEqual(
    ["Team 1", "Team 1: maps", "Team 12", "Old team 1", "Old team 10"],
  );
});

test("words in another order and accents are found, after names that begin so", () => {
  expect(found("muller", "Lena Müller", "Müller, Lena", "Obermüller")).toEqual([
    "Müller, Lena",
    "Lena Müller",
    "Obermüller",
  ]);
  expect(found("1 team", "Team 1")).toEqual(["Team 1"]);
});

test("nothing typed leaves all in their order", () => {
  expect(found(" ", "B", "A")).toEqual(["B", "A"]);
});
