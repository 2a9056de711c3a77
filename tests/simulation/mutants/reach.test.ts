import { expect, test } from "bun:test";
import type { Change } from "./changes.ts";
import { planFor, ranLines, type Reach } from "./reach.ts";

const change = (line: number, lastLine = line): Change => ({
  path: "src/core/groups/members.ts",
  line,
  lastLine,
  start: 0,
  end: 0,
  replacement: "",
  what: "",
});

const reach = (path: string, lines: number[], rest: Partial<Reach> = {}): Reach => ({
  test: path,
  ms: 1_000,
  lines: new Map([["src/core/groups/members.ts", new Set(lines)]]),
  startsPrograms: false,
  ...rest,
});

test("lines that did not run, and files that were not read, are not in a report", () => {
  const lines = ranLines("TN:\nSF:src/a.ts\nDA:1,2\nDA:2,0\nend_of_record\nSF:src/b.ts\nDA:7,1\n");
  expect(lines).toEqual(
    new Map([
      ["src/a.ts", new Set([1])],
      ["src/b.ts", new Set([7])],
    ]),
  );
});

test("a test that did not run the line is not selected", () => {
  const plan = planFor(change(3), [reach("tests/flows/a.test.ts", [2, 4])]);
  expect(plan).toEqual({ near: [], rest: [], ms: 0 });
});

test("near ones come first, by folder and by name, and quick ones before slow ones", () => {
  const plan = planFor(change(3, 5), [
    reach("tests/flows/slow.test.ts", [5], { ms: 9_000 }),
    reach("tests/flows/quick.test.ts", [4]),
    reach("tests/flows/many_members.test.ts", [3], { ms: 5_000 }),
    reach("src/core/groups/edit_group.test.ts", [3]),
  ]);
  expect(plan.near).toEqual([
    "src/core/groups/edit_group.test.ts",
    "tests/flows/many_members.test.ts",
  ]);
  expect(plan.rest).toEqual(["tests/flows/quick.test.ts", "tests/flows/slow.test.ts"]);
  expect(plan.ms).toBe(16_000);
});

test("tests that start programs are selected for lines that no others run", () => {
  const program = reach("tests/flows/whole_system.test.ts", [], { startsPrograms: true });
  const own = reach("tests/flows/a.test.ts", [3]);
  expect(planFor(change(3), [program, own]).rest).toEqual(["tests/flows/a.test.ts"]);
  expect(planFor(change(4), [program, own]).rest).toEqual(["tests/flows/whole_system.test.ts"]);
});
