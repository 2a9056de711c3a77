import type { Clock } from "#kit/clock.ts";
import { limits } from "#protocol/limits.ts";
import { Refusal } from "./errors.ts";
import type { Reason } from "./reasons.ts";

/** How often something may happen: `burst` at once, then `perSecond`. */
export interface Rate {
  burst: number;
  perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const bucketsMax = 50_000;

/** Token buckets by key, on the monotonic clock. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly clock: Pick<Clock, "monotonic">,
    private readonly rate: Rate,
  ) {}

  /** @returns 0 when it may happen now, else the milliseconds to wait */
  take(key: string): number {
    const now = this.clock.monotonic();
    const bucket = this.buckets.get(key) ?? { tokens: this.rate.burst, at: now };
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * this.rate.perSecond;
    bucket.tokens = Math.min(this.rate.burst, refilled);
    bucket.at = now;
    // Re-inserting keeps the map in order of use, so that the oldest key is the first.
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    if (this.buckets.size > bucketsMax) this.forgetOldest();
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) / this.rate.perSecond) * 1000);
    bucket.tokens -= 1;
    return 0;
  }

  /** Gives back what `take` took, for an attempt that turned out not to count. */
  giveBack(key: string): void {
    const bucket = this.buckets.get(key);
    if (bucket) bucket.tokens = Math.min(this.rate.burst, bucket.tokens + 1);
  }

  private forgetOldest(): void {
    const oldest = this.buckets.keys().next();
    if (!oldest.done) this.buckets.delete(oldest.value);
  }
}

/**
 * Keyed on the account first; the ceiling for one address is high, because a campus is one address.
 */
export interface RateLimits {
  messages: RateLimit;
  loginsByAccount: RateLimit;
  loginsByAddress: RateLimit;
  registrationsByAddress: RateLimit;
  namesByAccount: RateLimit;
}

export function createRateLimits(clock: Pick<Clock, "monotonic">): RateLimits {
  return {
    messages: new RateLimit(clock, {
      burst: limits.messageBurst,
      perSecond: limits.messagesPerSecond,
    }),
    loginsByAccount: new RateLimit(clock, { burst: 5, perSecond: 20 / 3600 }),
    loginsByAddress: new RateLimit(clock, { burst: 600, perSecond: 2000 / 3600 }),
    namesByAccount: new RateLimit(clock, { burst: 10, perSecond: 10 / 3600 }),
    registrationsByAddress: new RateLimit(clock, { burst: 400, perSecond: 400 / 3600 }),
  };
}

/** @throws {Refusal} `limited`, saying when to come back */
export function takeOrRefuse(
  limit: RateLimit,
  key: string,
  { message, reason }: { message: string; reason: Reason },
): void {
  const retryAfterMs = limit.take(key);
  if (retryAfterMs > 0) throw new Refusal("limited", message, { reason, retryAfterMs });
}
