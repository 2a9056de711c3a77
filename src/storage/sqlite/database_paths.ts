import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Where a database really lies, whichever links and spellings lead there: SQLite lays its own files
 * beside that one. The file need not be there, its folder must.
 */
export function realDatabase(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
}

/** What SQLite lays beside a database. */
export const sqliteSuffixes = ["-wal", "-shm", "-journal"] as const;

/** What we lay beside it: the lock, and who has it. */
export const lockSuffixes = ["-lock", "-pid"] as const;
