import { expect, test } from "bun:test";
import { earlierRoundsOf } from "./rounds_of.ts";

const biology = { id: "b", name: "Biology", position: 1 };

const group = (name: string, more = {}) => ({
  id: name,
  name,
  position: 0,
  seq: 1,
  unread: 0,
  ...more,
});

test("earlier rounds are listed by course and set, the newest first, and their groups by the name they had", () => {
  const reviews = (round: number) => ({ chapter: { set: "Reviews", round } });
  const rounds = earlierRoundsOf([
    group("Archived alone"),
    group("Team 1 · Reviews 1", reviews(1)),
    group("Lab 7 · Labs 2", { chapter: { set: "Labs", round: 2 } }),
    group("Team 2 · Reviews 10", reviews(10)),
    group("Renamed", reviews(1)),
    group("Team 1 · Reviews 2", reviews(2)),
    group("Pair · Reviews 1", { ...reviews(1), course: biology }),
  ]);
  expect(
    rounds.map(({ chapter: { set, round }, course, groups }) => [
      `${set} ${round} ${course?.name ?? ""}`.trim(),
      groups.map(({ name }) => name),
    ]),
  ).toEqual([
    ["Reviews 10", ["Team 2"]],
    ["Reviews 2", ["Team 1"]],
    ["Reviews 1", ["Team 1", "Renamed"]],
    ["Labs 2", ["Lab 7"]],
    ["Reviews 1 Biology", ["Pair"]],
  ]);
  expect(new Set(rounds.map(({ key }) => key)).size).toBe(5);
});
