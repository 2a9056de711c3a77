/** Thousands of phones that reconnect at once after the socket server was killed. */
import { faultRun } from "../fault_run.ts";
import type { Crowd } from "../crowd.ts";
import { type Drill, type Progress, type Row, secondsSince } from "./drill.ts";
import { verdictRow } from "./verdict_row.ts";

const small = 2_000;

export const storm: Drill = async ({ clients }, progress) => {
  const rows = [await stormOf(small, progress)];
  if (clients > small) rows.push(await stormOf(clients, progress));
  return rows;
};

async function stormOf(clients: number, progress: Progress): Promise<Row> {
  const startedAt = performance.now();
  let seconds = 0;
  let spread: number[] = [];
  progress(`sockets, killed once (${clients.toLocaleString("en")})`, 0, 1);
  const verdict = await faultRun({
    writers: clients,
    restWriters: 20,
    observers: 0,
    groups: Math.ceil(clients / 40),
    messagesEach: 1,
    rounds: 1,
    lateMs: 60_000,
    async fault({ servers, crowd }) {
      const killedAt = Date.now();
      await servers.kill("realtime");
      const readyAt = Date.now();
      // Some have not noticed the kill yet, and still consider themselves live.
      await crowd.live(killedAt);
      seconds = (Date.now() - killedAt) / 1_000;
      spread = backAt(crowd).map((at) => at - readyAt);
    },
    progress: (done) => progress(`sockets, killed once (${clients.toLocaleString("en")})`, done, 1),
  });
  const [first = 0, last = 0] = [spread[0], spread.at(-1)];
  return verdictRow(
    `kill -9 of realtime under ${clients.toLocaleString("en")} sockets that come back by themselves`,
    verdict,
    {
      note: `all back ${seconds.toFixed(1)} s after the kill, spread over ${((last - first) / 1_000).toFixed(1)} s; ${secondsSince(startedAt)}`,
    },
  );
}

/** When each was live again, in order. */
function backAt({ clients }: Crowd): number[] {
  return clients.map(({ lastLiveAt }) => lastLiveAt).toSorted((a, b) => a - b);
}
