/** A statement has at most 32,766 parameters (sqlite.org/limits.html). */
const rowsAtOnce = 3_000;

/** Divides rows among statements. */
export function inChunks<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, index) =>
    rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
  );
}
