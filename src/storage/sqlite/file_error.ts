import { isDamage, isSqliteError } from "./errors.ts";

/** A file that Team Chat cannot work on. The message is one line: the path, what is wrong, what to do. */
export class DatabaseFileError extends Error {}

/** What SQLite said about the file, for its operator; what it did not say stays as it is. */
export function asFileError(file: string, error: unknown): unknown {
  if (!isSqliteError(error)) return error;
  if (isDamage(error)) return damagedFile(file, error.message);
  return new DatabaseFileError(`${file} cannot be used: ${error.message}.`, { cause: error });
}

export function damagedFile(file: string, reason: string): DatabaseFileError {
  return new DatabaseFileError(
    `${file} is damaged (${reason}). Restore a backup: docs/OPERATING.md, "Backup and restore".`,
  );
}
