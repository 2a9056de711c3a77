import { expect, setDefaultTimeout, test } from "bun:test";
import { testMs } from "#tests/support/patience.ts";
import { kinds } from "./page_actions.ts";
import { pageRun } from "./page_run.ts";

setDefaultTimeout(testMs);

const seed = 20_261_124;

for (const [whose, role] of [
  ["a student", "user"],
  ["staff", "admin"],
] as const) {
  test(`after any sequence of actions, the page of ${whose} shows what one loaded now shows`, async () => {
    const done = await pageRun({ role, runs: 30, seed });
    // The premise: each action was carried out at least once.
    expect(Object.keys(done).toSorted()).toEqual(kinds.toSorted());
  });
}
