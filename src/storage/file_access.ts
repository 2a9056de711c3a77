/** What the file system says about a path, as one line for the operator. */
import { accessSync, constants, lstatSync, readlinkSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseFileError } from "./database_file_error.ts";

export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

export interface FolderOptions {
  /** Nothing is written into it. */
  readOnly?: boolean;
  /** It is made when it is missing. */
  ownFolder?: string;
}

/** @throws {DatabaseFileError} unless the file's folder is there and may be used */
export function assertFolder(file: string, { readOnly = false, ownFolder }: FolderOptions): void {
  const folder = dirname(file);
  const stats = lookAt(file, () => statSync(folder, { throwIfNoEntry: false }));
  if (!stats) {
    if (folder === ownFolder) return;
    throw new DatabaseFileError(
      `There is no folder ${folder} for the database ${file}. Make it, or correct DATABASE_URL.`,
    );
  }
  if (!stats.isDirectory()) {
    throw new DatabaseFileError(`${folder} is not a folder. Correct DATABASE_URL: ${file}`);
  }
  assertAccess(folder, readOnly);
  lookAt(file, () => isThere(file));
}

/** @throws {DatabaseFileError} unless the path leads to a file that has this one name */
export function assertRegular(file: string): void {
  const stats = lookAt(file, () => statSync(file, { throwIfNoEntry: false }));
  if (!stats) {
    throw new DatabaseFileError(
      `${file} is a link to ${readlinkSync(file)}, which is not there. Put the database there, or remove the link.`,
    );
  }
  if (stats.isDirectory()) {
    throw new DatabaseFileError(
      `${file} is a folder. Move it away, or set DATABASE_URL to a file, such as sqlite:${file}/db.sqlite3`,
    );
  }
  if (!stats.isFile()) {
    throw new DatabaseFileError(`${file} is not a file. Move it away, or correct DATABASE_URL.`);
  }
  if (stats.nlink > 1) {
    // Each name would have a log of its own (sqlite.org/howtocorrupt.html, section 2.5).
    throw new DatabaseFileError(
      `${file} has a second name on this disk (a hard link), under which it could be written to as well. Copy it to a new file, and put that in its place.`,
    );
  }
}

/** @throws {DatabaseFileError} when this user may not read, or not write where that is needed */
export function assertAccess(path: string, readOnly: boolean): void {
  if (!may(path, constants.R_OK)) {
    throw new DatabaseFileError(`${path} cannot be read by ${user()}. ${advice(path)}`);
  }
  if (!readOnly && !may(path, constants.W_OK)) {
    throw new DatabaseFileError(`${path} cannot be written to by ${user()}. ${advice(path)}`);
  }
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function lookAt<T>(file: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new DatabaseFileError(
      `${file} cannot be reached (${code}). Correct DATABASE_URL or the permissions of its folders.`,
      { cause: error },
    );
  }
}

function user(): string {
  return `the user who runs this (number ${process.getuid?.() ?? "unknown"})`;
}

function advice(path: string): string {
  return `Run this as the user who owns it, or give that right: chown or chmod ${path}`;
}
