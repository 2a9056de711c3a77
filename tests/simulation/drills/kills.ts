/** Repeated kill -9 of the socket server, of the web application and of both. */
import type { Verdict } from "../crowd.ts";
import { faultRun, killUnderTheImpatient } from "../fault_run.ts";
import { type Drill, secondsSince } from "./drill.ts";
import { anomalyTexts } from "./verdict_row.ts";

/** After this many the checker runs and a new database begins, so that its data stays small. */
const killsAtOnce = 25;
const messagesEach = 12;

export const kills: Drill = async (options, progress) => {
  const startedAt = performance.now();
  const verdicts: Verdict[] = [];
  for (let done = 0; done < options.kills; done += killsAtOnce) {
    const rounds = Math.min(killsAtOnce, options.kills - done);
    const verdict = await faultRun({
      writers: options.writers,
      restWriters: 8,
      observers: 30,
      groups: Math.min(50, Math.max(8, Math.floor(options.writers / 7))),
      messagesEach,
      rounds,
      lateMs: 30_000,
      fault: killUnderTheImpatient,
      progress: (round) => progress("kills", done + round, options.kills),
    });
    verdicts.push(verdict);
  }
  const sum = (of: (verdict: Verdict) => number) =>
    verdicts.reduce((total, verdict) => total + of(verdict), 0).toLocaleString("en");
  const wrong = verdicts.flatMap(anomalyTexts);
  return [
    {
      what: `kill -9 of realtime, of web and of both, ${options.kills} times under ${options.writers} writers by socket, 8 by REST, 30 observers`,
      result: `${wrong.length} anomalies`,
      note: `${sum(({ acked }) => acked)} acked, ${sum(({ stored }) => stored)} stored, ${secondsSince(startedAt)}`,
      wrong,
    },
  ];
};
