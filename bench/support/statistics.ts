export interface Summary {
  median: number;
  min: number;
  max: number;
}

export function summary(values: number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
}

/** The quantile `q` of sorted values. */
export function quantile(sorted: number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

/** The ratio of each of our runs to the run of theirs beside it. */
export function ratios(ours: number[], theirs: number[]): Summary {
  return summary(ours.map((value, index) => value / (theirs[index] ?? Number.NaN)));
}

export function shown({ median, min, max }: Summary, digits = 2): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} – ${max.toFixed(digits)})`;
}
