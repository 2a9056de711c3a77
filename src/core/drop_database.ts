import { existsSync, rmSync } from "node:fs";

/** Deletes the database with its write-ahead log. Secrets stay. @returns whether there was one */
export function dropDatabase(databaseFile: string): boolean {
  const existed = existsSync(databaseFile);
  for (const suffix of ["", "-wal", "-shm"]) rmSync(databaseFile + suffix, { force: true });
  return existed;
}
