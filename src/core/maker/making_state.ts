/** How far the groups of a plan are made. */
import { type BulkAct, bulkActById, bulkParts } from "#storage/bulk_acts.ts";
import type { Queries } from "#storage/database.ts";
import { undoEnd } from "../bulk/undo_end.ts";
import type { Context } from "../context.ts";
import { type Making, makingOf } from "./make_kind.ts";

export interface MakingState extends Making {
  state: BulkAct["state"];
  /** Until when it can be taken back, if it can: UTC ISO text. */
  undoUntil?: string;
}

/** @returns undefined if it has not begun */
export async function makingState(
  { clock, db }: Pick<Context, "clock"> & { db: Queries },
  actId: string | undefined,
): Promise<MakingState | undefined> {
  const act = actId === undefined ? undefined : await bulkActById(db, actId);
  if (!act) return undefined;
  const undoUntil = undoEnd(act, clock.now());
  const making = makingOf(await bulkParts(db, act.id));
  return { ...making, state: act.state, ...(undoUntil && { undoUntil }) };
}
