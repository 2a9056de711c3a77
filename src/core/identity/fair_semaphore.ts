import { Refusal } from "../refusals.ts";

/**
 * Runs a few tasks at a time, queues some, and refuses the rest. The queues take turns, so that a
 * crowd in one of them delays nobody in another.
 */
export class FairSemaphore {
  #running = 0;
  readonly #queues = new Map<string, (() => void)[]>();

  /** @param size how many run at once, and how many wait in each queue */
  constructor(private readonly size: { running: number; waiting: number }) {}

  /** @throws {Refusal} busy, when the queue is full */
  async run<T>(queue: string, work: () => Promise<T>): Promise<T> {
    if (this.#running < this.size.running) this.#running += 1;
    else await this.#turn(queue);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #turn(queue: string): Promise<void> {
    const waiting = this.#queues.get(queue) ?? [];
    if (waiting.length >= this.size.waiting) {
      throw new Refusal("busy", {
        reason: "sign_in_crowded",
        retryAfterMs: 3_000,
      });
    }
    this.#queues.set(queue, waiting);
    return new Promise((resolve) => waiting.push(resolve));
  }

  /** The next task in line takes the place directly, so that no other can slip in. */
  #next(): void {
    const [first] = this.#queues;
    if (!first) {
      this.#running -= 1;
      return;
    }
    const [queue, waiting] = first;
    const begin = waiting.shift()!;
    this.#queues.delete(queue);
    if (waiting.length > 0) this.#queues.set(queue, waiting);
    begin();
  }
}
