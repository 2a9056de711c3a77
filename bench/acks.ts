/** Bench 3: acknowledged messages, which means that they are on the disk. */
import type { AcksResult } from "./load/acks.ts";
import { runLoad } from "./support/process.ts";
import { atLeast, type Row } from "./support/report.ts";
import { startTarget, targetOf } from "./support/servers.ts";
import { ratios, shown, summary } from "./support/statistics.ts";

const senders = 200;
const runs = 5;

export async function acks(progress: (step: string) => void): Promise<Row[]> {
  progress("acknowledged messages");
  const grouped: number[] = [];
  const each: number[] = [];
  let loadShare = 0;
  for (let run = 0; run < runs; run++) {
    const result = await measure({});
    grouped.push(result.acksPerSecond);
    loadShare = Math.max(loadShare, result.loadCpuShare);
    each.push((await measure({ BENCH_ONE_COMMIT_EACH: "yes" })).acksPerSecond);
  }
  return [
    {
      what: `acked, fsynced messages/s from ${senders} senders`,
      figure: shown(summary(grouped), 0),
      note: `one commit each: ${shown(summary(each), 0)}; load's share of its core ≤ ${loadShare.toFixed(2)}`,
    },
    atLeast({
      what: "the same against one commit per message",
      value: ratios(grouped, each),
      target: 6,
    }),
  ];
}

async function measure(env: Record<string, string>): Promise<AcksResult> {
  const server = await startTarget("team_chat", {
    BENCH_PEOPLE: String(senders),
    BENCH_ALONE: "yes",
    ...env,
  });
  const target = targetOf("team_chat", server);
  const result = await runLoad<AcksResult>("acks.ts", { target, senders, seconds: 1.5 });
  await server.stop();
  return result;
}
