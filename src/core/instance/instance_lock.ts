/**
 * Limits who may use an installation at the same time: one start per instance folder, one per
 * database if that is a file, and nobody else while the database is being deleted. A lock ends with
 * its holder (docs/decisions/014-locks-and-identity.md).
 */
import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { databaseName } from "#kit/config.ts";
import { type Hold, type LockMode, LockTakenError } from "#storage/adapter.ts";
import { type LockFile, takeFileLock } from "#storage/file_lock.ts";
import { adapterOf, type Places } from "#storage/open.ts";

export type { Hold };

/** Another process is using the installation; the message names it, if known. */
export class InUseError extends Error {}

/**
 * For a start, before it does anything else. Creates the instance folder.
 * @throws {InUseError} when another start has the folder, or a database that allows only one
 */
export async function holdForStart(places: Places): Promise<Hold> {
  mkdirSync(places.instanceDir, { recursive: true, mode: 0o700 });
  const folder = await lockFolder(places);
  try {
    const database = await lockDatabase(places, "start");
    return {
      afterDeath: folder.afterDeath || database.afterDeath,
      release() {
        database.release();
        folder.release();
      },
    };
  } catch (error) {
    folder.release();
    throw error;
  }
}

/**
 * For commands that delete the database. Creates the instance folder.
 * @throws {InUseError} while any start, server or command has it open
 */
export async function holdAlone(places: Places): Promise<Hold> {
  mkdirSync(places.instanceDir, { recursive: true, mode: 0o700 });
  return lockDatabase(places, "alone");
}

/** For everything else that opens the database. @throws {InUseError} while it is being deleted */
export function holdShared(places: Places): Promise<Hold> {
  return lockDatabase(places, "shared");
}

/** Whether several starts, on any machines, may use the database at the same time. */
export function allowsSeveralStarts(places: Places): boolean {
  return adapterOf(places).severalStarts;
}

/**
 * For what the first start does: it waits until no other one is doing it.
 * @param waits called if there is one
 */
export function holdTurn(places: Places, waits: () => void): Promise<Hold> {
  return adapterOf(places).takeTurn(waits);
}

/** For work that only one process may do at a time. @returns undefined while another one does it */
export function holdWork(file: string): Hold | undefined {
  try {
    return takeFileLock({ file, guarded: file }, "single");
  } catch (error) {
    if (error instanceof LockTakenError) return undefined;
    throw error;
  }
}

function lockFolder({ instanceDir }: Places): Promise<Hold> {
  const folder = realpathSync(instanceDir);
  const lock: LockFile = {
    file: join(folder, "running.lock"),
    note: join(folder, "running.pid"),
    guarded: folder,
  };
  return orNameHolder(`in ${instanceDir}`, async () => takeFileLock(lock, "single"));
}

function lockDatabase(places: Places, mode: LockMode): Promise<Hold> {
  return orNameHolder(`on ${databaseName(places)}`, () => adapterOf(places).lock(mode));
}

async function orNameHolder(where: string, take: () => Promise<Hold>): Promise<Hold> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof LockTakenError)) throw error;
    throw new InUseError(whoHas(where, error), { cause: error });
  }
}

function whoHas(
  where: string,
  { holders: { here, sharedOnly, machines } }: LockTakenError,
): string {
  if (sharedOnly) {
    return `Team Chat is still running ${where}: a command, or a server without its supervisor. Wait for it, or stop it first.`;
  }
  if (machines.length > 0) {
    const all = here === undefined ? machines : ["this machine", ...machines];
    return `Team Chat is running ${where}: started on ${all.join(", ")}. Stop it there first.`;
  }
  if (here === undefined) return `Team Chat is running ${where}. Stop it first.`;
  return `Team Chat is running ${where} (process ${here}). Stop it first, with Ctrl-C or: kill ${here}`;
}
