import { Refusal } from "./errors.ts";

/** Lets a few at a time through, makes some wait, and sends the rest away. */
export class Gate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly size: { running: number; waiting: number }) {}

  /** @throws {Refusal} busy, when as many wait already as may */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.size.running) this.running += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Whoever waits takes over the place, so that nobody slips in between.
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.size.waiting) {
      throw new Refusal("busy", "Many people are signing in right now. Please try again.", {
        reason: "sign_in_crowded",
        retryAfterMs: 3_000,
      });
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
