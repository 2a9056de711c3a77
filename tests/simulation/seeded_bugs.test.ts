import { describe, expect, test } from "bun:test";
import { seededBugs } from "./saboteurs.ts";
import { runScenario } from "./scenario.ts";

describe.each(seededBugs)("the checker catches $name", ({ caughtAs, sabotage }) => {
  test(`as ${caughtAs}`, async () => {
    const kinds = (await runScenario(sabotage())).map(({ kind }) => kind);
    expect(kinds).toContain(caughtAs);
  }, 20_000);
});

test("nine mistakes are built in", () => {
  expect(seededBugs).toHaveLength(9);
});

test("the same run without a mistake has no anomaly", async () => {
  expect(await runScenario()).toEqual([]);
}, 20_000);
