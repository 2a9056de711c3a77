import { browserClock } from "./browser_clock.ts";

/** Long enough for a page to be drawn, and for a busy one to get to it at all. */
const [pauseMs, mostMs] = [300, 3_000];

/** Runs `callback` when the browser has nothing better to do. */
export function whenIdle(callback: () => void): void {
  // Safari has none.
  const browser: Partial<Window> = window;
  if (browser.requestIdleCallback) browser.requestIdleCallback(callback, { timeout: mostMs });
  else browserClock.after(pauseMs, callback);
}
