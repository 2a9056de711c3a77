import { type Clock, systemClock } from "#kit/clock.ts";

/**
 * The system's time, with timers that run at once: for tests that do not care how long a refusal
 * takes.
 */
export const promptClock: Clock = {
  ...systemClock,
  after: (_delayMs, callback) => systemClock.after(0, callback),
};
