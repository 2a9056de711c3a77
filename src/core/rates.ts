import type { Clock } from "#kit/clock.ts";
import { type Rate, TokenBucket } from "#kit/token_bucket.ts";
import { limits, rates } from "#wire/limits.ts";
import type { Database } from "#storage/database.ts";
import { type AttemptLimit, refuseFor, SharedLimit } from "./attempts.ts";
import { ConcurrencyLimit } from "./concurrency_limit.ts";
import type { Secrets } from "./instance/secrets.ts";
import type { Reason } from "#wire/refusal_texts.ts";

/** Token buckets by key, on the monotonic clock, for this process alone. */
export class RateLimit implements AttemptLimit {
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(
    private readonly clock: Pick<Clock, "monotonic">,
    private readonly rate: Rate,
    /** How many keys it remembers, so that its memory is limited as well. */
    private readonly keysMax = 50_000,
  ) {}

  /** @returns 0 if it may happen now, otherwise the milliseconds to wait; takes nothing */
  wait(key: string): number {
    return this.#buckets.get(key)?.wait(this.clock.monotonic()) ?? 0;
  }

  /**
   * @param cost how many times it counts
   * @returns 0 if it may happen now, and counts it; otherwise the milliseconds to wait
   */
  take(key: string, cost = 1): number {
    return this.#used(key).take(this.clock.monotonic(), cost);
  }

  /**
   * Counts what has already happened, even beyond the limit; the next request then waits longer.
   */
  charge(key: string, cost: number): void {
    this.#used(key).charge(this.clock.monotonic(), cost);
  }

  /** Gives back what `take` took, for an attempt that does not count after all. */
  giveBack(key: string): void {
    const bucket = this.#buckets.get(key);
    bucket?.giveBack(this.clock.monotonic());
    // A full bucket is the same as none, so attempts that do not count leave no key behind.
    if (bucket?.isFull) this.#buckets.delete(key);
  }

  #used(key: string): TokenBucket {
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.rate, this.clock.monotonic());
    // Re-inserting keeps the map in the order of use, with the oldest key first.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > this.keysMax) this.#forgetOldest();
    return bucket;
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys();
    this.#buckets.delete(oldest!);
  }
}

/**
 * Mostly per account. The limits per address are high, because a campus is one address. Those that
 * protect accounts are shared by all machines; those that protect a process are its own.
 */
export interface RateLimits {
  messages: RateLimit;
  /** Events replayed to the sockets of one account. */
  replays: RateLimit;
  loginsByAccount: AttemptLimit;
  loginsByAddress: AttemptLimit;
  /** Right passwords, and those that are being checked. */
  signInsByAccount: AttemptLimit;
  /** Bytes read; the effort of making an answer counts as bytes as well. */
  readingByAccount: RateLimit;
  /** Large answers in progress. */
  answersByAccount: ConcurrencyLimit;
  registrationsByAddress: AttemptLimit;
  /** One-time codes that do not work, from an address and from everywhere. */
  codesByAddress: AttemptLimit;
  codesInAll: AttemptLimit;
  namesByAccount: RateLimit;
  addressesByAccount: RateLimit;
  reportsByAccount: RateLimit;
  /** Links for forgotten passwords, whether or not there is such an account. */
  linksByTyped: AttemptLimit;
  linksByAddress: AttemptLimit;
  linksInAll: AttemptLimit;
}

/** @param shared where limits are kept that several machines share, if there may be several */
export function createRateLimits(
  clock: Pick<Clock, "monotonic">,
  shared?: { db: Database; secrets: Secrets },
): RateLimits {
  const limit = (name: keyof typeof rates) => new RateLimit(clock, rates[name]);
  const ofAttempts = (name: keyof typeof rates) =>
    shared ? new SharedLimit(shared.db, rates[name], hashing(shared.secrets, name)) : limit(name);
  return {
    messages: limit("messages"),
    replays: limit("replays"),
    loginsByAccount: ofAttempts("loginsByAccount"),
    loginsByAddress: ofAttempts("loginsByAddress"),
    signInsByAccount: ofAttempts("signInsByAccount"),
    readingByAccount: limit("readingByAccount"),
    answersByAccount: new ConcurrencyLimit(limits.answersAtOnce),
    namesByAccount: limit("namesByAccount"),
    addressesByAccount: limit("addressesByAccount"),
    reportsByAccount: limit("reportsByAccount"),
    registrationsByAddress: ofAttempts("registrationsByAddress"),
    codesByAddress: ofAttempts("codesByAddress"),
    codesInAll: ofAttempts("codesInAll"),
    linksByTyped: ofAttempts("linksByTyped"),
    linksByAddress: ofAttempts("linksByAddress"),
    linksInAll: ofAttempts("linksInAll"),
  };
}

/** Only a server can find out which key a hash belongs to. */
function hashing({ jwtKey }: Secrets, name: string): (key: string) => string {
  return (key) =>
    new Bun.CryptoHasher("sha256", jwtKey).update(`attempts ${name} ${key}`).digest("base64url");
}

/** @throws {Refusal} `limited`, with the time to wait */
export function takeOrRefuse(limit: RateLimit, key: string, reason: Reason): void {
  refuseFor(limit.take(key), reason);
}

/** Like `takeOrRefuse`, but takes nothing. */
export function waitOrRefuse(limit: RateLimit, key: string, reason: Reason): void {
  refuseFor(limit.wait(key), reason);
}
