/** Backs up a database file: makes a copy that is checked before it gets its name. */
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
import { errorCode } from "#kit/errors.ts";
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
 * @throws {BackupError} when the copy is damaged, or the target exists and `force` is not given;
 * even with it when the target is one of the files to spare, belongs to a database that is open, or
 * is not a regular file
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
      throw new BackupError("The copy is damaged and was not kept.", problems);
    }
    renameSync(part, file);
  } finally {
    rmSync(folder, { recursive: true });
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
    // SQLite would apply the changes in it, which belong to another database, to the backup.
    throw new BackupError(`${log} is beside it, as with a database in use. Choose another name.`);
  }
  if (stats && !force) {
    throw new BackupError(`${file} exists. Choose another name, or overwrite it with --force.`);
  }
}

/** A folder for this backup alone: another one may be writing to the same place. */
function folderBeside(file: string): string {
  const folder = dirname(file);
  try {
    return mkdtempSync(join(folder, ".backup-"));
  } catch (error) {
    throw new BackupError(
      `${folder} cannot be written to (${errorCode(error)}). Choose another one.`,
    );
  }
}

/** Whether the path leads to a file of the installation, by any name. */
function isOwn(file: string, own: readonly string[]): boolean {
  const place = placeOf(file);
  const identity = identityOf(file);
  return own.some(
    (one) => placeOf(one) === place || (identity !== undefined && identityOf(one) === identity),
  );
}

/** Normalises the folder of a path; the file need not exist. */
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
        `No copy was made: there is no space left at ${dirname(dirname(part))}.`,
      );
    }
    throw new BackupError(
      `No copy was made. ${explainFileError(database, error) ?? String(error)}`,
    );
  }
}

/** Whether a disk was full. */
function isFull(error: unknown): boolean {
  const known = asStorageError(error);
  return known instanceof StorageError && known.problem === "full";
}

/**
 * Writes a copy of a database that is in use: one consistent state, compact, in one file, while
 * writers go on. The copy has no epoch. Each time an installation starts on it, it gets a new one,
 * so that positions from the original or from an earlier start are invalid.
 */
function copyDatabase(file: string, to: string): void {
  const source = new Connection(file, { readonly: true });
  try {
    source.run("pragma busy_timeout = 5000");
    source.query("vacuum into ?").run(to);
  } finally {
    source.close();
  }
  chmodSync(to, 0o600);
  const copy = new Connection(to, { readwrite: true });
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
