/** One start at a time in an instance folder: `running.pid` names the supervisor that has it. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Config, ConfigError } from "#kit/config.ts";

/** @returns the process that runs this instance, if one does */
export function runningPid(instanceDir: string): number | undefined {
  const pid = Number(readIfThere(join(instanceDir, "running.pid")));
  return pid > 0 && pid !== process.pid && isSupervisor(pid) ? pid : undefined;
}

/** @throws {ConfigError} when a start has this instance's database open */
export function requireStopped({ instanceDir }: Pick<Config, "instanceDir">): void {
  const pid = runningPid(instanceDir);
  if (pid === undefined) return;
  throw new ConfigError(
    `Team Chat is running in ${instanceDir} (process ${pid}). Stop it first, with Ctrl-C or: kill ${pid}`,
  );
}

/** @returns what undoes it */
export function markRunning(instanceDir: string): () => void {
  const file = join(instanceDir, "running.pid");
  writeFileSync(file, `${process.pid}\n`, { mode: 0o600 });
  return () => {
    rmSync(file, { force: true });
  };
}

/** A number may belong to another program since: where the system tells, its command is looked at. */
function isSupervisor(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const command = readIfThere(`/proc/${pid}/cmdline`);
  return command === undefined || command.includes("cli/main.ts");
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
