import { StorageError } from "#storage/database.ts";
import { type RefusalCode, refusalCodes } from "#wire/codes.ts";
import { type Reason, refusalTexts } from "#wire/refusal_texts.ts";

export interface RefusalDetails {
  /** Stable: it chooses the text in every language. */
  reason: Reason;
  /** Values for the text: `{max}`, `{domains}` … */
  params?: Record<string, string | number>;
  field?: string;
  retryAfterMs?: number;
}

/**
 * What the chat refuses, and why. Web and realtime map the code once each: to a status, to a frame.
 * The message is the reason's English text; `field` names the input it belongs to.
 */
export class Refusal extends Error {
  readonly reason: Reason;
  readonly params: Record<string, string | number>;
  readonly field?: string;
  readonly retryAfterMs?: number;

  constructor(
    readonly code: RefusalCode,
    { reason, params = {}, field, retryAfterMs }: RefusalDetails,
  ) {
    super(
      refusalTexts[reason].replace(/\{(\w+)\}/g, (place, name: string) =>
        String(params[name] ?? place),
      ),
    );
    this.reason = reason;
    this.params = params;
    this.field = field;
    this.retryAfterMs = retryAfterMs;
  }

  get retry(): boolean {
    return refusalCodes[this.code].retry;
  }
}

/** Not entitled and not existing look the same. */
export function notFound(): Refusal {
  return new Refusal("not_found", { reason: "not_found" });
}

/** Nobody is signed in, or not any more. */
export function signInFirst(): Refusal {
  return new Refusal("unauthenticated", { reason: "sign_in_first" });
}

/** The same answer whether the account does not exist or the password is another one. */
export function credentialsWrong(): Refusal {
  return new Refusal("unauthenticated", {
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
  return new Refusal("internal", {
    reason: "internal",
  });
}

const storageRefusals = {
  busy: () =>
    new Refusal("busy", {
      reason: "busy",
      retryAfterMs: 1_000,
    }),
  full: () => new Refusal("storage_full", { reason: "storage_full", retryAfterMs: 3_000 }),
  unreadable: () =>
    new Refusal("internal", {
      reason: "disk_error",
    }),
  moved: () => new Refusal("internal", { reason: "database_moved", retryAfterMs: 3_000 }),
};
