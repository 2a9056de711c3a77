import type { SessionClock } from "#sync/session_ports.ts";

/** Differences up to here come from the network, and are not worth a step of the clock. */
const jitterMs = 2_000;

export interface Stopwatch {
  /** Milliseconds since some moment; no setting of the device's clock changes it. */
  elapsedMs(): number;
  after: SessionClock["after"];
}

/**
 * The server's time as a page knows it. A device's own clock may be wrong and may be set while the page
 * is open, so only the time that passes is measured here. A device that slept may not have counted
 * that: what the server says next puts it right.
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
