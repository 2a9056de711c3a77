/**
 * What a kind of database must provide besides queries: opening, locking and maintenance. `open.ts`
 * chooses one; no other room knows which.
 */
import type { Clock } from "#kit/clock.ts";
import type { Problem } from "./check.ts";
import type { Database, Queries } from "./database.ts";
import type { Tables } from "./tables.ts";

/**
 * A database that cannot be used. The message is one line: which one, what is wrong, what to do.
 */
export class DatabaseError extends Error {}

/** The backup failed and nothing was written. The message says why. */
export class BackupError extends Error {
  constructor(
    message: string,
    readonly problems: Problem[] = [],
  ) {
    super(message);
  }
}

/**
 * `shared` is for every program that opens the database, `start` for a start, `alone` for programs
 * that nobody may interfere with. Where several starts are impossible, `start` excludes another one.
 */
export type LockMode = "shared" | "start" | "alone";

export interface Hold {
  /** Whether the last holder ended without releasing it. */
  afterDeath: boolean;
  release(): void;
}

export interface LockHolders {
  /** The process of this machine that has it, if known. */
  here: number | undefined;
  /** Only processes that share the lock may be running: no start, and no command that works alone. */
  sharedOnly: boolean;
  /** The other machines on which a start runs. */
  machines: readonly string[];
}

/** Another process has the lock. */
export class LockTakenError extends Error {
  constructor(
    locked: string,
    readonly holders: LockHolders,
  ) {
    super(`${locked} is locked`);
  }
}

export interface Inspection {
  /** Nothing is written to it or beside it. */
  readOnly?: boolean;
  /** A missing database is not created. */
  mustExist?: boolean;
}

export interface MigrateOptions {
  /** The epoch for a database that has none yet. */
  newEpoch: string;
  mustExist?: boolean;
  /** Marks a new database as the target of a move: only `openTables` opens it until it is finished. */
  unfinished?: boolean;
}

export interface OpenOptions {
  clock: Clock;
  /**
   * Called with a description each time the database has been moved away: from then on nothing is
   * acknowledged.
   */
  onMoved: (what: string) => void;
}

export interface BackupOrder {
  /** The path of the file to write. */
  target: string;
  /** Overwrites an existing file. */
  force: boolean;
  /** Files of the installation, which are never overwritten. */
  keepOff: readonly string[];
  /** Finds what is wrong with the copy. It gets its name only if nothing is. */
  check(copy: Queries): Promise<Problem[]>;
}

export interface Maintenance {
  /**
   * Checks whether Team Chat can use it, and changes nothing.
   * @returns whether it exists
   * @throws {DatabaseError} also for the target of a move that was not finished (UnfinishedMove)
   */
  inspect(inspection?: Inspection): Promise<boolean>;
  /**
   * Updates it to the newest schema. Creates it if it is missing, unless it must exist.
   * @returns the names of the steps that were applied now
   * @throws {DatabaseError} when it is newer than the program, or was created by other steps
   */
  migrate(options: MigrateOptions): Promise<string[]>;
  /**
   * Damage to the database itself, whatever its tables mean.
   * @returns also whether its tables can still be read
   */
  check(db: Queries): Promise<{ problems: Problem[]; readable: boolean }>;
  /** A much faster check, for a start. @throws {DatabaseError} when it is damaged */
  assertSound(db: Queries): Promise<void>;
  /**
   * Writes one state of it to a file while others keep working.
   * @throws {BackupError} when the copy is damaged, or the target may not be written to
   */
  backup(order: BackupOrder): Promise<{ file: string; bytes: number }>;
  /**
   * Purges deleted content from the database's files.
   * @returns false while another connection is in a transaction
   */
  purge(): Promise<boolean>;
  /**
   * @returns whether there is one to delete
   * @throws {DatabaseError} when it is not a database of Team Chat
   */
  assertMayBeDropped(): Promise<boolean>;
  /**
   * Deletes it with everything in it. The caller has checked the permission, and holds the
   * exclusive lock.
   */
  drop(): Promise<void>;
}

export interface Adapter extends Maintenance {
  /** Opens a database that `migrate` has created. */
  open(options: OpenOptions): Promise<Database>;
  /** Whether several starts, on any machines, may use it at the same time. */
  readonly severalStarts: boolean;
  /** Opens whole tables, to move them. The caller holds the exclusive lock. */
  openTables(): Tables;
  /** @throws {LockTakenError} at once, when the locks of others rule this mode out */
  lock(mode: LockMode): Promise<Hold>;
  /**
   * Waits until no other start prepares the database.
   * @param waits called if another one does
   */
  takeTurn(waits: () => void): Promise<Hold>;
  /** An error of this database as one line for the operator; undefined if it is another error. */
  explain(error: unknown): string | undefined;
}
