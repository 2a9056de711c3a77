import { join } from "node:path";
import { busSocket } from "#kit/bus_settings.ts";
import type { Config } from "#kit/config.ts";
import { adapterOf } from "#storage/open.ts";
import { checkDatabase } from "./check.ts";

export { BackupError } from "#storage/adapter.ts";

/**
 * Copies the database of a running installation, opens the copy, and checks all of it. The copy
 * gets its name only after the check.
 * @returns its size in bytes
 * @throws {BackupError} when the copy is damaged, the target cannot be written to, or it exists and
 * `force` is not given
 */
export function backUpDatabase(
  config: Config,
  target: string,
  { force }: { force: boolean },
): Promise<{ file: string; bytes: number }> {
  const adapter = adapterOf(config);
  const own = ["secrets.json", "running.lock", "running.pid", busSocket];
  return adapter.backup({
    target,
    force,
    keepOff: own.map((name) => join(config.instanceDir, name)),
    check: (copy) => checkDatabase(copy, adapter),
  });
}
