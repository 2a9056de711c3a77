import { Metrics } from "#kit/metrics.ts";

/** The counters of the web application. */
export function createWebMetrics() {
  return new Metrics({
    http_requests: { type: "counter", help: "Requests answered.", label: "status" },
    commits: { type: "counter", help: "Transactions that appended to the log." },
  });
}
