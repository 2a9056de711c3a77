/** A backup of a database file: a copy that is checked before it gets its name. */
import { Database as Connection } from "bun:sqlite";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdtempSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { BackupError, type BackupOrder } from "../adapter.ts";
import { lockSuffixes, realDatabase, sqliteSuffixes } from "./database_paths.ts";
import { asStorageError } from "./errors.ts";
import { explainFileError } from "./file_error.ts";
import { isThere } from "./file_access.ts";
import { assertUsable } from "./inspect.ts";
import { openReadOnly } from "./sqlite.ts";
import { StorageError } from "../database.ts";

/**
 * @returns the size in bytes
 * @throws {BackupError} when the copy is not sound, or the target exists and `force` is not given;
 * with it too when the target is a file to keep off, belongs to a database that is open, or is not
 * a regular file
 */
export async function backUpFile(
  database: string,
  order: BackupOrder,
): Promise<{ file: string; bytes: number }> {
  const file = resolve(order.target);
  assertUsable(database, { readOnly: true, mustExist: true });
  const real = realDatabase(database);
  const besides = ["", ...sqliteSuffixes, ...lockSuffixes].map((suffix) => real + suffix);
  assertTarget(file, [database, ...besides, ...order.keepOff], order.force);
  const folder = folderBeside(file);
  try {
    const part = join(folder, "part.sqlite3");
    copyOrSayWhy(database, part);
    const copy = openReadOnly(part);
    const problems = await order.check(copy).finally(() => copy.close());
    if (problems.length > 0) {
      throw new BackupError("The copy is not sound, and was not kept.", problems);
    }
    renameSync(part, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { file, bytes: statSync(file).size };
}

function assertTarget(file: string, own: readonly string[], force: boolean): void {
  const folder = dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new BackupError(`There is no folder ${folder}.`);
  }
  if (isOwn(file, own)) {
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
function isOwn(file: string, own: readonly string[]): boolean {
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

function copyOrSayWhy(database: string, part: string): void {
  try {
    copyDatabase(database, part);
  } catch (error) {
    if (isFull(error)) {
      throw new BackupError(
        `No copy was made: there is no room left at ${dirname(dirname(part))}.`,
      );
    }
    throw new BackupError(
      `No copy was made. ${explainFileError(database, error) ?? String(error)}`,
    );
  }
}

/** Whether a disk had no room left. */
function isFull(error: unknown): boolean {
  const known = asStorageError(error);
  return known instanceof StorageError && known.problem === "full";
}

/**
 * Writes a copy of a database that is in use: one moment of it, compact, in one file. Writers go on.
 * It has no epoch: whoever begins to work with it is given a new one, each time anew, for positions
 * that clients took in the original, or after an earlier beginning, are void in it.
 */
function copyDatabase(file: string, to: string): void {
  const source = new Connection(file, { readonly: true, strict: true });
  try {
    source.run("pragma busy_timeout = 5000");
    source.query("vacuum into ?").run(to);
  } finally {
    source.close();
  }
  chmodSync(to, 0o600);
  const copy = new Connection(to, { create: false, readwrite: true, strict: true });
  try {
    copy.run("pragma synchronous = FULL");
    copy.run("delete from meta where key = 'epoch'");
  } finally {
    copy.close();
  }
  const descriptor = openSync(to, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
