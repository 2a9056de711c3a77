import { StorageError, type StorageProblem } from "#storage/database.ts";
import { asStorageError } from "#storage/sqlite/errors.ts";
import { asFileError, damagedFile } from "#storage/sqlite/file_error.ts";

const problemTexts: Record<Exclude<StorageProblem, "unreadable">, string> = {
  busy: "is locked by another program for too long. Try again, or end that program.",
  full: "cannot grow: its disk is full. Free some space.",
  moved: "was deleted or replaced while it was in use. What was not said to be done was not done.",
};

/** Whatever stopped an operator's command, as one line that names the database where it is about it. */
export function troubleText(databaseFile: string, error: unknown): string {
  if (error instanceof StorageError && error.problem !== "unreadable") {
    return `${databaseFile} ${problemTexts[error.problem]}`;
  }
  const cause = error instanceof StorageError ? error.cause : error;
  const known = asFileError(databaseFile, cause);
  if (known instanceof Error) return known.message;
  return error instanceof StorageError ? damagedFile(databaseFile, "").message : String(known);
}

/** Whether a disk had no room left. */
export function isFull(error: unknown): boolean {
  const known = asStorageError(error);
  return known instanceof StorageError && known.problem === "full";
}
