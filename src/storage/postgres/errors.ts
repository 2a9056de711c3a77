/**
 * Maps PostgreSQL's error codes to the contract's errors
 * (postgresql.org/docs/18/errcodes-appendix.html).
 */
import { SQL } from "bun";
import { StorageError, type StorageProblem } from "../database.ts";

/** The SQLSTATE of an error of the server; empty for an error of the connection. */
export function stateOf(error: unknown): string {
  return error instanceof SQL.PostgresError ? (error.errno ?? "") : "";
}

/** The server is away, has ended the session, or takes no more connections. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof SQL.PostgresError)) return false;
  const state = stateOf(error);
  return state === "" || /^(08|57P|53[34]|25P0[34])/.test(state);
}

/** The transaction lost against another one, and may be run again. */
export function isLost(error: unknown): boolean {
  return ["40001", "40P01"].includes(stateOf(error));
}

/** Converts the errors that the contract names to a StorageError, and returns others unchanged. */
export function asStorageError(error: unknown): unknown {
  const problem = problemOf(error);
  return problem ? new StorageError(problem, { cause: error }) : error;
}

function problemOf(error: unknown): StorageProblem | undefined {
  const state = stateOf(error);
  if (state === "53100") return "full";
  if (["XX001", "XX002", "58030"].includes(state)) return "unreadable";
  const isBusy = ["55P03", "57014", "53200"].includes(state) || isLost(error) || isAway(error);
  return isBusy ? "busy" : undefined;
}
