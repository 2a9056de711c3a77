/** The answers to a crowd's messages. */
import type { RefusalCode } from "#wire/codes.ts";
import { within } from "#tests/support/output.ts";

const patienceMs = 120_000;

export class Tally {
  /** Messages known to be stored, each once. */
  acked = 0;
  readonly #refusals = new Map<RefusalCode, number>();
  #storedAt = performance.now();
  #longestPauseMs = 0;
  readonly #waiting = new Set<() => void>();

  noteStored(): void {
    this.acked += 1;
    this.#notePause();
    this.#look();
  }

  /** The longest time without an acknowledgement since the last call, in milliseconds. */
  takeLongestPause(): number {
    this.#notePause();
    const longestMs = this.#longestPauseMs;
    this.#longestPauseMs = 0;
    return longestMs;
  }

  noteRefused(code: RefusalCode): void {
    this.#refusals.set(code, this.refusals(code) + 1);
    this.#look();
  }

  /** The number of refusals with this code. */
  refusals(code: RefusalCode): number {
    return this.#refusals.get(code) ?? 0;
  }

  #notePause(): void {
    const now = performance.now();
    this.#longestPauseMs = Math.max(this.#longestPauseMs, now - this.#storedAt);
    this.#storedAt = now;
  }

  /** Resolves when more than the given number are acknowledged. @throws after two minutes */
  ackedMoreThan(count: number): Promise<void> {
    return this.#until(() => this.acked > count);
  }

  /**
   * Resolves after more than the given number of refusals with this code. @throws after two minutes
   */
  refusedMoreThan(count: number, code: RefusalCode): Promise<void> {
    return this.#until(() => this.refusals(code) > count);
  }

  #until(holds: () => boolean): Promise<void> {
    const held = Promise.withResolvers<void>();
    const look = () => {
      if (holds()) held.resolve();
    };
    this.#waiting.add(look);
    look();
    const tell = () => `${this.acked} acknowledged, ${JSON.stringify([...this.#refusals])}`;
    return within(held.promise, patienceMs, tell).finally(() => this.#waiting.delete(look));
  }

  #look(): void {
    for (const look of this.#waiting) look();
  }
}
