/** Bench 6: kills the server under 5,000 clients and measures how long until all are caught up. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lineSource } from "./support/lines.ts";
import { freePort, startLoad } from "./support/process.ts";
import type { Row } from "./support/report.ts";
import { startTarget, targetOf } from "./support/servers.ts";
import { shown, summary } from "./support/statistics.ts";

const clients = 5_000;
const jitterMs = 1_000;
const runs = 5;

export async function restart(progress: (step: string) => void): Promise<Row[]> {
  const seconds: number[] = [];
  const reads: number[] = [];
  for (let run = 0; run < runs; run++) {
    progress(`restart under ${clients} clients, ${run + 1} of ${runs}`);
    const result = await killOnce();
    seconds.push(result.seconds);
    reads.push(result.queries / clients);
  }
  const perClient = summary(reads);
  return [
    {
      what: `restart by kill -9 under ${clients.toLocaleString("en")} clients, until all are caught up`,
      figure: `${shown(summary(seconds), 1)} s`,
      note: `they come back spread over ${jitterMs / 1000} s`,
    },
    {
      what: "database reads per returning client",
      figure: shown(perClient),
      target: "≤ 2",
      met: Math.round(perClient.median * 100) <= 200,
    },
  ];
}

async function killOnce(): Promise<{ seconds: number; queries: number }> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-bench-"));
  const port = freePort();
  const env = { BENCH_DIR: folder, BENCH_PORT: String(port), BENCH_PEOPLE: String(clients) };
  const first = await startTarget("team_chat", env);
  const task = { target: targetOf("team_chat", first), clients, jitterMs };
  const load = startLoad("storm.ts", task);
  const nextLine = lineSource(load.stdout);
  await nextLine();
  await first.stop("SIGKILL");
  const killedAt = performance.now();
  const second = await startTarget("team_chat", env);
  await nextLine();
  const seconds = (performance.now() - killedAt) / 1000;
  second.signal("SIGUSR2");
  const { queries } = JSON.parse(await second.nextLine()) as { queries: number };
  await load.exited;
  await second.stop();
  rmSync(folder, { recursive: true, force: true });
  return { seconds, queries };
}
