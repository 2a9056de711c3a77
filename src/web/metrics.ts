import { Metrics } from "#kit/metrics.ts";

/** What the web application counts. */
export function createWebMetrics() {
  return new Metrics({
    http_requests: { type: "counter", help: "Requests answered.", label: "status" },
    commits: { type: "counter", help: "Transactions that appended to the log." },
  });
}

export type WebMetrics = ReturnType<typeof createWebMetrics>;
