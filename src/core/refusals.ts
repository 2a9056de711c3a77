import { StorageError } from "#storage/database.ts";
import { type RefusalCode, refusalCodes } from "#wire/codes.ts";
import type { Reason } from "./reasons.ts";

export interface RefusalDetails {
  /** Stable, for translation: see reasons.ts. */
  reason?: Reason;
  /** What the translated text names: `{max}`, `{domains}` … */
  params?: Record<string, string | number>;
  field?: string;
  retryAfterMs?: number;
}

/**
 * What the chat refuses, and why. Web and realtime map the code once each: to a status, to a frame.
 * The message is for the person; `field` names the input it belongs to.
 */
export class Refusal extends Error {
  readonly reason?: Reason;
  readonly params?: Record<string, string | number>;
  readonly field?: string;
  readonly retryAfterMs?: number;

  constructor(
    readonly code: RefusalCode,
    message: string,
    details: RefusalDetails = {},
  ) {
    super(message);
    this.reason = details.reason;
    this.params = details.params;
    this.field = details.field;
    this.retryAfterMs = details.retryAfterMs;
  }

  get retry(): boolean {
    return refusalCodes[this.code].retry;
  }
}

/** Not entitled and not existing look the same. */
export function notFound(what: string): Refusal {
  return new Refusal("not_found", `There is no such ${what}.`, { reason: "not_found" });
}

/** Nobody is signed in, or not any more. */
export function signInFirst(): Refusal {
  return new Refusal("unauthenticated", "Please sign in first.", { reason: "sign_in_first" });
}

/** The same answer whether the account does not exist or the password is another one. */
export function credentialsWrong(): Refusal {
  return new Refusal("unauthenticated", "Address or password is wrong.", {
    reason: "credentials_wrong",
  });
}

/**
 * Anything thrown, as something that may be shown. What we did not foresee is `internal` and
 * says nothing; the caller logs it.
 */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof StorageError) return storageRefusals[error.problem]();
  return new Refusal("internal", "Something went wrong on our side. Please try again.", {
    reason: "internal",
  });
}

const storageRefusals = {
  busy: () =>
    new Refusal("busy", "The database is busy. Nothing was lost; please try again.", {
      reason: "busy",
      retryAfterMs: 1_000,
    }),
  full: () =>
    new Refusal(
      "storage_full",
      "The server's disk is full. Nothing was saved; please tell its operator.",
      { reason: "storage_full", retryAfterMs: 3_000 },
    ),
  unreadable: () =>
    new Refusal("internal", "The server's disk reports an error. Please tell its operator.", {
      reason: "disk_error",
    }),
  moved: () =>
    new Refusal(
      "internal",
      "The server's database was deleted or replaced. Nothing was saved; please tell its operator.",
      { reason: "database_moved", retryAfterMs: 3_000 },
    ),
};
