/** Processes stopped for ten seconds, as on a machine that swaps or migrates. */
import { sleep, systemClock } from "#kit/clock.ts";
import { faultRun, type Scene } from "../fault_run.ts";
import { type Drill, secondsSince } from "./drill.ts";
import { verdictRow } from "./verdict_row.ts";

const stillMs = 10_000;
const victims = [["realtime"], ["web"], ["realtime", "web"]] as const;

/** SIGSTOP, and SIGCONT after a while: of the socket server, of the web application, of both. */
export async function standStill({ servers }: Scene, round: number, ms: number): Promise<void> {
  const names = victims[round % victims.length] ?? [];
  for (const name of names) servers.signal(name, "SIGSTOP");
  await sleep(systemClock, ms);
  for (const name of names) servers.signal(name, "SIGCONT");
}

export const stops: Drill = async (_options, progress) => {
  const startedAt = performance.now();
  const verdict = await faultRun({
    writers: 100,
    restWriters: 8,
    observers: 30,
    groups: 16,
    messagesEach: 10,
    rounds: victims.length,
    lateMs: stillMs + 30_000,
    fault: (scene, round) => standStill(scene, round, stillMs),
    progress: (done) => progress("stops", done, victims.length),
  });
  return [
    verdictRow(`SIGSTOP for ${stillMs / 1000} s of realtime, of web, of both`, verdict, {
      note: secondsSince(startedAt),
    }),
  ];
};
