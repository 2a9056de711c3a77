import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { testMs } from "#tests/support/patience.ts";
import { waitingBugs } from "./waiting_saboteurs.ts";

setDefaultTimeout(testMs);

describe.each(waitingBugs)("the waiting database shows $name", ({ sabotage, probe }) => {
  test("where it is built in", async () => {
    expect(await probe(sabotage)).not.toEqual([]);
  });

  test("and nothing where it is not", async () => {
    expect(await probe((db) => db)).toEqual([]);
  });
});

test("three mistakes are built in", () => {
  expect(waitingBugs).toHaveLength(3);
});
