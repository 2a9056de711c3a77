/** Ten thousand sequences of fifty frames that our clients would never send. */
import { fuzzRun } from "../fuzz_run.ts";
import { type Drill, secondsSince } from "./drill.ts";

const sequences = 10_000;
const framesEach = 50;

export const fuzz: Drill = async (_options, progress) => {
  const startedAt = performance.now();
  const seed = Math.floor(Math.random() * 2 ** 31);
  const result = await fuzzRun({
    sequences,
    framesEach,
    seed,
    progress: (done) => progress("sequences", done, sequences),
  });
  const wrong = [
    ...result.errorLines,
    ...result.anomalies.map(({ kind, what }) => `${kind}: ${what}`),
    ...result.problems.map(({ what, where }) => `${where}: ${what}`),
    ...(result.socketsLeft > 0 ? [`${result.socketsLeft} sockets are still open`] : []),
  ];
  return [
    {
      what: `${sequences.toLocaleString("en")} sequences of ${framesEach} frames: valid, stale, foreign, damaged, confused`,
      result: wrong.length === 0 ? "no leak, no error" : `${wrong.length} wrong`,
      note: `seed ${seed}, ${secondsSince(startedAt)}`,
      wrong,
    },
  ];
};
