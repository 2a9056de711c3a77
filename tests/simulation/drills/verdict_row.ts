import type { Verdict } from "../crowd.ts";
import type { Row } from "./drill.ts";

export function anomalyTexts({ anomalies }: Verdict): string[] {
  return anomalies.map(({ kind, what }) => `${kind}: ${what}`);
}

/** A row for a run that must end without an anomaly or any other problem. */
export function verdictRow(
  what: string,
  verdict: Verdict,
  { note, wrong = [] }: { note: string; wrong?: string[] },
): Row {
  const all = [...anomalyTexts(verdict), ...wrong];
  return {
    what,
    result: all.length === 0 ? "0 anomalies" : `${all.length} wrong`,
    note: `${verdict.acked.toLocaleString("en")} acked, ${verdict.stored.toLocaleString("en")} stored; ${note}`,
    wrong: all,
  };
}
