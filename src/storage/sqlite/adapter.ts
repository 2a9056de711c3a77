/**
 * SQLite as the database of an installation: one file, with the files that SQLite and we keep
 * beside it.
 */
import { existsSync, rmSync } from "node:fs";
import type { Adapter } from "../adapter.ts";
import { takeFileLock } from "../file_lock.ts";
import { tablesOn } from "../table_queries.ts";
import { backUpFile } from "./backup.ts";
import { fileProblems, quickFileProblems } from "./check_file.ts";
import { emptyWal } from "./connection.ts";
import { realDatabase, sqliteSuffixes } from "./database_paths.ts";
import { damagedFile, explainFileError } from "./file_error.ts";
import { assertMayBeDropped, assertUsable } from "./inspect.ts";
import { migrate } from "./migrate.ts";
import { openSqlite } from "./sqlite.ts";
import { tableSession } from "./tables.ts";

/** @param ownFolder a folder that may be created together with the file */
export function sqliteAdapter(file: string, ownFolder: string): Adapter {
  return {
    severalStarts: false,
    async inspect(inspection) {
      assertUsable(file, { ...inspection, ownFolder });
      return existsSync(file);
    },
    async migrate({ newEpoch, ...options }) {
      return migrate(file, newEpoch, options);
    },
    async open(options) {
      return openSqlite({ file, ...options });
    },
    openTables: () => tablesOn(tableSession(file)),
    async lock(mode) {
      const real = realDatabase(file);
      const lock = { file: `${real}-lock`, note: `${real}-pid`, guarded: real };
      return takeFileLock(lock, mode === "start" ? "single" : mode);
    },
    // The only start.
    takeTurn: async () => ({ afterDeath: false, release() {} }),
    check: fileProblems,
    async assertSound(db) {
      const [problem] = await quickFileProblems(db);
      if (problem) throw damagedFile(file, problem.where);
    },
    backup: (order) => backUpFile(file, order),
    async purge() {
      return emptyWal(file);
    },
    async assertMayBeDropped() {
      assertMayBeDropped(file, ownFolder);
      return existsSync(file);
    },
    async drop() {
      const real = realDatabase(file);
      // The real path, and a link to it.
      for (const suffix of ["", ...sqliteSuffixes]) rmSync(real + suffix, { force: true });
      rmSync(file, { force: true });
    },
    explain: (error) => explainFileError(file, error),
  };
}
