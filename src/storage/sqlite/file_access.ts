/** Checks a path in the file system; errors are one line for the operator. */
import { accessSync, constants, lstatSync, readlinkSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode } from "#kit/errors.ts";
import { DatabaseError } from "../adapter.ts";

export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

export interface FolderOptions {
  /** Nothing is written to it. */
  readOnly?: boolean;
  /** It is created if it is missing. */
  ownFolder?: string;
}

/** @throws {DatabaseError} unless the file's folder exists and may be used */
export function assertFolder(file: string, { readOnly = false, ownFolder }: FolderOptions): void {
  const folder = dirname(file);
  const stats = lookAt(file, () => statSync(folder, { throwIfNoEntry: false }));
  if (!stats) {
    if (folder === ownFolder) return;
    throw new DatabaseError(
      `There is no folder ${folder} for the database ${file}. Create it, or correct DATABASE_URL.`,
    );
  }
  if (!stats.isDirectory()) {
    throw new DatabaseError(`${folder} is not a folder. Correct DATABASE_URL: ${file}`);
  }
  assertAccess(folder, readOnly);
  lookAt(file, () => isThere(file));
}

/** @throws {DatabaseError} unless the path leads to a regular file */
export function assertRegular(file: string): void {
  const stats = lookAt(file, () => statSync(file, { throwIfNoEntry: false }));
  if (!stats) {
    throw new DatabaseError(
      `${file} is a link to ${readlinkSync(file)}, which does not exist. Put the database there, or remove the link.`,
    );
  }
  if (stats.isDirectory()) {
    throw new DatabaseError(
      `${file} is a folder, and should be a file. Move it away, or correct DATABASE_URL.`,
    );
  }
  if (!stats.isFile()) {
    throw new DatabaseError(`${file} is not a file. Move it away, or correct DATABASE_URL.`);
  }
}

/** @throws {DatabaseError} when the file has a second name */
export function assertOneName(file: string): void {
  if (statSync(file).nlink > 1) {
    // Each name would have a log of its own (sqlite.org/howtocorrupt.html, section 2.5).
    throw new DatabaseError(
      `${file} has a second name on this disk (a hard link), under which it could be written to as well. Copy it to a new file, and put that in its place.`,
    );
  }
}

/** @throws {DatabaseError} when this user may not read it, or not write to it if that is needed */
export function assertAccess(path: string, readOnly: boolean): void {
  const reading = refusal(path, constants.R_OK);
  if (reading) throw new DatabaseError(`${path} cannot be read by ${user()}. ${advice(path)}`);
  const writing = readOnly ? undefined : refusal(path, constants.W_OK);
  if (writing === "EROFS") {
    throw new DatabaseError(`${path} is on a read-only disk. Mount it for writing.`);
  }
  if (writing) {
    throw new DatabaseError(`${path} cannot be written to by ${user()}. ${advice(path)}`);
  }
}

/** @returns the system's error code, or undefined */
function refusal(path: string, mode: number): string | undefined {
  try {
    accessSync(path, mode);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}

function lookAt<T>(file: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    throw new DatabaseError(
      `${file} cannot be reached (${errorCode(error)}). Correct DATABASE_URL or the permissions of its folders.`,
      { cause: error },
    );
  }
}

function user(): string {
  return `the user who runs this (id ${process.getuid?.() ?? "unknown"})`;
}

function advice(path: string): string {
  return `Run this as the user who owns it, or give that right: chown or chmod ${path}`;
}
