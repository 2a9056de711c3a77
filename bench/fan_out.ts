/** Benches 1 and 2: one group of 1,000 subscribers, against broadcast loops without a database. */
import type { FanOutResult, FanOutTask } from "./load/fan_out.ts";
import type { TargetName } from "./load/targets.ts";
import { type Measured, runLoad } from "./support/process.ts";
import { atLeast, atMost, type Row } from "./support/report.ts";
import { startTarget, targetOf } from "./support/servers.ts";
import { ratios, shown, summary } from "./support/statistics.ts";

const names: TargetName[] = ["team_chat", "ws_loop", "bare_bun", "socket_io"];
const subscribers = 1_000;
const runs = 5;
/** The baselines, all without a database, and the ratio that ours should reach. */
const goals: Record<1 | 8, [TargetName, string, number][]> = {
  1: [
    ["ws_loop", "a `ws` loop on Node", 1.3],
    ["bare_bun", "a bare `Bun.serve` publish (the ceiling)", 0.85],
    ["socket_io", "a Socket.IO room", 8],
  ],
  8: [
    ["ws_loop", "a `ws` loop on Node", 8],
    ["bare_bun", "a bare `Bun.serve` publish (the ceiling)", 0.85],
    ["socket_io", "a Socket.IO room", 8],
  ],
};

type Results = Record<TargetName, FanOutResult[]>;

export async function fanOut(progress: (step: string) => void): Promise<Row[]> {
  const servers = new Map<TargetName, Measured>();
  for (const name of names) servers.set(name, await startTarget(name));
  const rows: Row[] = [];
  for (const inFlight of [1, 8] as const) {
    progress(`fan-out with ${inFlight} in flight`);
    rows.push(...compare(inFlight, await measure(servers, names, { inFlight, seconds: 1.2 })));
  }
  progress("latency at 50 messages a second");
  const even = { inFlight: 1, perSecond: 50, seconds: 2 };
  rows.push(...latency(await measure(servers, ["team_chat", "ws_loop"], even)));
  for (const server of servers.values()) await server.stop();
  return rows;
}

type Shape = Omit<FanOutTask, "target" | "subscribers">;

/** The servers take turns, so that a slow minute of the machine affects all of them. */
async function measure(
  servers: Map<TargetName, Measured>,
  among: TargetName[],
  shape: Shape,
): Promise<Results> {
  const results: Results = { team_chat: [], ws_loop: [], bare_bun: [], socket_io: [] };
  for (let run = 0; run < runs; run++) {
    for (const name of among) {
      const task = { ...shape, subscribers, target: targetOf(name, servers.get(name)!) };
      results[name].push(await runLoad<FanOutResult>("fan_out.ts", task));
    }
  }
  return results;
}

function compare(inFlight: 1 | 8, results: Results): Row[] {
  const perCpu = (name: TargetName) =>
    results[name].map(({ deliveries, serverCpuSeconds }) => deliveries / serverCpuSeconds);
  const load = summary(results.team_chat.map(({ loadCpuShare }) => loadCpuShare));
  const note = `ours ${Math.round(summary(perCpu("team_chat")).median / 1000)} k/s; load's share of its core ${load.median.toFixed(2)}`;
  return goals[inFlight].map(([name, said, target]) =>
    atLeast({
      what: `deliveries per server CPU-second, ${inFlight} in flight, durable, against ${said}`,
      value: ratios(perCpu("team_chat"), perCpu(name)),
      target,
      note,
    }),
  );
}

function latency({ team_chat: ours, ws_loop: theirs }: Results): Row[] {
  const figures = (results: FanOutResult[]) =>
    `p50 ${shown(summary(results.map(({ p50Ms }) => p50Ms)), 1)} ms, p99 ${shown(summary(results.map(({ p99Ms }) => p99Ms)), 1)} ms`;
  const p99 = (results: FanOutResult[]) => results.map(({ p99Ms }) => p99Ms);
  return [
    { what: "send → last of 1,000 screens at 50 durable messages/s", figure: figures(ours) },
    { what: "the same on the `ws` loop without a database", figure: figures(theirs) },
    atMost({
      what: "p99 of ours against the `ws` loop",
      value: ratios(p99(ours), p99(theirs)),
      target: 1,
    }),
  ];
}
