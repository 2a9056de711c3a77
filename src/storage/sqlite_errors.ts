/** SQLite's result codes, as what the contract names. */
import { SQLiteError } from "bun:sqlite";
import { StorageError } from "./database.ts";

export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith("SQLITE_BUSY");
}

/** After these nothing of the transaction is left. */
export function isFatal(error: unknown): boolean {
  return error instanceof StorageError || /^SQLITE_(FULL|IOERR|NOMEM|CORRUPT)/.test(codeOf(error));
}

/** What we can name becomes a StorageError, the rest stays as it is. */
export function asStorageError(error: unknown): unknown {
  if (error instanceof StorageError) return error;
  if (isBusy(error)) return new StorageError("busy", { cause: error });
  if (codeOf(error).startsWith("SQLITE_FULL")) return new StorageError("full", { cause: error });
  if (isFatal(error)) return new StorageError("unreadable", { cause: error });
  return error;
}

function codeOf(error: unknown): string {
  return error instanceof SQLiteError ? (error.code ?? "") : "";
}

/** Whether a statement failed because a row with the same key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(codeOf(error));
}
