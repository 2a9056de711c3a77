/** What is wrong with a database file, in words for its operator. */
import { DatabaseError } from "../adapter.ts";
import { StorageError, type StorageProblem } from "../database.ts";
import { isDamage, isSqliteError } from "./errors.ts";

/** What SQLite said about the file, for its operator; what it did not say stays as it is. */
export function asFileError(file: string, error: unknown): unknown {
  if (!isSqliteError(error)) return error;
  if (isDamage(error)) return damagedFile(file, error.message);
  return new DatabaseError(`${file} cannot be used: ${error.message}.`, { cause: error });
}

export function damagedFile(file: string, reason: string): DatabaseError {
  return new DatabaseError(
    `${file} is damaged (${reason}). Restore a backup: docs/OPERATING.md, "Backup and restore".`,
  );
}

const problemTexts: Record<Exclude<StorageProblem, "unreadable">, string> = {
  busy: "is locked by another program for too long. Try again, or end that program.",
  full: "cannot grow: its disk is full. Free some space.",
  moved: "was deleted or replaced while it was in use. What was not said to be done was not done.",
};

/** @returns nothing when it is no error of the database */
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
