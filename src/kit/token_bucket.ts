/** How often something may happen: `burst` times at once, then `perSecond`. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Counts how often something has happened recently. Times are from the monotonic clock. */
export class TokenBucket {
  #tokens: number;

  constructor(
    private readonly rate: Rate,
    /** When the bucket was last refilled. */
    private filledAtMs: number,
  ) {
    this.#tokens = rate.burst;
  }

  get isFull(): boolean {
    return this.#tokens >= this.rate.burst;
  }

  /** @returns 0 if it may happen now, otherwise the milliseconds to wait; takes nothing */
  wait(nowMs: number, cost = 1): number {
    this.#fill(nowMs);
    const missing = cost - this.#tokens;
    return missing <= 0 ? 0 : Math.ceil((missing / this.rate.perSecond) * 1000);
  }

  /**
   * @param cost how many times it counts
   * @returns 0 if it may happen now, and counts it; otherwise the milliseconds to wait
   */
  take(nowMs: number, cost = 1): number {
    const wait = this.wait(nowMs, cost);
    if (wait === 0) this.#tokens -= cost;
    return wait;
  }

  /**
   * Counts what has already happened, even beyond the limit; the next request then waits longer.
   */
  charge(nowMs: number, cost: number): void {
    this.#fill(nowMs);
    this.#tokens -= cost;
  }

  /** Gives back what `take` took, for an attempt that does not count after all. */
  giveBack(nowMs: number): void {
    this.charge(nowMs, -1);
  }

  #fill(nowMs: number): void {
    const more = ((nowMs - this.filledAtMs) / 1000) * this.rate.perSecond;
    this.#tokens = Math.min(this.rate.burst, this.#tokens + more);
    this.filledAtMs = nowMs;
  }
}
