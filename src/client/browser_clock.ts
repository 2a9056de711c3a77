import type { Stopwatch } from "./server_clock.ts";

/** The browser's clock, time zone, timers and randomness; no other client code asks it for them. */
export interface BrowserClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `callback` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

export const browserClock: BrowserClock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** The device's time zone, or UTC if the browser reports one that it does not know itself. */
export function browserZone(): string {
  try {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (timeZone) Intl.DateTimeFormat("en", { timeZone });
    return timeZone || "UTC";
  } catch {
    return "UTC";
  }
}

/** Elapsed time, independent of changes to the device's clock. */
export const browserStopwatch: Stopwatch = {
  elapsedMs: () => performance.now(),
  after: (delayMs, callback) => browserClock.after(delayMs, callback),
};

/** From 0 up to, but not including, 1. For spreading retries, not for secrets. */
export function browserRandom(): number {
  return Math.random();
}

let newestIdMs = 0;

/**
 * An id of 128 bits that increases with time: 48 bits of milliseconds, then random bits. The server
 * indexes ids, and increasing ones are stored next to each other. Within a page the id increases
 * even if the clock steps back. `crypto.randomUUID` exists under https only.
 */
export function timeOrderedId(nowMs: number): string {
  newestIdMs = Math.max(newestIdMs + 1, Math.floor(nowMs));
  const time = newestIdMs.toString(16).padStart(12, "0");
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return time + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
