/** Decides whether one version is slower than another by more than its own scatter. */
import { quantile, type Summary, summary } from "../support/statistics.ts";

/** One figure per round, for both versions and for this one a second time. */
export interface Rounds {
  ours: number[];
  theirs: number[];
  again: number[];
}

export type Better = "more" | "less";

export interface Verdict {
  /** How much better this version is than the other one; below 1 it is worse. */
  ratio: Summary;
  /** The same of this version against itself. */
  self: Summary;
  /** How far from 1 the middle half of this version's ratios against itself reaches. */
  scatter: number;
  kind: "same" | "better" | "worse" | "too much worse";
}

/** The share of the other version's figure that this one must reach. */
export const leastRatio = 0.97;

export function verdictOf({ ours, theirs, again }: Rounds, better: Better): Verdict {
  const ratio = summary(quotients(ours, theirs, better));
  const own = quotients(ours, again, better).toSorted((a, b) => a - b);
  const scatter = Math.max(Math.abs(1 - quantile(own, 0.25)), Math.abs(quantile(own, 0.75) - 1));
  return { ratio, self: summary(own), scatter, kind: kindOf(ratio.median, scatter) };
}

function kindOf(median: number, scatter: number): Verdict["kind"] {
  if (Math.abs(median - 1) <= scatter) return "same";
  if (median > 1) return "better";
  return median < leastRatio - scatter ? "too much worse" : "worse";
}

/** Ratios are per round, so that a slow minute of the machine affects both sides. */
function quotients(ours: number[], theirs: number[], better: Better): number[] {
  if (ours.length === 0 || ours.length !== theirs.length) throw new Error("a round is missing");
  return ours.map((value, round) => {
    const other = theirs[round]!;
    return better === "more" ? value / other : other / value;
  });
}

export const verdictTexts: Record<Verdict["kind"], string> = {
  same: "within its own scatter",
  better: "better",
  worse: `worse, but not below ${leastRatio} × by more than its scatter`,
  "too much worse": "WORSE",
};
