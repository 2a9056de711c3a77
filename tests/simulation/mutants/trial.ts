/** Makes one change and finds out whether the tests that run it notice. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Change, changed } from "./changes.ts";
import { type Plan, settings } from "./reach.ts";
import { runBun, type Workshop } from "./workshop.ts";

export type Verdict =
  | { kind: "caught"; by: string }
  /** The compiler rejects it. */
  | { kind: "refused" }
  | { kind: "survived"; asked: number };

/** How many run at once: the first one that fails ends them. */
const batchFiles = 12;

/** Makes the change in the workshop, runs the tests, and undoes the change. */
export async function tryChange(workshop: Workshop, change: Change, plan: Plan): Promise<Verdict> {
  const file = join(workshop.folder, change.path);
  const original = readFileSync(file, "utf8");
  writeFileSync(file, changed(original, change));
  try {
    if (!(await compiles(workshop))) return { kind: "refused" };
    for (const tests of [plan.near, ...batches(plan.rest)]) {
      const by = await firstRed(workshop, tests, plan.ms);
      if (by !== undefined) return { kind: "caught", by };
    }
    return { kind: "survived", asked: plan.near.length + plan.rest.length };
  } finally {
    writeFileSync(file, original);
  }
}

async function compiles(workshop: Workshop): Promise<boolean> {
  return (await runBun(workshop, ["check", "-p", "tsconfig.json"], 120_000)).ok;
}

function batches(tests: string[]): string[][] {
  const parts: string[][] = [];
  for (let i = 0; i < tests.length; i += batchFiles) parts.push(tests.slice(i, i + batchFiles));
  return parts;
}

/** @returns the title of the first test that failed, or what happened instead */
async function firstRed(
  workshop: Workshop,
  tests: string[],
  usualMs: number,
): Promise<string | undefined> {
  if (tests.length === 0) return undefined;
  const paths = tests.map((test) => `./${test}`);
  const limitMs = 60_000 + 4 * usualMs;
  const { ok, timedOut, said } = await runBun(
    workshop,
    ["test", ...settings, "--bail", ...paths],
    limitMs,
  );
  if (ok) return undefined;
  if (timedOut) return "tests that do not end";
  return /^\(fail\) (.*?)( \[[\d.]+m?s\])?$/m.exec(said)?.[1] ?? "a file that does not load";
}
