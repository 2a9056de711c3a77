/** How often something may happen: `burst` at once, then `perSecond`. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Counts how often something has happened lately. Times are of the monotonic clock. */
export class TokenBucket {
  #tokens: number;

  constructor(
    private readonly rate: Rate,
    /** When the bucket was filled last. */
    private filledAtMs: number,
  ) {
    this.#tokens = rate.burst;
  }

  get isFull(): boolean {
    return this.#tokens >= this.rate.burst;
  }

  /** @returns 0 when it may happen now, else the milliseconds to wait; nothing is taken */
  wait(nowMs: number, cost = 1): number {
    this.#fill(nowMs);
    const missing = cost - this.#tokens;
    return missing <= 0 ? 0 : Math.ceil((missing / this.rate.perSecond) * 1000);
  }

  /**
   * @param cost as how many it counts
   * @returns 0 when it may happen now, and is counted; else the milliseconds to wait
   */
  take(nowMs: number, cost = 1): number {
    const wait = this.wait(nowMs, cost);
    if (wait === 0) this.#tokens -= cost;
    return wait;
  }

  /** Counts what has happened already, also beyond what there is: then the next has to wait longer. */
  charge(nowMs: number, cost: number): void {
    this.#fill(nowMs);
    this.#tokens -= cost;
  }

  /** Gives back what `take` took, for an attempt that turned out not to count. */
  giveBack(nowMs: number): void {
    this.charge(nowMs, -1);
  }

  #fill(nowMs: number): void {
    const more = ((nowMs - this.filledAtMs) / 1000) * this.rate.perSecond;
    this.#tokens = Math.min(this.rate.burst, this.#tokens + more);
    this.filledAtMs = nowMs;
  }
}
