/** Power failures at any moment of a run: nothing acknowledged may be lost. */
import { powerLoss } from "../power_loss/power_loss.ts";
import { type Drill, type Row, secondsSince } from "./drill.ts";

const cuts = { FULL: 200, NORMAL: 50 };

export const power: Drill = async (_options, progress) => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const rows: Row[] = [];
  for (const synchronous of ["FULL", "NORMAL"] as const) {
    const startedAt = performance.now();
    const count = cuts[synchronous];
    const what = `the power fails ${count} times, synchronous=${synchronous}${synchronous === "NORMAL" ? " (the control: must lose some)" : ""}`;
    const result = await powerLoss({
      cuts: count,
      synchronous,
      seed,
      progress: (done) => progress(`power cuts, ${synchronous}`, done, count),
    });
    if (!result.tried) {
      rows.push({ what, result: "not tried", note: result.why, wrong: [] });
      continue;
    }
    const { acked, lost, cutsWithLoss, inCheckpoint, damaged } = result;
    const expected = synchronous === "FULL" ? lost === 0 : lost > 0;
    rows.push({
      what,
      result: `${lost.toLocaleString("en")} lost`,
      note: `${acked.toLocaleString("en")} acknowledged before a cut, in sum; ${cutsWithLoss} cuts lost some, ${inCheckpoint} came in a checkpoint, ${damaged.length} disks damaged; seed ${seed}, ${secondsSince(startedAt)}`,
      wrong: [...damaged, ...(expected ? [] : [`${lost} lost with synchronous=${synchronous}`])],
    });
  }
  return rows;
};
