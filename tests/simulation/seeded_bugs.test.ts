import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { testMs } from "#tests/support/patience.ts";
import { seededBugs } from "./saboteurs.ts";
import { runScenario } from "./scenario.ts";

setDefaultTimeout(testMs);

describe.each(seededBugs)("the checker catches $name", ({ caughtAs, sabotage }) => {
  test(`as ${caughtAs}`, async () => {
    const kinds = (await runScenario(sabotage())).map(({ kind }) => kind);
    expect(kinds).toContain(caughtAs);
  });
});

test("thirteen mistakes are built in", () => {
  expect(seededBugs).toHaveLength(13);
});

test("the same run without a mistake has no anomaly", async () => {
  expect(await runScenario()).toEqual([]);
});
