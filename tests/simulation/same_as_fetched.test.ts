import { expect, test } from "bun:test";
import { kinds } from "./page_deeds.ts";
import { pageRun } from "./page_run.ts";

const seed = 20_261_123;

for (const [whose, role] of [
  ["a student", "user"],
  ["staff", "admin"],
] as const) {
  test(`after whatever was done, the page of ${whose} shows what one loaded now shows`, async () => {
    const done = await pageRun({ role, runs: 80, seed });
    // The premise: each deed was done, and not always refused.
    expect(Object.keys(done).toSorted()).toEqual(kinds.toSorted());
  });
}
