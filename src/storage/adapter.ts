/**
 * What a kind of database has to provide beside its queries: how it is opened, locked and looked after.
 * `open.ts` chooses one; no other room knows which.
 */
import type { Clock } from "#kit/clock.ts";
import type { Problem } from "./check.ts";
import type { Database, Queries } from "./database.ts";

/** A database that cannot be worked with. The message is one line: which one, what is wrong, what to do. */
export class DatabaseError extends Error {}

/** A backup that was not made; nothing was written. The message says why. */
export class BackupError extends Error {
  constructor(
    message: string,
    readonly problems: Problem[] = [],
  ) {
    super(message);
  }
}

/** `shared` beside others that share and one `single`; `alone` beside nobody. */
export type LockMode = "shared" | "single" | "alone";

export interface Hold {
  /** Whether the last holder ended without letting go. */
  afterDeath: boolean;
  release(): void;
}

/** Somebody else has the lock. */
export class LockTakenError extends Error {
  /** @param holder the process that has it, where that is known */
  constructor(
    locked: string,
    readonly holder: number | undefined,
    /** No start and no command that works alone: only those that share it. */
    readonly sharedOnly: boolean,
  ) {
    super(`${locked} is locked`);
  }
}

export interface Inspection {
  /** Nothing is written to it or beside it. */
  readOnly?: boolean;
  /** It is not made when it is missing. */
  mustExist?: boolean;
}

export interface MigrateOptions {
  /** For a database that has none yet. */
  newEpoch: string;
  mustExist?: boolean;
}

export interface OpenOptions {
  clock: Clock;
  /**
   * Told in words, once each time, that the database is no longer where it was: nothing is
   * acknowledged then.
   */
  onMoved: (what: string) => void;
}

export interface BackupOrder {
  /** The path of the file to write. */
  target: string;
  /** An existing file is overwritten. */
  force: boolean;
  /** Files of the installation, which are never overwritten. */
  keepOff: readonly string[];
  /** What is wrong with the copy: it gets its name only when nothing is. */
  check(copy: Queries): Promise<Problem[]>;
}

export interface Maintenance {
  /**
   * Looks whether Team Chat can work with it, and changes nothing.
   * @returns whether it is there already
   * @throws {DatabaseError}
   */
  inspect(inspection?: Inspection): Promise<boolean>;
  /**
   * Brings it to the newest schema, and creates it when it is missing, unless it must exist.
   * @returns the names of the steps that were applied now
   * @throws {DatabaseError} when it is newer than the program, or was made by other steps
   */
  migrate(options: MigrateOptions): Promise<string[]>;
  /**
   * What is damaged in the database itself, whatever its tables mean.
   * @returns with it whether its tables can be read nevertheless
   */
  check(db: Queries): Promise<{ problems: Problem[]; readable: boolean }>;
  /** The same in a fraction of the time, for a start. @throws {DatabaseError} when it is damaged */
  assertSound(db: Queries): Promise<void>;
  /**
   * Writes one state of it to a file while others work on.
   * @throws {BackupError} when the copy is not sound, or the target may not be written to
   */
  backup(order: BackupOrder): Promise<{ file: string; bytes: number }>;
  /**
   * Removes what was deleted from where the database keeps it.
   * @returns false while somebody is in the middle of something
   */
  purge(): Promise<boolean>;
  /**
   * @returns whether there is one to delete
   * @throws {DatabaseError} when what is there is none of Team Chat
   */
  assertMayBeDropped(): Promise<boolean>;
  /** Deletes it with everything in it. The caller has asked whether it may, and holds it alone. */
  drop(): Promise<void>;
}

export interface Adapter extends Maintenance {
  /** Opens what `migrate` has made. */
  open(options: OpenOptions): Promise<Database>;
  /** @throws {LockTakenError} at once, when others hold it so that this mode is not possible */
  lock(mode: LockMode): Promise<Hold>;
  /** An error of this database as one line for the operator; nothing when it is about something else. */
  explain(error: unknown): string | undefined;
}
