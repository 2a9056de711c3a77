import type { Config } from "#kit/config.ts";
import { runningPid } from "./running.ts";

/** @throws when the servers are running: a database is not taken from under them */
export function requireStopped({ instanceDir }: Config): void {
  const pid = runningPid(instanceDir);
  if (pid === undefined) return;
  throw new Error(
    `Team Chat is running (process ${pid}). Stop it first, with Ctrl-C or: kill ${pid}`,
  );
}
