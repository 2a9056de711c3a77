import { shown, summary, type Summary } from "./statistics.ts";

export interface Row {
  what: string;
  /** The median and the range of all runs. */
  figure: string;
  target?: string;
  /** Whether the target is met; undefined if there is none. */
  met?: boolean;
  note?: string;
}

export interface Claim {
  what: string;
  value: Summary;
  target: number;
  note?: string;
}

/** A row whose figure must be at least `target`. */
export function atLeast({ what, value, target, note }: Claim): Row {
  return {
    what,
    figure: `${shown(value)} ×`,
    target: `≥ ${target} ×`,
    met: value.median >= target,
    note,
  };
}

/** A row whose figure must be at most `target`. */
export function atMost({ what, value, target, note }: Claim): Row {
  return {
    what,
    figure: `${shown(value)} ×`,
    target: `≤ ${target} ×`,
    met: value.median <= target,
    note,
  };
}

/** A row whose figure, in a unit, must be at most `target`. */
export function atMostOf({ value, target, unit, ...rest }: Claim & { unit: string }): Row {
  return {
    ...rest,
    figure: `${shown(value, target < 100 ? 2 : 0)} ${unit}`,
    target: `≤ ${target} ${unit}`,
    met: value.median <= target,
  };
}

/** The percentiles of several runs, each with its own. */
export function latency(runs: { p50Ms: number; p99Ms: number }[]): string {
  const [p50, p99] = [runs.map(({ p50Ms }) => p50Ms), runs.map(({ p99Ms }) => p99Ms)];
  return `p50 ${shown(summary(p50))} ms, p99 ${shown(summary(p99))} ms`;
}

export function markdown(rows: Row[]): string {
  const head = "| what | median (range) | target | met | note |\n| --- | --- | --- | --- | --- |";
  const lines = rows.map(({ what, figure, target = "", met, note = "" }) => {
    const verdict = met === undefined ? "" : met ? "yes" : "no";
    return `| ${what} | ${figure} | ${target} | ${verdict} | ${note} |`;
  });
  return [head, ...lines].join("\n");
}
