/** Begins to take back groups that were made from a plan. */
import { type BulkAct, bulkParts, startUndoing } from "#storage/bulk_acts.ts";
import { roundOfSet, saveRound } from "#storage/rounds.ts";
import { recordAct } from "../audit/audit.ts";
import { handOverAct } from "../bulk/run_acts.ts";
import { undoEnd } from "../bulk/undo_end.ts";
import type { Acting } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { Refusal } from "../refusals.ts";
import { makingOf, makingReportOf } from "./make_kind.ts";

/**
 * Within the caller's transaction, which has asked whether the actor may: the groups go to the bin, part by
 * part, and the set is in the round before, unless a later one has begun since.
 * @throws {Refusal} conflict, when it is too late, or was begun already
 */
export async function beginUnmaking(acting: Acting, writing: Writing, act: BulkAct): Promise<void> {
  const { tx } = writing;
  const { id, courseId } = act;
  if (!undoEnd(act, acting.clock.now())) throw new Refusal("conflict", { reason: "act_undo_late" });
  await startUndoing(tx, { id, by: acting.actor.id });
  const { set } = makingReportOf(act);
  const present = set && (await roundOfSet(tx, { courseId, id: set.id }));
  if (set && present?.round === set.round) {
    await saveRound(tx, { id: set.id, round: set.roundBefore, recipe: present.recipe });
  }
  await handOverAct(acting, tx);
  const { made } = makingOf(await bulkParts(tx, id));
  await recordAct(acting, writing, { verb: "groups.unmake", courseId, detail: String(made) });
}
