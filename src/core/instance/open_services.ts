/** What each process opens when it starts, and closes when it ends. */
import { mkdirSync } from "node:fs";
import { systemClock } from "#kit/clock.ts";
import type { Config } from "#kit/config.ts";
import { Emitter } from "#kit/emitter.ts";
import { secretToken, systemRandom } from "#kit/ids.ts";
import { createLog } from "#kit/log.ts";
import { printable } from "#kit/printable.ts";
import { migrate } from "#storage/sqlite/migrate.ts";
import { assertUsable } from "#storage/sqlite/inspect.ts";
import { openSqlite } from "#storage/sqlite/sqlite.ts";
import type { Services } from "../context.ts";
import { holdShared } from "./instance_lock.ts";
import { createRateLimits } from "../rates.ts";
import { loadSecrets } from "./secrets.ts";
import { troubleText } from "./storage_trouble.ts";

export interface OpenOptions {
  /** Named in every line of the log: `web`, `realtime`, `cli`. */
  process: string;
  /** The database is not made when it is missing. */
  mustExist?: boolean;
}

/** Looks, and changes nothing. @throws {DatabaseFileError} when `openServices` would */
export function assertDatabaseUsable({ databaseFile, instanceDir }: Config): void {
  assertUsable(databaseFile, { ownFolder: instanceDir });
}

/**
 * Brings the database to the newest schema and opens it; makes folder and secrets on the first
 * start. `services.db.close()` ends it.
 * @throws {DatabaseFileError} when the file is no database of this Team Chat; nothing was changed
 * @throws {InUseError} while somebody deletes the database
 */
export function openServices(config: Config, options: OpenOptions): Services {
  const { databaseFile, instanceDir } = config;
  const { mustExist } = options;
  assertUsable(databaseFile, { mustExist, ownFolder: instanceDir });
  mkdirSync(instanceDir, { recursive: true, mode: 0o700 });
  const hold = holdShared(config);
  const secrets = loadSecrets(instanceDir);
  migrate(databaseFile, secretToken(), { mustExist });
  const log = createLog({
    clock: systemClock,
    level: config.logLevel,
    format: config.logFormat,
    write: (line) => console.log(line),
  }).with({ process: options.process });
  const onMoved = (what: string) =>
    log.error("database.moved", {
      what,
      hint: "Nothing is saved until it is back, or Team Chat is started again.",
    });
  const db = openSqlite({ file: databaseFile, clock: systemClock, onMoved });
  return {
    db: {
      ...db,
      close() {
        db.close();
        hold.release();
      },
    },
    clock: systemClock,
    random: systemRandom,
    log,
    secrets,
    rates: createRateLimits(systemClock),
    appended: new Emitter(),
  };
}

/** For a server: says in one line why it cannot begin, and ends. */
export function openOrEnd(config: Config, options: OpenOptions, end: () => never): Services {
  try {
    return openServices(config, options);
  } catch (error) {
    console.error(printable(troubleText(config.databaseFile, error)));
    return end();
  }
}
