/** What each process opens when it starts and closes when it ends. */
import { mkdirSync } from "node:fs";
import { systemClock } from "#kit/clock.ts";
import type { Config } from "#kit/config.ts";
import { Emitter } from "#kit/emitter.ts";
import { secretToken, systemRandom } from "#kit/ids.ts";
import { createLogger } from "#kit/logger.ts";
import { printable } from "#kit/printable.ts";
import { adapterOf } from "#storage/open.ts";
import type { Services } from "../context.ts";
import { KeptFigures } from "../groups/group_figures.ts";
import { KeptMembers } from "../groups/kept_members.ts";
import { NewestMessages } from "../groups/newest_messages.ts";
import { NewestPages } from "../messages/newest_pages.ts";
import { holdShared } from "./instance_lock.ts";
import { createRateLimits } from "../rates.ts";
import { KeptRules } from "../rules/kept_rules.ts";
import { loadSecrets } from "./secrets.ts";
import { troubleText } from "./storage_trouble.ts";

export interface OpenOptions {
  /** The process's name in the log: `web`, `realtime`, `cli`. */
  process: string;
  /** Does not create a missing database. */
  mustExist?: boolean;
}

/**
 * Only looks; changes nothing.
 * @returns whether there is a database
 * @throws {DatabaseError} when `openServices` would
 */
export function inspectDatabase(config: Config): Promise<boolean> {
  return adapterOf(config).inspect();
}

/** Checks all of an open database, for a start. @throws {DatabaseError} when it is damaged */
export function assertDatabaseSound(config: Config, { db }: Services): Promise<void> {
  return adapterOf(config).assertSound(db);
}

/**
 * Updates the database to the newest schema and opens it; creates the folder and secrets on the
 * first start. `services.db.close()` closes it.
 * @throws {DatabaseError} when the file is not a database of this Team Chat; nothing was changed
 * @throws {InUseError} while the database is being deleted
 */
export async function openServices(config: Config, options: OpenOptions): Promise<Services> {
  const adapter = adapterOf(config);
  const { mustExist } = options;
  await adapter.inspect({ mustExist });
  mkdirSync(config.instanceDir, { recursive: true, mode: 0o700 });
  const hold = await holdShared(config);
  await adapter.migrate({ newEpoch: secretToken(), mustExist });
  const logger = createLogger({
    clock: systemClock,
    level: config.logLevel,
    format: config.logFormat,
    write: (line) => console.log(line),
  }).with({ process: options.process });
  const onMoved = (what: string) =>
    logger.error("database.moved", {
      what,
      hint: "Nothing is saved until it is back, or Team Chat is started again.",
    });
  const opened = await adapter.open({ clock: systemClock, onMoved });
  const db = {
    ...opened,
    close() {
      opened.close();
      hold.release();
    },
  };
  const secrets = await loadSecrets(config, db);
  return {
    db,
    clock: systemClock,
    random: systemRandom,
    logger,
    secrets,
    rates: createRateLimits(systemClock, adapter.severalStarts ? { db, secrets } : undefined),
    sendsMails: config.mail !== undefined,
    newestMessages: new NewestMessages(),
    keptFigures: new KeptFigures(),
    keptMembers: new KeptMembers(),
    newestPages: new NewestPages(),
    keptRules: new KeptRules(),
    appended: new Emitter(),
  };
}

/** For a server: prints in one line why it cannot start, and exits. */
export async function openOrEnd(
  config: Config,
  options: OpenOptions,
  end: () => never,
): Promise<Services> {
  try {
    return await openServices(config, options);
  } catch (error) {
    console.error(printable(troubleText(config, error)));
    return end();
  }
}
