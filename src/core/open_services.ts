/** What each process opens when it starts, and closes when it ends. */
import { mkdirSync } from "node:fs";
import { systemClock } from "#kit/clock.ts";
import type { Config } from "#kit/config.ts";
import { secretToken, systemRandom } from "#kit/ids.ts";
import { createLog } from "#kit/log.ts";
import { migrate } from "#storage/migrate.ts";
import { openSqlite } from "#storage/sqlite.ts";
import type { Services } from "./context.ts";
import { createRateLimits } from "./rates.ts";
import { loadSecrets } from "./secrets.ts";

export interface OpenOptions {
  /** Named in every line of the log: `web`, `realtime`, `cli`. */
  process: string;
  announce: Services["announce"];
}

/**
 * Brings the database to the newest schema and opens it; makes folder and secrets on the first
 * start. `services.db.close()` ends it.
 */
export function openServices(config: Config, { process, announce }: OpenOptions): Services {
  mkdirSync(config.instanceDir, { recursive: true, mode: 0o700 });
  const secrets = loadSecrets(config.instanceDir);
  migrate(config.databaseFile, secretToken());
  return {
    db: openSqlite({ file: config.databaseFile, clock: systemClock }),
    clock: systemClock,
    random: systemRandom,
    log: createLog({
      clock: systemClock,
      level: config.logLevel,
      format: config.logFormat,
      write: (line) => console.log(line),
    }).with({ process }),
    secrets,
    rates: createRateLimits(systemClock),
    announce,
  };
}
