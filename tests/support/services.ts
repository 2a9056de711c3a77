/**
 * Services with a real database in a folder of their own; only the time is under the test's
 * control.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, systemClock } from "#kit/clock.ts";
import { assert } from "#kit/assert.ts";
import { type Config, readConfig } from "#kit/config.ts";
import { Emitter } from "#kit/emitter.ts";
import { systemRandom } from "#kit/ids.ts";
import { createLogger } from "#kit/logger.ts";
import type { Services } from "#core/context.ts";
import { KeptFigures } from "#core/groups/group_figures.ts";
import { KeptMembers } from "#core/groups/kept_members.ts";
import { NewestMessages } from "#core/groups/newest_messages.ts";
import { NewestPages } from "#core/messages/newest_pages.ts";
import { KeptRules } from "#core/rules/kept_rules.ts";
import type { LogEntry } from "#core/log/log_entry.ts";
import { createRateLimits } from "#core/rates.ts";
import { secretsInFolder } from "#core/instance/secrets.ts";
import { openSqlite } from "#storage/sqlite/sqlite.ts";
import type { SqliteOptions } from "#storage/sqlite/connection.ts";
import type { Database } from "#storage/database.ts";
import { provideMigratedFile } from "./migrated_file.ts";
import { isPostgres, postgresAddress, postgresTestDatabase } from "./postgres_database.ts";
import { testDatabase } from "./waiting_database.ts";

export interface TestServices extends Services {
  config: Config;
  /** Every line that was logged. */
  lines: string[];
  /** Every entry that was appended, in order. */
  appendedEntries: LogEntry[];
  dispose(): void;
}

/** The kinds of the appended entries, in order. */
export function appendedKinds({ appendedEntries }: TestServices): string[] {
  return appendedEntries.map((entry) => {
    if (entry.scope === "conversation") return entry.frame.messageType;
    return entry.scope === "user" ? entry.event.kind : entry.scope;
  });
}

export interface TestServicesOptions {
  clock?: Clock;
  env?: Record<string, string>;
  /** A database that another set of services has opened already. */
  instanceDir?: string;
  /** The folder of services that have ended: these begin with what those have stored. */
  copyOf?: string;
  /** Creates the emitter of the entries that were appended. */
  appended?: () => Services["appended"];
  synchronous?: SqliteOptions["synchronous"];
  /** Wraps the database that the verbs use. */
  around?: (db: Services["db"]) => Services["db"];
}

export function testServices(options: TestServicesOptions = {}): TestServices {
  const clock = options.clock ?? systemClock;
  const ownDir = options.instanceDir ?? mkdtempSync(join(tmpdir(), "team-chat-"));
  if (options.copyOf) cpSync(options.copyOf, ownDir, { recursive: true });
  const read = readConfig({
    INSTANCE_DIR: ownDir,
    PUBLIC_URL: "http://127.0.0.1:5000",
    ...options.env,
  });
  // A free port that no setting names, unless a test restarts on its former one.
  const port = (name: "WEB_PORT" | "REALTIME_PORT") => Number(options.env?.[name] ?? 0);
  const database = isPostgres ? postgresAddress(ownDir) : read.database;
  const ports = { webPort: port("WEB_PORT"), realtimePort: port("REALTIME_PORT") };
  const config = { ...read, ...ports, database };
  const secrets = secretsInFolder(config.instanceDir);
  const chosen =
    database.kind === "postgres"
      ? postgresTestDatabase(database, clock)
      : testDatabase(newSqlite(database.file, options));
  const db = options.around?.(chosen) ?? chosen;
  const lines: string[] = [];
  const appendedEntries: LogEntry[] = [];
  const appended = options.appended?.() ?? new Emitter();
  appended.subscribe((entries) => appendedEntries.push(...entries));
  return {
    db,
    clock,
    random: systemRandom,
    logger: createLogger({
      clock,
      level: "debug",
      format: "json",
      write: (line) => lines.push(line),
    }),
    secrets,
    rates: createRateLimits(clock),
    sendsMails: config.mail !== undefined,
    newestMessages: new NewestMessages(),
    keptFigures: new KeptFigures(),
    keptMembers: new KeptMembers(),
    newestPages: new NewestPages(),
    keptRules: new KeptRules(),
    appended,
    config,
    lines,
    appendedEntries,
    dispose() {
      db.close();
      if (!options.instanceDir) rmSync(ownDir, { recursive: true, force: true });
    },
  };
}

function newSqlite(
  file: string,
  { clock = systemClock, copyOf, synchronous }: TestServicesOptions,
): Database {
  if (!copyOf) provideMigratedFile(file);
  return openSqlite({ file, clock, synchronous });
}

/** The file of a SQLite database, for tests that reach into it. */
export function databaseFile({ config: { database } }: Pick<TestServices, "config">): string {
  assert(database.kind === "sqlite", "this test is about a file of SQLite");
  return database.file;
}
