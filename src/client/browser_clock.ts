import type { Stopwatch } from "./server_clock.ts";

/** The browser's clock, zone, timers and chance; the one place of the client that asks it for them. */
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

/** The zone of the device; UTC where the browser names one that it does not know itself. */
export function browserZone(): string {
  try {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (timeZone) Intl.DateTimeFormat("en", { timeZone });
    return timeZone || "UTC";
  } catch {
    return "UTC";
  }
}

/** Time that passes, whatever the device's clock is set to meanwhile. */
export const browserStopwatch: Stopwatch = {
  elapsedMs: () => performance.now(),
  after: (delayMs, callback) => browserClock.after(delayMs, callback),
};

/** From 0 to below 1. For spreading retries, not for secrets. */
export function browserRandom(): number {
  return Math.random();
}

let newestIdMs = 0;

/**
 * An id of 128 bits that grows with time, 48 bits of milliseconds and then chance: the server keeps
 * ids in order, and new ones lie side by side. It grows within a page also where the time steps back.
 * `crypto.randomUUID` exists under https only.
 */
export function timeOrderedId(nowMs: number): string {
  newestIdMs = Math.max(newestIdMs + 1, Math.floor(nowMs));
  const time = newestIdMs.toString(16).padStart(12, "0");
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return time + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
