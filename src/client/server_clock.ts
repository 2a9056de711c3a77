import type { SessionClock } from "#sync/session_ports.ts";

/** Differences up to this size come from the network, and do not correct the clock. */
const jitterMs = 2_000;

export interface Stopwatch {
  /** Milliseconds since an arbitrary moment, independent of the device's clock. */
  elapsedMs(): number;
  after: SessionClock["after"];
}

/**
 * The server's time as the page knows it. A device's clock may be wrong and may be changed while
 * the page is open, so only elapsed time is measured here. A device that slept may not have counted
 * that time; the server's next frame corrects it.
 */
export function serverClock(startMs: number, stopwatch: Stopwatch): Required<SessionClock> {
  let aheadMs = startMs - stopwatch.elapsedMs();
  const now = () => stopwatch.elapsedMs() + aheadMs;
  return {
    now,
    after: (delayMs, callback) => stopwatch.after(delayMs, callback),
    synchronize(serverMs) {
      const offMs = serverMs - now();
      if (Math.abs(offMs) > jitterMs) aheadMs += offMs;
    },
  };
}
