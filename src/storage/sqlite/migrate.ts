import { Database as Connection } from "bun:sqlite";
import spine from "../migrations/0001_spine.sqlite.sql" with { type: "text" };
import smallIndexes from "../migrations/0002_small_indexes.sqlite.sql" with { type: "text" };
import { DatabaseError } from "../adapter.ts";
import { asFileError } from "./file_error.ts";
import foldedKeys from "../migrations/0003_folded_keys.sqlite.sql" with { type: "text" };
import removedAs from "../migrations/0004_removed_as.sqlite.sql" with { type: "text" };
import { fillKeys } from "./fill_keys.ts";

interface Migration {
  name: string;
  text: string;
}

/** Append only: never change a released migration, whose checksum every database stores. */
const migrations: Migration[] = [
  { name: "0001_spine", text: spine },
  { name: "0002_small_indexes", text: smallIndexes },
  { name: "0003_folded_keys", text: foldedKeys },
  { name: "0004_removed_as", text: removedAs },
];

/** The first version without the WAL-reset bug (sqlite.org/wal.html). */
const sqliteVersionMin = "3.51.3";

/** A database that this version of the program cannot use. The message says what to do. */
export class MigrationError extends DatabaseError {}

/**
 * Updates the file to the newest schema, each step in a transaction, and checks what the program
 * relies on. Creates the file if it is missing, unless it must exist.
 * @returns the names of the migrations that were applied now
 * @throws {MigrationError} when the file is newer than the program, or a step was changed
 */
export function migrate(
  file: string,
  newEpoch: string,
  { mustExist = false }: { mustExist?: boolean } = {},
): string[] {
  const connection = new Connection(file, { create: !mustExist, readwrite: true });
  try {
    connection.run("pragma busy_timeout = 5000");
    assertVersion(versionOf(connection));
    connection.run("pragma journal_mode = wal");
    connection.run("pragma synchronous = FULL");
    connection.run("begin immediate");
    const applied = apply(connection, file);
    fillKeys(connection);
    connection
      .query("insert into meta (key, value) values ('epoch', ?) on conflict do nothing")
      .run(newEpoch);
    connection.run("commit");
    return applied;
  } catch (error) {
    // Closing the connection undoes an open transaction.
    throw asFileError(file, error);
  } finally {
    connection.close();
  }
}

function apply(connection: Connection, file: string): string[] {
  connection.run(
    "create table if not exists migrations (name text primary key, checksum text not null) strict",
  );
  const known = assertKnownSteps(connection, file);
  const open = migrations.filter(({ name }) => !known.includes(name));
  for (const migration of open) {
    connection.run(migration.text);
    connection
      .query("insert into migrations (name, checksum) values (?, ?)")
      .run(migration.name, checksum(migration));
  }
  return open.map(({ name }) => name);
}

/**
 * @returns the names of the steps that were applied to the database
 * @throws {MigrationError} when the file is newer than the program, or a step was changed
 */
export function assertKnownSteps(connection: Connection, file: string): string[] {
  const known = connection
    .query<{ name: string; checksum: string }, []>(
      "select name, checksum from migrations order by name",
    )
    .all();
  for (const row of known) {
    const migration = migrations.find(({ name }) => name === row.name);
    if (!migration) {
      throw new MigrationError(
        `${file} was created by a newer Team Chat. Start that version, or restore a backup.`,
      );
    }
    if (checksum(migration) !== row.checksum) {
      throw new MigrationError(
        `${file}: migration ${row.name} is not the one that was applied to this database. Use the released files unchanged.`,
      );
    }
  }
  return known.map(({ name }) => name);
}

function checksum({ text }: Migration): string {
  return new Bun.CryptoHasher("sha256").update(text).digest("hex");
}

function versionOf(connection: Connection): string {
  return connection.query<{ version: string }, []>("select sqlite_version() as version").get()!
    .version;
}

/** @throws {MigrationError} when this version of SQLite may damage a database */
export function assertVersion(version: string): void {
  if (Bun.semver.order(version, sqliteVersionMin) < 0) {
    throw new MigrationError(
      `SQLite ${version} can corrupt a database in WAL mode; ${sqliteVersionMin} or newer is needed.`,
    );
  }
}
