import { StorageError } from "#storage/database.ts";
import type { RefusalCode } from "#wire/codes.ts";
import { type Reason, refusalTexts } from "#wire/refusal_texts.ts";

export interface RefusalDetails {
  /** Stable; the text in every language is chosen by it. */
  reason: Reason;
  /** Values for the text: `{max}`, `{domains}` … */
  params?: Record<string, string | number>;
  field?: string;
  retryAfterMs?: number;
}

/**
 * A refusal by the chat, with its reason. Web and realtime each map the code once, to a status or a
 * frame. The message is the reason's English text; `field` names the input concerned.
 */
export class Refusal extends Error {
  readonly reason: Reason;
  readonly params: Record<string, string | number>;
  readonly field?: string;
  readonly retryAfterMs?: number;
  /** What else is wrong with the same input; pages show it together. */
  readonly also: readonly Refusal[] = [];

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
}

/** The same for what does not exist and for what the actor may not see. */
export function notFound(): Refusal {
  return new Refusal("not_found", { reason: "not_found" });
}

/** There is no session, or it has ended. */
export function signInFirst(): Refusal {
  return new Refusal("unauthenticated", { reason: "sign_in_first" });
}

/** The same answer whether the account does not exist or the password is wrong. */
export function credentialsWrong(): Refusal {
  return new Refusal("unauthenticated", {
    reason: "credentials_wrong",
  });
}

/**
 * Converts any thrown value to a refusal that can be shown. Unexpected errors become `internal`
 * without details; the caller logs them.
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
