import { Refusal } from "../refusals.ts";

/**
 * Lets a few at a time through, makes some wait, and sends the rest away. Who waits stands in a lane;
 * lanes take turns, so that a crowd in one of them holds up nobody in another.
 */
export class Gate {
  #running = 0;
  readonly #lanes = new Map<string, (() => void)[]>();

  /** @param size how many run at once, and how many wait in each lane */
  constructor(private readonly size: { running: number; waiting: number }) {}

  /** @throws {Refusal} busy, when as many wait in the lane already as may */
  async pass<T>(lane: string, work: () => Promise<T>): Promise<T> {
    if (this.#running < this.size.running) this.#running += 1;
    else await this.#turn(lane);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #turn(lane: string): Promise<void> {
    const waiting = this.#lanes.get(lane) ?? [];
    if (waiting.length >= this.size.waiting) {
      throw new Refusal("busy", {
        reason: "sign_in_crowded",
        retryAfterMs: 3_000,
      });
    }
    this.#lanes.set(lane, waiting);
    return new Promise((resolve) => waiting.push(resolve));
  }

  /** Whoever waits takes over the place, so that nobody slips in between. */
  #next(): void {
    const [first] = this.#lanes;
    if (!first) {
      this.#running -= 1;
      return;
    }
    const [lane, waiting] = first;
    const begin = waiting.shift()!;
    this.#lanes.delete(lane);
    if (waiting.length > 0) this.#lanes.set(lane, waiting);
    begin();
  }
}
