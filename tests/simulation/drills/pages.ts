/**
 * Pages that were open all the time, compared with pages loaded now, after thousands of sequences
 * of actions.
 */
import { inspect } from "node:util";
import type { Role } from "#wire/views.ts";
import { pageRun } from "../page_run.ts";
import { type Drill, secondsSince } from "./drill.ts";

const runs = 1_000;

export const pages: Drill = async (_options, progress) => {
  const startedAt = performance.now();
  const seed = Math.floor(Math.random() * 2 ** 31);
  const wrong: string[] = [];
  for (const [whose, role] of [
    ["students", "user"],
    ["staff", "admin"],
  ] as [string, Role][]) {
    const told = (done: number) => progress(`pages of ${whose}`, done, runs);
    await pageRun({ role, runs, seed, progress: told }).catch((error: unknown) => {
      wrong.push(inspect(error));
    });
  }
  return [
    {
      what: `${(2 * runs).toLocaleString("en")} pages open all the time, against pages loaded now`,
      result: wrong.length === 0 ? "the same" : `${wrong.length} differ`,
      note: `up to 40 actions each; seed ${seed}, ${secondsSince(startedAt)}`,
      wrong,
    },
  ];
};
