/** Maps SQLite's result codes to the contract's errors. */
import { SQLiteError } from "bun:sqlite";
import { StorageError } from "../database.ts";

export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith("SQLITE_BUSY");
}

/** After these errors the whole transaction is undone. */
export function isFatal(error: unknown): boolean {
  return (
    error instanceof StorageError ||
    /^SQLITE_(FULL|IOERR|NOMEM|CORRUPT|NOTADB|READONLY_DBMOVED)/.test(codeOf(error))
  );
}

/** Converts the errors that the contract names to a StorageError, and returns others unchanged. */
export function asStorageError(error: unknown): unknown {
  if (error instanceof StorageError) return error;
  if (isBusy(error)) return new StorageError("busy", { cause: error });
  if (codeOf(error).startsWith("SQLITE_FULL")) return new StorageError("full", { cause: error });
  if (codeOf(error) === "SQLITE_READONLY_DBMOVED") {
    return new StorageError("moved", { cause: error });
  }
  if (isFatal(error)) return new StorageError("unreadable", { cause: error });
  return error;
}

export function isSqliteError(error: unknown): error is SQLiteError {
  return error instanceof SQLiteError;
}

/** The file's contents were not written by SQLite or by this program. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof SQLiteError ? (error.code ?? "") : "";
}
