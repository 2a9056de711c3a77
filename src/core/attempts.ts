/** Limits on attempts against accounts, such as guessed passwords. */
import type { Rate } from "#kit/token_bucket.ts";
import { countAttempt, countedUntil, forgiveAttempt } from "#storage/attempts.ts";
import type { Database } from "#storage/database.ts";
import type { Reason } from "#wire/refusal_texts.ts";
import { Refusal } from "./refusals.ts";

/** Either of this process, or of all servers together. */
export interface AttemptLimit {
  /** @returns 0 if it may happen now, otherwise the milliseconds to wait; counts nothing */
  wait(key: string): number | Promise<number>;
  /** @returns 0 if it may happen now, and counts it; otherwise the milliseconds to wait */
  take(key: string): number | Promise<number>;
  /** Gives back what `take` took, for an attempt that does not count after all. */
  giveBack(key: string): void | Promise<void>;
}

/**
 * A limit that all servers of a database share, by its clock. The database learns only hashes of the
 * keys.
 */
export class SharedLimit implements AttemptLimit {
  /** How long an attempt counts. */
  readonly #eachMs: number;
  /** How long the attempts of a key may count together. */
  readonly #allMs: number;

  constructor(
    private readonly db: Database,
    rate: Rate,
    private readonly hashOf: (key: string) => string,
  ) {
    this.#eachMs = Math.round(1000 / rate.perSecond);
    this.#allMs = this.#eachMs * rate.burst;
  }

  async wait(key: string): Promise<number> {
    const { db } = this;
    const [untilMs, nowMs] = await Promise.all([countedUntil(db, this.hashOf(key)), db.now(db)]);
    return untilMs === undefined ? 0 : this.#waitUntil(untilMs, nowMs);
  }

  async take(key: string): Promise<number> {
    // A flood is refused without the lock that every writer needs.
    const wait = await this.wait(key);
    return wait > 0 ? wait : this.#count(this.hashOf(key));
  }

  async giveBack(key: string): Promise<void> {
    const given = { key: this.hashOf(key), eachMs: this.#eachMs };
    await this.db.transaction((tx) => forgiveAttempt(tx, given));
  }

  #count(key: string): Promise<number> {
    const { db } = this;
    return db.transaction(async (tx) => {
      const nowMs = await db.now(tx);
      const attempt = { key, nowMs, eachMs: this.#eachMs, latestMs: nowMs + this.#allMs };
      if ((await countAttempt(tx, attempt)) > 0) return 0;
      return this.#waitUntil((await countedUntil(tx, key)) ?? nowMs, nowMs);
    });
  }

  #waitUntil(untilMs: number, nowMs: number): number {
    return Math.max(0, untilMs + this.#eachMs - this.#allMs - nowMs);
  }
}

/** @throws {Refusal} `limited`, with the time to wait */
export async function attemptOrRefuse(
  limit: AttemptLimit,
  key: string,
  reason: Reason,
): Promise<void> {
  refuseFor(await limit.take(key), reason);
}

/** Like `attemptOrRefuse`, but counts nothing. */
export async function mayAttemptOrRefuse(
  limit: AttemptLimit,
  key: string,
  reason: Reason,
): Promise<void> {
  refuseFor(await limit.wait(key), reason);
}

/** @throws {Refusal} `limited`, unless there is no time to wait */
export function refuseFor(retryAfterMs: number, reason: Reason): void {
  if (retryAfterMs > 0) throw new Refusal("limited", { reason, retryAfterMs });
}
