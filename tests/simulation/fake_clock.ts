import type { SessionClock } from "#sync/session_ports.ts";

/** Time that moves only on demand. Timers due at the same moment run in the order they were set. */
export class FakeClock implements SessionClock {
  #now = Date.parse("2026-11-02T08:00:00.000Z");
  #order = 0;
  #timers: { atMs: number; order: number; callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#now + Math.max(0, delayMs), order: this.#order++, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** The number of timers that are set. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Runs every timer that falls due within `durationMs`, and the promises each one starts. */
  async advance(durationMs: number): Promise<void> {
    const endMs = this.#now + durationMs;
    for (let next = this.#next(endMs); next; next = this.#next(endMs)) {
      const due = next;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#now = Math.max(this.#now, due.atMs);
      due.callback();
      await settled();
    }
    this.#now = endMs;
    await settled();
  }

  #next(endMs: number) {
    return this.#timers
      .filter(({ atMs }) => atMs <= endMs)
      .toSorted((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
  }
}

/** Lets resolved promises continue. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await Promise.resolve();
}
