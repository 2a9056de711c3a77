/** The flows of both servers and the simulations on a database that waits and runs everything twice. */
import { join } from "node:path";
import { type Drill, secondsSince } from "./drill.ts";

const root = join(import.meta.dir, "../../..");

/** They test programs, which open the database themselves and have no switch for another one. */
const ofPrograms =
  /\/(adopt_production|crashes|database_files|dev|held_requests|lock|run_sh|start|supervisor|whole_system)\.test\.ts$/;
/** It adds 20,000 people to a group, and reads each of them twice: hours. */
const endless = /\/groups_many_people\.test\.ts$/;
/** It brings the waiting database itself. */
const waitingAnyway = /\/seeded_waiting\.test\.ts$/;
const excluded = [ofPrograms, endless, waitingAnyway];

/** Nearly all of the time is waiting. */
const parallel = 4;

export const waiting: Drill = async (_options, progress) => {
  const startedAt = performance.now();
  const seed = Math.floor(Math.random() * 2 ** 31);
  const all = [...new Bun.Glob("tests/{flows,simulation}/*.test.ts").scanSync(root)];
  const files = all.filter((path) => !excluded.some((pattern) => pattern.test(path)));
  const waitingFiles = files.toSorted((a, b) => b.localeCompare(a));
  const wrong: string[] = [];
  let done = 0;
  const runAll = async () => {
    for (let file = waitingFiles.pop(); file; file = waitingFiles.pop()) {
      wrong.push(...(await failuresOf(file, seed)));
      progress("files", ++done, files.length);
    }
  };
  await Promise.all(Array.from({ length: parallel }, runAll));
  return [
    {
      what: "flows and simulations on a database that waits",
      result: wrong.length === 0 ? "all pass" : `${wrong.length} fail`,
      note: `${files.length} files, seed ${seed}, ${secondsSince(startedAt)}`,
      wrong,
    },
  ];
};

async function failuresOf(file: string, seed: number): Promise<string[]> {
  const child = Bun.spawn(
    [process.execPath, "test", "--isolate", "--timeout=300000", `./${file}`],
    {
      cwd: root,
      env: { ...process.env, TEST_DATABASE: `waiting:${seed}` },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const output = await new Response(child.stderr).text();
  if ((await child.exited) === 0) return [];
  const failures = output.split("\n").filter((line) => line.startsWith("(fail)"));
  return (failures.length > 0 ? failures : ["it did not run"]).map((line) => `${file}: ${line}`);
}
