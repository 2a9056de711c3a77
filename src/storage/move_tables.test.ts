import { expect, test } from "bun:test";
import { DatabaseError } from "./adapter.ts";
import { moveTables } from "./move_tables.ts";
import type { Cell, Table, Tables } from "./tables.ts";

const things: Table = {
  name: "things",
  columns: [
    { name: "id", isText: true },
    { name: "size", isText: false },
  ],
  key: ["id"],
};

/** Tables in memory, which read two rows at a time. */
function inMemory(rows: Cell[][], insert = (row: Cell[]): Cell[][] => [row]): Tables {
  const unused = () => Promise.reject(new Error("not expected"));
  return {
    list: async () => [things],
    count: async () => rows.length,
    async rowsAfter(_table, row) {
      const sorted = rows.toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
      const rest = sorted.filter(([id]) => row === undefined || String(id) > String(row[0]));
      return rest.slice(0, 2);
    },
    async clear() {
      rows.length = 0;
    },
    async insert(_table, more) {
      rows.push(...more.flatMap(insert));
    },
    lastNumbers: async () => new Map(),
    setLastNumber: unused,
    settle: async () => {},
    meta: unused,
    setMeta: unused,
    finish: unused,
    close: unused,
  };
}

const source = () =>
  inMemory([
    ["c", 3],
    ["a", 1],
    ["b", null],
  ]);

const moved = (to: Tables, steps: string[] = []) =>
  moveTables(source(), to, {
    copied: (done, total) => steps.push(`copied ${done} of ${total}`),
    compared: (done, total) => steps.push(`compared ${done} of ${total}`),
  });

test("a copy with a row too few or too many, or with another value, is refused", async () => {
  const mistakes = [
    (row: Cell[]) => (row[0] === "b" ? [] : [row]),
    (row: Cell[]) => (row[0] === "b" ? [row, ["bb", 1]] : [row]),
    (row: Cell[]) => (row[0] === "b" ? [["b", 0]] : [row]),
  ];
  for (const mistake of mistakes) {
    const refused = moved(inMemory([], mistake));
    await expect(refused).rejects.toThrow("cannot be used");
    await expect(refused).rejects.toBeInstanceOf(DatabaseError);
  }
});

test("everything is copied and compared, and replaces what the target had", async () => {
  const rows: Cell[][] = [["z", 9]];
  const steps: string[] = [];
  expect(await moved(inMemory(rows), steps)).toEqual([{ name: "things", rows: 3 }]);
  expect(rows).toEqual([
    ["a", 1],
    ["b", null],
    ["c", 3],
  ]);
  expect(steps).toEqual(["copied 2 of 3", "copied 3 of 3", "compared 2 of 3", "compared 3 of 3"]);
});
