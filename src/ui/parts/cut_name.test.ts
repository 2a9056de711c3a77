import { expect, test } from "bun:test";
import { halves } from "./cut_name.tsx";

test("a short name is one piece", () => {
  expect(halves("Team 1: Route planner")).toEqual(["Team 1: Route planner", ""]);
});

test("what tells long names apart is in the second piece, and nothing is lost", () => {
  for (const number of [11, 12]) {
    const name = `Übung Algorithmen und Datenstrukturen, Gruppe ${number}`;
    const [head, tail] = halves(name);
    expect(head + tail).toBe(name);
    expect(tail).toBe(`Gruppe ${number}`);
  }
});

test("a name without spaces is cut between whole characters", () => {
  const name = "😀".repeat(30);
  const [head, tail] = halves(name);
  expect(head + tail).toBe(name);
  expect(Array.from(tail)).toHaveLength(11);
});
