/**
 * Time and timers, passed in so that tests can control them. Outside this room nothing calls
 * `Date.now`, `setTimeout` or `performance.now`.
 */
export interface Clock {
  /** Wall-clock time in milliseconds since the epoch. May jump. */
  now(): number;
  /** Milliseconds from an arbitrary start. Never jumps; for intervals and limits. */
  monotonic(): number;
  /** Runs `callback` once after `delayMs`, at once if that is over; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, callback) {
    // Bun prints a warning about a negative delay.
    const timer = setTimeout(callback, Math.max(0, delayMs));
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delayMs` on the given clock. */
export function sleep(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}

/** The clock's time as UTC ISO text, the form in which all times are stored. */
export function isoNow(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
