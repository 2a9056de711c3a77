import { existsSync, rmSync } from "node:fs";
import type { Config } from "#kit/config.ts";
import { realDatabase, sqliteSuffixes } from "#storage/sqlite/database_paths.ts";
import { assertMayBeDropped } from "#storage/sqlite/inspect.ts";

type Places = Pick<Config, "databaseFile" | "instanceDir">;

/**
 * @returns whether there is a database to delete
 * @throws {DatabaseFileError} when what is there is no database of Team Chat
 */
export function mayDropDatabase({ databaseFile, instanceDir }: Places): boolean {
  assertMayBeDropped(databaseFile, instanceDir);
  return existsSync(databaseFile);
}

/**
 * Deletes the database with what SQLite laid beside it, where it really lies, and a link to it.
 * Secrets stay. Whoever calls this has asked `mayDropDatabase`, and holds the database alone.
 */
export function dropDatabase(databaseFile: string): void {
  const real = realDatabase(databaseFile);
  for (const suffix of ["", ...sqliteSuffixes]) rmSync(real + suffix, { force: true });
  rmSync(databaseFile, { force: true });
}
