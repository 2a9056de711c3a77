import { Metrics } from "#kit/metrics.ts";
import { closeCodes } from "#wire/codes.ts";

/** The counters of the socket server. */
export function createRealtimeMetrics() {
  return new Metrics({
    connections: { type: "gauge", help: "Sockets that are open." },
    connections_opened: { type: "counter", help: "Sockets opened." },
    connections_closed: { type: "counter", help: "Sockets closed.", label: "code" },
    frames: { type: "counter", help: "Frames received that could be read.", label: "type" },
    refusals: { type: "counter", help: "Frames refused.", label: "code" },
    log_entries: { type: "counter", help: "Entries of the log delivered." },
    log_lag: { type: "gauge", help: "Entries of the log committed and not yet delivered." },
    unreadable_entries: { type: "counter", help: "Entries of the log that cannot be read." },
    commits: { type: "counter", help: "Transactions that appended to the log." },
  });
}

export type RealtimeMetrics = ReturnType<typeof createRealtimeMetrics>;

const known: readonly number[] = [1000, 1001, 1005, 1006, 1009, ...Object.values(closeCodes)];

/** A client may close with a code of its own. */
export function labelOfCloseCode(code: number): string {
  return known.includes(code) ? String(code) : "other";
}
