/**
 * Messages on their way to many screens, against servers without a database: one group of 1,000
 * people, and 40 groups of 25.
 */
import type { FanOutResult, Pace } from "./load/fan_out.ts";
import type { TargetName } from "./load/targets.ts";
import { type Measured, roundCount, runLoad } from "./support/process.ts";
import { atLeast, atMost, latency, type Row } from "./support/report.ts";
import { startTarget, targetOf } from "./support/servers.ts";
import { ratios, summary } from "./support/statistics.ts";

const rounds = roundCount();

const subscribers = 1_000;
const groups = 40;

/** The baselines and the ratio that ours should reach, with 1 and with 8 in flight. */
const goals: [TargetName, string, number, number][] = [
  ["bare_bun", "a bare `Bun.serve` publish (the ceiling)", 0.92, 0.92],
  ["ws_loop", "a `ws` loop on Node", 1.3, 8],
  ["socket_io", "a Socket.IO room", 8, 8],
];

type Results = Map<TargetName, FanOutResult[]>;

interface Shape {
  groups?: number;
  paces: Pace[];
}

export async function fanOut(progress: (step: string) => void): Promise<Row[]> {
  return withServers(["team_chat", "bare_bun", "ws_loop", "socket_io"], {}, async (measure) => {
    progress(`one group of ${subscribers}, 1 and 8 in flight`);
    const inFlights = [1, 8] as const;
    const full = await measure({
      paces: inFlights.map((inFlight) => ({ inFlight, seconds: 1 })),
    });
    progress(`one group of ${subscribers}, 50 messages a second`);
    const [even] = await measure({ paces: [{ inFlight: 1, perSecond: 50, seconds: 1.5 }] }, [
      "team_chat",
      "bare_bun",
      "ws_loop",
    ]);
    const p99 = (name: TargetName) => even!.get(name)!.map(({ p99Ms }) => p99Ms);
    const value = ratios(p99("team_chat"), p99("ws_loop"));
    return [
      ...inFlights.flatMap((inFlight, index) => perCpuSecond(inFlight, full[index]!)),
      ...latencies(`the last of ${subscribers} screens at 50 messages/s`, even!),
      atMost({ what: "p99 of ours against the `ws` loop", value, target: 1 }),
    ];
  });
}

export async function smallGroups(progress: (step: string) => void): Promise<Row[]> {
  const groupSize = subscribers / groups;
  const env = { BENCH_GROUP_SIZE: String(groupSize) };
  return withServers(["team_chat", "bare_bun"], env, async (measure) => {
    progress(`${groups} groups of ${groupSize}`);
    const rates = [50, 500];
    const paces = rates.map((perSecond) => ({ inFlight: 1, perSecond, seconds: 2 }));
    const measured = await measure({ groups, paces });
    return rates.flatMap((perSecond, index) => {
      const results = measured[index]!;
      const what = `${groups} groups of ${groupSize} at ${perSecond} messages/s`;
      const cpu = perSecond === 500 ? [cpuPerMessage(what, results)] : [];
      return [...cpu, ...latencies(`the last screen, ${what}`, results)];
    });
  });
}

/** @returns the results at each pace */
type Measure = (shape: Shape, among?: TargetName[]) => Promise<Results[]>;

async function withServers(
  names: TargetName[],
  env: Record<string, string>,
  work: (measure: Measure) => Promise<Row[]>,
): Promise<Row[]> {
  const servers = new Map<TargetName, Measured>();
  try {
    for (const name of names) servers.set(name, await startTarget(name, env));
    return await work((shape, among = names) => measureInTurns(servers, among, shape));
  } finally {
    for (const server of servers.values()) await server.stop();
  }
}

/** The servers take turns, so that a slow minute of the machine affects all of them. */
async function measureInTurns(
  servers: Map<TargetName, Measured>,
  among: TargetName[],
  shape: Shape,
): Promise<Results[]> {
  const atEach = shape.paces.map((): Results => new Map(among.map((name) => [name, []])));
  for (let run = 0; run < rounds; run++) {
    for (const name of among) {
      const target = targetOf(name, servers.get(name)!);
      const results = await runLoad<FanOutResult[]>("fan_out.ts", {
        target,
        subscribers,
        ...shape,
      });
      for (const [index, one] of results.entries()) atEach[index]!.get(name)!.push(one);
    }
  }
  return atEach;
}

function perCpuSecond(inFlight: 1 | 8, results: Results): Row[] {
  const perCpu = (name: TargetName) =>
    results.get(name)!.map(({ deliveries, serverCpuSeconds }) => deliveries / serverCpuSeconds);
  const ours = perCpu("team_chat");
  const thousands = (values: number[]) => `${Math.round(summary(values).median / 1000)} k/s`;
  return goals.map(([name, said, alone, together]) =>
    atLeast({
      what: `deliveries per server CPU-second, ${inFlight} in flight, against ${said}`,
      value: ratios(ours, perCpu(name)),
      target: inFlight === 1 ? alone : together,
      note: `${thousands(ours)} and ${thousands(perCpu(name))}; ${loadShares(results, name)}`,
    }),
  );
}

function cpuPerMessage(what: string, results: Results): Row {
  const micros = (name: TargetName) =>
    results.get(name)!.map((one) => (one.serverCpuSeconds / one.messages) * 1e6);
  const [ours, bare] = [micros("team_chat"), micros("bare_bun")];
  return atMost({
    what: `server CPU per message, ${what}, against the bare loop`,
    value: ratios(ours, bare),
    target: 1.6,
    note: `${Math.round(summary(ours).median)} and ${Math.round(summary(bare).median)} µs; ${loadShares(results, "bare_bun")}`,
  });
}

const titles: Partial<Record<TargetName, string>> = {
  bare_bun: "the bare loop",
  ws_loop: "the `ws` loop",
};

/** Ours, and what the same load measures of the others: a part of each figure is the load's own. */
function latencies(what: string, results: Results): Row[] {
  return [...results].map(([name, all]) => {
    const title = titles[name];
    return {
      what: title ? `the same on ${title}, without a database` : `send → ${what}`,
      figure: latency(all),
    };
  });
}

function loadShares(results: Results, other: TargetName): string {
  const share = (name: TargetName) =>
    summary(results.get(name)!.map(({ loadCpuShare }) => loadCpuShare)).median.toFixed(2);
  return `load's share of its core ${share("team_chat")} and ${share(other)}`;
}
