import { type Clock, systemClock } from "#kit/clock.ts";

/** The system's time, with timers that run at once: for tests that do not look at how long a refusal takes. */
export const promptClock: Clock = {
  ...systemClock,
  after: (_delayMs, callback) => systemClock.after(0, callback),
};
