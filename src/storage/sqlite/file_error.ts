/** Describes problems of a database file for the operator. */
import { DatabaseError } from "../adapter.ts";
import { StorageError, type StorageProblem } from "../database.ts";
import { isDamage, isSqliteError } from "./errors.ts";

/** Converts SQLite's errors about the file for the operator; other errors stay unchanged. */
export function asFileError(file: string, error: unknown): unknown {
  if (!isSqliteError(error)) return error;
  if (isDamage(error)) return damagedFile(file, error.message);
  return new DatabaseError(`${file} cannot be used: ${error.message}.`, { cause: error });
}

export class DamagedError extends DatabaseError {}

export function damagedFile(file: string, reason: string): DamagedError {
  return new DamagedError(
    `${file} is damaged (${reason}). Restore a backup: docs/OPERATING.md, "Backup and restore".`,
  );
}

const problemTexts: Record<Exclude<StorageProblem, "unreadable">, string> = {
  busy: "has been locked by another program for too long. Try again, or stop that program.",
  full: "cannot grow: its disk is full. Free some space.",
  moved:
    "was deleted or replaced while it was in use. Anything that was not reported as done was not done.",
};

/** @returns undefined if it is not an error of the database */
export function explainFileError(file: string, error: unknown): string | undefined {
  if (error instanceof StorageError && error.problem !== "unreadable") {
    return `${file} ${problemTexts[error.problem]}`;
  }
  const cause = error instanceof StorageError ? error.cause : error;
  const known = isSqliteError(cause) ? asFileError(file, cause) : cause;
  if (known instanceof DatabaseError) return known.message;
  if (!(error instanceof StorageError)) return undefined;
  return known instanceof Error ? known.message : damagedFile(file, "").message;
}
