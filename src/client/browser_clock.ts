/** The browser's clock, timers and chance; the one place of the client that asks it for them. */
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

/** From 0 to below 1. For spreading retries, not for secrets. */
export function browserRandom(): number {
  return Math.random();
}

/** A random id of 128 bits. `crypto.randomUUID` exists under https only. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
