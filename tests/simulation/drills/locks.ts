/** Another process that holds the database's write lock, such as a backup tool or a shell. */
import { Database } from "bun:sqlite";
import { sleep, systemClock } from "#kit/clock.ts";
import type { Verdict } from "../crowd.ts";
import { faultRun, type Scene } from "../fault_run.ts";
import { type Drill, secondsSince } from "./drill.ts";
import { slowestPulse } from "./pulse.ts";
import { verdictRow } from "./verdict_row.ts";
import { databaseFile } from "#tests/support/services.ts";

const heldMs = [100, 1_000, 5_000, 30_000];
const pulseMs = 150;

/** Holds the lock; resolves when it is released. */
export async function holdLock({ services }: Pick<Scene, "services">, ms: number): Promise<void> {
  const other = new Database(databaseFile(services));
  other.run("pragma busy_timeout = 5000");
  other.run("begin immediate");
  await sleep(systemClock, ms);
  other.run("rollback");
  other.close();
}

export const locks: Drill = async (_options, progress) => {
  const startedAt = performance.now();
  const slowest: number[] = [];
  let refused = 0;
  const fault = async (scene: Scene, round: number) => {
    const held = holdLock(scene, heldMs[round] ?? 0);
    // Messages sent under the lock wait for it, or are refused and sent again.
    const said = scene.crowd.speak(2);
    slowest.push(await slowestPulse(scene.servers.wsUrl.replace("ws:", "http:"), held));
    await (
      await said
    ).answered;
    refused = refusals(scene);
  };
  const verdict: Verdict = await faultRun({
    writers: 60,
    restWriters: 4,
    observers: 30,
    groups: 12,
    messagesEach: 5,
    rounds: heldMs.length,
    lateMs: 60_000,
    fault,
    progress: (done) => progress("locks", done, heldMs.length),
  });
  const most = Math.max(...slowest);
  const wrong = [
    ...(most > pulseMs ? [`the socket server did not answer for ${Math.round(most)} ms`] : []),
    ...(refused === 0 ? ["nobody was refused under a lock of 30 s"] : []),
  ];
  return [
    verdictRow(`write lock held for ${heldMs.map((ms) => ms / 1000).join(", ")} s`, verdict, {
      note: `${refused} refusals, each stored later; slowest answer of the socket server meanwhile ${slowest.map(Math.round).join(", ")} ms; ${secondsSince(startedAt)}`,
      wrong,
    }),
  ];
};

function refusals({ crowd }: Scene): number {
  const notes = [...crowd.clients.map(({ wire }) => wire), ...crowd.rest.map(({ log }) => log)];
  return notes.flatMap((log) => log.notes).filter(({ kind }) => kind === "refused").length;
}
