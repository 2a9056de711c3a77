import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { copyDatabase } from "#storage/backup.ts";
import { openReadOnly } from "#storage/sqlite.ts";
import { checkDatabase, type Problem } from "./check.ts";

/** A backup that was not made; nothing was written. The message says why. */
export class BackupError extends Error {
  constructor(
    message: string,
    readonly problems: Problem[] = [],
  ) {
    super(message);
  }
}

/**
 * Copies the database of a running installation, opens the copy, and checks all of it. It gets its
 * name only when it is good.
 * @returns its size in bytes
 * @throws {BackupError} when the target exists and `force` is not given, or the copy is not sound
 */
export async function backup(
  databaseFile: string,
  target: string,
  { force }: { force: boolean },
): Promise<{ file: string; bytes: number }> {
  const file = resolve(target);
  if (!existsSync(databaseFile)) throw new BackupError(`There is no database at ${databaseFile}.`);
  if (file === resolve(databaseFile)) {
    throw new BackupError("The backup cannot be the database itself.");
  }
  if (existsSync(file) && !force) {
    throw new BackupError(`${file} exists. Choose another name, or overwrite it with --force.`);
  }
  if (!existsSync(dirname(file))) {
    throw new BackupError(`There is no folder ${dirname(file)}.`);
  }
  const part = `${file}.part`;
  rmSync(part, { force: true });
  try {
    copyDatabase(databaseFile, part);
    const problems = await problemsOf(part);
    if (problems.length > 0) {
      throw new BackupError("The copy is not sound, and was not kept.", problems);
    }
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
  return { file, bytes: statSync(file).size };
}

async function problemsOf(file: string): Promise<Problem[]> {
  const db = openReadOnly(file);
  try {
    return await checkDatabase(db);
  } finally {
    db.close();
  }
}
