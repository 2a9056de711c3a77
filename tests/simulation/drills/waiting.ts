/**
 * The flows of both servers and the simulations on a database that waits and runs everything twice.
 */
import { join } from "node:path";
import { type Drill, secondsSince } from "./drill.ts";

const root = join(import.meta.dir, "../../..");

/**
 * These take hours at a few milliseconds per read, or use a fake clock that advances during reads.
 */
const cannotWait =
  /(adopt\w*|groups_many_people|realtime_long_lists|many_members|whole_system|database_\w+|run_sh|supervisor|start|crashes|power_loss|volatile_disk|held_requests|lock|terminal|cli|nginx|caddy|haproxy)\.test\.ts$/;

export const waiting: Drill = async (_options, progress) => {
  const startedAt = performance.now();
  const seed = Math.floor(Math.random() * 2 ** 31);
  const all = [...new Bun.Glob("tests/{flows,simulation}/*.test.ts").scanSync(root)];
  const files = all.filter((path) => !cannotWait.test(path)).toSorted((a, b) => a.localeCompare(b));
  const wrong: string[] = [];
  for (const [index, file] of files.entries()) {
    const child = Bun.spawn(
      [process.execPath, "test", "--isolate", "--timeout=300000", `./${file}`],
      {
        cwd: root,
        env: { ...process.env, TEST_DATABASE: `waiting:${seed}` },
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    const said = await new Response(child.stderr).text();
    if ((await child.exited) !== 0) {
      const failures = said.split("\n").filter((line) => line.startsWith("(fail)"));
      wrong.push(
        ...(failures.length > 0 ? failures : [`it did not run`]).map((line) => `${file}: ${line}`),
      );
    }
    progress("files", index + 1, files.length);
  }
  return [
    {
      what: "flows and simulations on a database that waits",
      result: wrong.length === 0 ? "all pass" : `${wrong.length} fail`,
      note: `${files.length} files, seed ${seed}, ${secondsSince(startedAt)}`,
      wrong,
    },
  ];
};
