/** Tests on another database than they run on usually. */
import { join } from "node:path";
import { testEnvironment } from "#tests/support/test_environment.ts";
import { type Progress, type Row, secondsSince } from "./drill.ts";

export const root = join(import.meta.dir, "../../..");

/** Nearly all of the time is waiting. */
const parallel = 4;

export interface Order {
  what: string;
  files: string[];
  env: Record<string, string>;
  note: string;
}

/** Runs each file in a process of its own. */
export async function runOn({ what, files, env, note }: Order, progress: Progress): Promise<Row> {
  const startedAt = performance.now();
  const queue = files.toSorted((a, b) => b.localeCompare(a));
  const wrong: string[] = files.length === 0 ? ["there are no such files"] : [];
  let done = 0;
  const runAll = async () => {
    for (let file = queue.pop(); file; file = queue.pop()) {
      wrong.push(...(await failuresOf(file, env)));
      progress("files", ++done, files.length);
    }
  };
  await Promise.all(Array.from({ length: parallel }, runAll));
  return {
    what,
    result: wrong.length === 0 ? "all pass" : `${wrong.length} fail`,
    note: `${files.length} files, ${note}${secondsSince(startedAt)}`,
    wrong,
  };
}

async function failuresOf(file: string, env: Record<string, string>): Promise<string[]> {
  const child = Bun.spawn(
    [process.execPath, "test", "--isolate", "--timeout=300000", `./${file}`],
    {
      cwd: root,
      env: { ...testEnvironment(), ...env },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const output = await new Response(child.stderr).text();
  if ((await child.exited) === 0) return [];
  const failures = output.split("\n").filter((line) => line.startsWith("(fail)"));
  return (failures.length > 0 ? failures : ["it did not run"]).map((line) => `${file}: ${line}`);
}
