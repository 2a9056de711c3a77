/**
 * A lock on a file that the operating system releases when its holder dies, however it died: an
 * open transaction on a small SQLite file, which stays empty. The file is never deleted, because
 * another process may be about to lock it.
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
import { errorCode, errorMessage } from "#kit/errors.ts";
import { DatabaseError, type Hold, LockTakenError } from "./adapter.ts";
import { isBusy } from "./sqlite/errors.ts";

/** `shared` is compatible with other `shared` locks and one `single`; `alone` with none. */
export type FileLockMode = "shared" | "single" | "alone";

export interface LockFile {
  file: string;
  /** The holder of `single` or `alone` writes its process number here, as information only. */
  note?: string;
  /**
   * The file or folder that the lock guards: if root creates the lock file, it belongs to the owner
   * of this one.
   */
  guarded: string;
}

/**
 * Takes the lock in SQLite's own steps (sqlite.org/lockingv3.html): SHARED, RESERVED, EXCLUSIVE.
 */
const begin: Record<FileLockMode, string[]> = {
  shared: ["begin", "select 1 from sqlite_master limit 1"],
  single: ["begin immediate"],
  alone: ["begin exclusive"],
};

/**
 * The locks of this process. Bun closes connections that nothing references, which would release
 * the lock.
 */
const held = new Set<{ file: string; connection: Connection }>();

/** @throws {LockTakenError} at once, when the locks of others rule this mode out */
export function takeFileLock(lock: LockFile, mode: FileLockMode): Hold {
  // The higher modes include a shared lock.
  if (mode === "shared" && isHeld(lock)) return { afterDeath: false, release() {} };
  const connection = open(lock);
  try {
    for (const step of begin[mode]) connection.run(step);
  } catch (error) {
    connection.close();
    if (!isBusy(error)) throw noLock(lock, error);
    const sharedOnly = mode === "alone" && isFree(lock, "single");
    const here = sharedOnly ? undefined : noted(lock);
    throw new LockTakenError(lock.file, { here, sharedOnly, machines: [] });
  }
  const own = { file: lock.file, connection };
  held.add(own);
  const note = mode === "shared" ? undefined : lock.note;
  const afterDeath = note !== undefined && existsSync(note);
  if (note !== undefined) writeNote(note);
  return {
    afterDeath,
    release() {
      held.delete(own);
      if (note !== undefined && numberIn(note) === process.pid) rmSync(note);
      connection.close();
    },
  };
}

function isHeld({ file }: LockFile): boolean {
  return [...held].some((one) => one.file === file);
}

function isFree(lock: LockFile, mode: FileLockMode): boolean {
  const connection = open(lock);
  try {
    for (const step of begin[mode]) connection.run(step);
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
  // Other processes hold it for a moment while they find out that they cannot have it.
  connection.run("pragma busy_timeout = 250");
  return connection;
}

function connect(lock: LockFile): Connection {
  try {
    return new Connection(lock.file, { create: true });
  } catch (error) {
    throw noLock(lock, error);
  }
}

function noLock({ file }: LockFile, cause: unknown): Error {
  return new DatabaseError(
    `${file} cannot be locked (${errorMessage(cause)}). It should be an empty file: move away what is there.`,
    { cause },
  );
}

/** If the note cannot be written, on a full disk, delete it: it must not name another process. */
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

/** The process that the note names, if it is alive. */
function noted({ note }: LockFile): number | undefined {
  if (note === undefined) return undefined;
  const pid = numberIn(note);
  if (!(pid > 0)) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // EPERM means that the process is alive and belongs to another user.
    return errorCode(error) === "EPERM" ? pid : undefined;
  }
}

function numberIn(note: string): number {
  try {
    return Number(readFileSync(note, "utf8"));
  } catch {
    return Number.NaN;
  }
}
