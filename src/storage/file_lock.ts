/**
 * A lock on a file that the system takes back when its holder dies, however it died: an open
 * transaction on a small SQLite file, which stays empty. The file is never removed, for another
 * process may be about to lock it.
 */
import { Database as Connection } from "bun:sqlite";
import {
  chownSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { DatabaseError, type Hold, type LockMode, LockTakenError } from "./adapter.ts";
import { isBusy } from "./sqlite/errors.ts";

export interface LockFile {
  file: string;
  /** Who holds it `single` or `alone` writes its process number here: information, not the guard. */
  note?: string;
  /** The file or folder that is guarded: a lock that root makes belongs to the user who owns it. */
  guarded: string;
}

/** Takes the lock in SQLite's own steps (sqlite.org/lockingv3.html): SHARED, RESERVED, EXCLUSIVE. */
const begin: Record<LockMode, string[]> = {
  shared: ["begin", "select 1 from sqlite_master limit 1"],
  single: ["begin immediate"],
  alone: ["begin exclusive"],
};

/** What this process holds. A connection that nobody refers to is closed, and the lock is gone. */
const held = new Map<string, Connection[]>();

/** @throws {LockTakenError} at once, when others hold it so that this mode is not possible */
export function takeFileLock(lock: LockFile, mode: LockMode): Hold {
  // Who has more than a share has a share.
  if (mode === "shared" && held.has(lock.file)) return { afterDeath: false, release() {} };
  const connection = open(lock);
  try {
    for (const step of begin[mode]) connection.run(step);
  } catch (error) {
    connection.close();
    if (!isBusy(error)) throw noLock(lock, error);
    const sharedOnly = mode === "alone" && isFree(lock, "single");
    throw new LockTakenError(lock.file, sharedOnly ? undefined : noted(lock), sharedOnly);
  }
  held.set(lock.file, [...(held.get(lock.file) ?? []), connection]);
  const note = mode === "shared" ? undefined : lock.note;
  const afterDeath = note !== undefined && existsSync(note);
  if (note !== undefined) writeNote(note);
  return {
    afterDeath,
    release() {
      const others = (held.get(lock.file) ?? []).filter((one) => one !== connection);
      if (others.length > 0) held.set(lock.file, others);
      else held.delete(lock.file);
      if (note !== undefined && numberIn(note) === process.pid) rmSync(note);
      connection.run("rollback");
      connection.close();
    },
  };
}

function isFree(lock: LockFile, mode: LockMode): boolean {
  const connection = open(lock);
  try {
    for (const step of begin[mode]) connection.run(step);
    connection.run("rollback");
    return true;
  } catch {
    return false;
  } finally {
    connection.close();
  }
}

function open(lock: LockFile): Connection {
  const { file, guarded } = lock;
  const isNew = !existsSync(file);
  const connection = connect(lock);
  if (isNew && process.getuid?.() === 0) {
    const { uid, gid } = statSync(existsSync(guarded) ? guarded : dirname(guarded));
    chownSync(file, uid, gid);
  }
  // Others hold it for a moment while they find out that they cannot have it.
  connection.run("pragma busy_timeout = 250");
  return connection;
}

function connect(lock: LockFile): Connection {
  try {
    return new Connection(lock.file, { create: true, readwrite: true, strict: true });
  } catch (error) {
    throw noLock(lock, error);
  }
}

function noLock({ file }: LockFile, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseError(
    `${file} cannot be locked (${reason}). It should be an empty file: move away what is there.`,
    { cause },
  );
}

/** A note that cannot be written, on a full disk, is none: it must not name somebody else. */
function writeNote(note: string): void {
  const draft = `${note}.${process.pid}`;
  try {
    writeFileSync(draft, `${process.pid}\n`, { mode: 0o600 });
    renameSync(draft, note);
  } catch {
    rmSync(draft, { force: true });
    if (isFile(note)) rmSync(note);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The process that the note names, if it lives. */
function noted({ note }: LockFile): number | undefined {
  const pid = note === undefined ? 0 : numberIn(note);
  if (!(pid > 0)) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // Another user's process cannot be signalled, and lives.
    return error instanceof Error && "code" in error && error.code === "EPERM" ? pid : undefined;
  }
}

function numberIn(note: string): number {
  try {
    return Number(readFileSync(note, "utf8"));
  } catch {
    return Number.NaN;
  }
}
