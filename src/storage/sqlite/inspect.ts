/**
 * Checks a database file before it is used, and changes nothing. Anything but a database of this
 * Team Chat is refused with one line that names the file and says what to do.
 */
import { Database as Connection, constants } from "bun:sqlite";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { realDatabase } from "./database_paths.ts";
import { assertKnownSteps } from "./migrate.ts";
import { DatabaseError, type Inspection } from "../adapter.ts";
import { asFileError, DamagedError } from "./file_error.ts";
import {
  assertAccess,
  assertFolder,
  assertOneName,
  assertRegular,
  isThere,
} from "./file_access.ts";

interface FileInspection extends Inspection {
  /** A folder that is created if it is missing. */
  ownFolder?: string;
}

/** @throws {DatabaseError} when the file cannot be, or cannot become, a database of Team Chat */
export function assertUsable(file: string, inspection: FileInspection = {}): void {
  whileItChanges(file, () => checkUsable(file, inspection));
}

function checkUsable(file: string, inspection: FileInspection): void {
  const { readOnly = false, mustExist = false } = inspection;
  assertFolder(file, inspection);
  if (!isThere(file)) {
    if (mustExist) throw new DatabaseError(`There is no database at ${file}.`);
    if (sizeOf(`${file}-wal`) > 0) throw new DatabaseError(lostItsFile(file));
    return;
  }
  assertRegular(file);
  assertOneName(file);
  const real = realDatabase(file);
  for (const suffix of ["", ...besides, "-lock"]) {
    if (!isThere(real + suffix)) continue;
    assertRegular(real + suffix);
    assertAccess(real + suffix, readOnly);
  }
  if (sizeOf(file) === 0) {
    if (sizeOf(`${real}-wal`) > 0) throw new DatabaseError(lostItsFile(file));
    return;
  }
  if (!beginsLikeSqlite(file)) {
    throw new DatabaseError(
      `${file} is not a SQLite database. Move it away, or set DATABASE_URL to the right file.`,
    );
  }
  assertOurs(file);
}

/**
 * @throws {DatabaseError} when it is certainly not a database of Team Chat, but someone else's file
 */
export function assertMayBeDropped(file: string, ownFolder?: string): void {
  whileItChanges(file, () => checkMayBeDropped(file, ownFolder));
}

function checkMayBeDropped(file: string, ownFolder?: string): void {
  assertFolder(file, { ownFolder });
  if (!isThere(file)) return;
  assertRegular(file);
  assertOneName(file);
  if (sizeOf(file) === 0) return;
  const isAlien = !beginsLikeSqlite(file) || isOfOthers(file);
  if (isAlien) throw new DatabaseError(`${file} is not a database of Team Chat: not deleted.`);
}

const besides = ["-wal", "-shm", "-journal"];
const looksMost = 50;

/**
 * A start beside this one creates and deletes files while this one looks, which may then see half of
 * something. What is found wrong counts only if nothing has changed meanwhile.
 */
function whileItChanges(file: string, look: () => void): void {
  for (let looks = 1; ; looks++) {
    const before = traceOf(file);
    try {
      look();
      return;
    } catch (error) {
      if (looks === looksMost || traceOf(file) === before) throw error;
    }
  }
}

/** Alike only if the files are. Empty where nothing can be seen of them. */
function traceOf(file: string): string {
  try {
    const real = realDatabase(file);
    const traces = ["", ...besides].map((suffix) => {
      const found = statSync(real + suffix, { throwIfNoEntry: false, bigint: true });
      return found && [found.ino, found.size, found.mtimeNs].join(" ");
    });
    return traces.join(", ");
  } catch {
    return "";
  }
}

function isOfOthers(file: string): boolean {
  try {
    const kind = looked(file, (connection) => kindOf(connection));
    return kind === "original" || kind === "others";
  } catch (error) {
    // A damaged database of ours may be deleted, to restore it.
    if (error instanceof DamagedError) return false;
    throw error;
  }
}

function assertOurs(file: string): void {
  looked(file, (connection) => {
    const kind = kindOf(connection);
    if (kind === "original") {
      throw new DatabaseError(
        `${file} is a database of the original Team Chat. Rename it, and import it from there: run.sh cli adopt <file>`,
      );
    }
    if (kind === "others") {
      throw new DatabaseError(
        `${file} is a database of another program. Set DATABASE_URL to a file for Team Chat alone.`,
      );
    }
    if (kind === "ours") assertKnownSteps(connection, file);
  });
}

type Kind = "empty" | "ours" | "original" | "others";

function kindOf(connection: Connection): Kind {
  const text = "select lower(name) as name from sqlite_master where type in ('table', 'view')";
  const names = connection.query<{ name: string }, []>(text).all();
  const has = (...wanted: string[]) =>
    wanted.every((one) => names.some(({ name }) => name === one));
  if (names.length === 0) return "empty";
  if (has("migrations", "meta")) return "ours";
  if (has("users", "conversations", "conversation_members", "messages")) return "original";
  return "others";
}

/**
 * Opens the file for a moment. Opening a database in WAL mode creates its log and index, unless the
 * reader promises that nobody writes. If there is no log, it can promise that.
 */
function looked<T>(file: string, look: (connection: Connection) => T): T {
  const real = realDatabase(file);
  const inUse = sizeOf(`${real}-wal`) > 0 || isThere(`${real}-journal`);
  const { href } = pathToFileURL(real);
  const flags = constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI;
  let connection: Connection | undefined;
  try {
    connection = new Connection(inUse ? href : `${href}?immutable=1`, flags);
    connection.run("pragma busy_timeout = 1000");
    return look(connection);
  } catch (error) {
    throw asFileError(file, error);
  } finally {
    connection?.close();
  }
}

function beginsLikeSqlite(file: string): boolean {
  const start = Buffer.alloc(16);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, start, 0, start.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return start.toString("latin1") === "SQLite format 3\0";
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function lostItsFile(file: string): string {
  return `${file} is missing or empty, and its log ${file}-wal is not empty. Put the database back beside it, or restore a backup and move the log away.`;
}
