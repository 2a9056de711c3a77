import { StorageError } from "#storage/database.ts";
import { type RefusalCode, refusalCodes } from "#protocol/codes.ts";

/**
 * What the chat refuses, and why. Web and realtime map the code once each: to a status, to a frame.
 * The message is for the person; `field` names the input it belongs to.
 */
export class Refusal extends Error {
  readonly field?: string;
  readonly retryAfterMs?: number;

  constructor(
    readonly code: RefusalCode,
    message: string,
    details: { field?: string; retryAfterMs?: number } = {},
  ) {
    super(message);
    this.field = details.field;
    this.retryAfterMs = details.retryAfterMs;
  }

  get retry(): boolean {
    return refusalCodes[this.code].retry;
  }
}

/** Not entitled and not existing look the same. */
export function notFound(what: string): Refusal {
  return new Refusal("not_found", `There is no such ${what}.`);
}

/**
 * Anything thrown, as something that may be shown. What we did not foresee is `internal` and
 * says nothing; the caller logs it.
 */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof StorageError) return storageRefusals[error.problem]();
  return new Refusal("internal", "Something went wrong on our side. Please try again.");
}

const storageRefusals = {
  busy: () =>
    new Refusal("busy", "The database is busy. Nothing was lost; please try again.", {
      retryAfterMs: 1_000,
    }),
  full: () =>
    new Refusal(
      "storage_full",
      "The server's disk is full. Nothing was saved; please tell its operator.",
      {
        retryAfterMs: 5_000,
      },
    ),
  unreadable: () =>
    new Refusal("internal", "The server's disk reports an error. Please tell its operator."),
};
