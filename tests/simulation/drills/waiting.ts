/** The flows of both servers and the simulations on a database that waits and runs everything twice. */
import type { Drill } from "./drill.ts";
import { root, runOn } from "./on_database.ts";

/**
 * They run whole programs, which open SQLite themselves: a setting for another database that only
 * tests use would be a part of the product.
 */
const ofPrograms =
  /\/(adopt_production|crashes|database_files|dev|lock|run_sh|start|supervisor|whole_system)\.test\.ts$/;
/** It adds 20,000 people to a group, each with an event of its own: a quarter of an hour. */
const endless = /\/groups_many_people\.test\.ts$/;
/** It brings the waiting database itself. */
const waitingAnyway = /\/seeded_waiting\.test\.ts$/;
const excluded = [ofPrograms, endless, waitingAnyway];

export const waiting: Drill = async (_options, progress) => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const all = [...new Bun.Glob("tests/{flows,simulation}/*.test.ts").scanSync(root)];
  const row = await runOn(
    {
      what: "flows and simulations on a database that waits",
      files: all.filter((path) => !excluded.some((pattern) => pattern.test(path))),
      env: { TEST_DATABASE: `waiting:${seed}` },
      note: `without whole programs and 20,000 people; seed ${seed}, `,
    },
    progress,
  );
  return [row];
};
