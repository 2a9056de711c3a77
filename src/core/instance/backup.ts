import { lstatSync, mkdtempSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { busSocket, type Config } from "#kit/config.ts";
import { copyDatabase } from "#storage/sqlite/backup.ts";
import { lockSuffixes, realDatabase, sqliteSuffixes } from "#storage/sqlite/database_paths.ts";
import { assertUsable } from "#storage/sqlite/inspect.ts";
import { openReadOnly } from "#storage/sqlite/sqlite.ts";
import { checkDatabase, type Problem } from "./check.ts";
import { isFull, troubleText } from "./storage_trouble.ts";

/** A backup that was not made; nothing was written. The message says why. */
export class BackupError extends Error {
  constructor(
    message: string,
    readonly problems: Problem[] = [],
  ) {
    super(message);
  }
}

type Places = Pick<Config, "databaseFile" | "instanceDir">;

/**
 * Copies the database of a running installation, opens the copy, and checks all of it. It gets its
 * name only when it is good.
 * @returns its size in bytes
 * @throws {BackupError} when the copy is not sound, or the target exists and `force` is not given;
 * with it too when the target is a file of the installation, belongs to a database that is open, or
 * is not a regular file
 */
export async function backUpDatabase(
  places: Places,
  target: string,
  { force }: { force: boolean },
): Promise<{ file: string; bytes: number }> {
  const { databaseFile } = places;
  const file = resolve(target);
  assertUsable(databaseFile, { readOnly: true, mustExist: true });
  assertTarget(file, places, force);
  const folder = folderBeside(file);
  try {
    const part = join(folder, "part.sqlite3");
    copy(databaseFile, part);
    const problems = await problemsOf(part);
    if (problems.length > 0) {
      throw new BackupError("The copy is not sound, and was not kept.", problems);
    }
    renameSync(part, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { file, bytes: statSync(file).size };
}

function assertTarget(file: string, places: Places, force: boolean): void {
  const folder = dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new BackupError(`There is no folder ${folder}.`);
  }
  if (isOwn(file, places)) {
    throw new BackupError(`${file} is a file of Team Chat itself. Choose another name.`);
  }
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats && !stats.isFile()) {
    throw new BackupError(
      `${file} is not a regular file, but a folder, a link or a device. Choose another name.`,
    );
  }
  const log = sqliteSuffixes.map((suffix) => file + suffix).find((path) => isThere(path));
  if (log) {
    // With it SQLite would play the changes of another database into the backup.
    throw new BackupError(
      `${log} lies beside it, as beside a database in use. Choose another name.`,
    );
  }
  if (stats && !force) {
    throw new BackupError(`${file} exists. Choose another name, or overwrite it with --force.`);
  }
}

/** A folder of this backup's own: another one may be going to the same place. */
function folderBeside(file: string): string {
  const folder = dirname(file);
  try {
    return mkdtempSync(join(folder, ".backup-"));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new BackupError(`${folder} cannot be written to (${reason}). Choose another one.`);
  }
}

/** Whether it is a file of the installation, under whatever name it leads there. */
function isOwn(file: string, { databaseFile, instanceDir }: Places): boolean {
  const database = realDatabase(databaseFile);
  const own = [
    databaseFile,
    ...["", ...sqliteSuffixes, ...lockSuffixes].map((suffix) => database + suffix),
    ...["secrets.json", "running.lock", "running.pid", busSocket].map((name) =>
      join(instanceDir, name),
    ),
  ];
  const place = placeOf(file);
  const identity = identityOf(file);
  return own.some(
    (one) => placeOf(one) === place || (identity !== undefined && identityOf(one) === identity),
  );
}

/** Folder and name, however the folder is written; the file need not be there. */
function placeOf(file: string): string | undefined {
  const folder = statSync(dirname(file), { throwIfNoEntry: false });
  return folder && join(realpathSync(dirname(file)), basename(file));
}

function identityOf(file: string): string | undefined {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function copy(databaseFile: string, part: string): void {
  try {
    copyDatabase(databaseFile, part);
  } catch (error) {
    if (isFull(error)) {
      throw new BackupError(
        `No copy was made: there is no room left at ${dirname(dirname(part))}.`,
      );
    }
    throw new BackupError(`No copy was made. ${troubleText(databaseFile, error)}`);
  }
}

async function problemsOf(file: string): Promise<Problem[]> {
  const db = openReadOnly(file);
  try {
    return await checkDatabase(db);
  } finally {
    db.close();
  }
}
