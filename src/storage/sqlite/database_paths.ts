import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * The real path of a database, whichever links and spellings lead there; SQLite puts its own files
 * beside it. The file need not exist, but its folder must.
 */
export function realDatabase(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
}

/** The files that SQLite puts beside a database. */
export const sqliteSuffixes = ["-wal", "-shm", "-journal"] as const;

/** Our files beside it: the lock, and the note that names its holder. */
export const lockSuffixes = ["-lock", "-pid"] as const;
