import type { BulkAct } from "#storage/bulk_acts.ts";
import { bulkLimits } from "#wire/limits.ts";

/**
 * Until when an act can be taken back, UTC ISO text: while it is still being applied, and for a day afterwards.
 * @returns undefined if it cannot
 */
export function undoEnd(
  { state, endedAt }: Pick<BulkAct, "state" | "endedAt">,
  nowMs: number,
): string | undefined {
  const { undoMs } = bulkLimits;
  if (state === "applying") return new Date(nowMs + undoMs).toISOString();
  if (state !== "applied" || endedAt === null) return undefined;
  const end = Date.parse(endedAt) + undoMs;
  return end > nowMs ? new Date(end).toISOString() : undefined;
}
