/**
 * Acknowledged messages, which means that they are on the disk, against what SQLite can do: the
 * same statements in the same batches behind a bare socket loop, and without any sockets.
 */
import type { AcksResult } from "./load/acks.ts";
import type { Target } from "./load/targets.ts";
import { roundCount, runLoad, runPinned } from "./support/process.ts";
import { atLeast, type Row } from "./support/report.ts";
import { startTarget, targetOf } from "./support/servers.ts";
import { ratios, shown, summary } from "./support/statistics.ts";
import type { RawResult } from "./servers/raw_sqlite.ts";

const rounds = roundCount();

/** Enough that none exceeds the limit on the frames of a socket. */
const senders = 400;
const inFlights = [1, 8, 64, 200] as const;
const seconds = 0.7;

interface Figures {
  ours: AcksResult[];
  ceiling: AcksResult[];
  raw: RawResult[];
}

export async function acks(progress: (step: string) => void): Promise<Row[]> {
  const figures = new Map(
    inFlights.map((inFlight): [number, Figures] => [inFlight, { ours: [], ceiling: [], raw: [] }]),
  );
  const each: number[] = [];
  const people = { BENCH_PEOPLE: String(senders), BENCH_GROUP_SIZE: "1" };
  const servers = {
    ours: await startTarget("team_chat", people),
    ceiling: await startTarget("ceiling", people),
    oneCommitEach: await startTarget("team_chat", { ...people, BENCH_ONE_COMMIT_EACH: "yes" }),
  };
  try {
    for (let round = 1; round <= rounds; round++) {
      progress(`acknowledged messages, round ${round} of ${rounds}`);
      for (const [inFlight, { ours, ceiling, raw }] of figures) {
        ours.push(await measure(targetOf("team_chat", servers.ours), inFlight));
        ceiling.push(await measure(targetOf("ceiling", servers.ceiling), inFlight));
        const task = { people: senders, inFlight, seconds };
        raw.push(await runPinned<RawResult>("bench/servers/raw_sqlite.ts", task));
      }
      const target = targetOf("team_chat", servers.oneCommitEach);
      each.push((await measure(target, 200)).acksPerSecond);
    }
  } finally {
    for (const server of Object.values(servers)) await server.stop();
  }
  return [...figures]
    .flatMap(([inFlight, one]) => rowsOf(inFlight, one))
    .concat(
      atLeast({
        what: "acked messages/s, 200 in flight, against one commit per message",
        value: ratios(perSecond(figures.get(200)!.ours), each),
        target: 6,
      }),
    );
}

const perSecond = (results: AcksResult[]) => results.map(({ acksPerSecond }) => acksPerSecond);

function rowsOf(inFlight: number, { ours, ceiling, raw }: Figures): Row[] {
  const what = `acked messages, ${inFlight} in flight`;
  const load = summary(ours.map(({ loadCpuShare }) => loadCpuShare));
  const theirLoad = summary(ceiling.map(({ loadCpuShare }) => loadCpuShare));
  const perCpu = (results: AcksResult[]) => results.map((one) => one.acksPerCpuSecond);
  const againstCeiling = {
    what: `${what}, per server CPU-second, against the ceiling`,
    value: ratios(perCpu(ours), perCpu(ceiling)),
    note: `load's share of its core ${load.median.toFixed(2)}, at the ceiling ${theirLoad.median.toFixed(2)}`,
  };
  return [
    {
      what: `${what}, per second`,
      figure: shown(summary(perSecond(ours)), 0),
      note: `the ceiling: ${shown(summary(perSecond(ceiling)), 0)}`,
    },
    inFlight === 1
      ? { ...againstCeiling, figure: `${shown(againstCeiling.value)} ×` }
      : atLeast({ ...againstCeiling, target: 0.8 }),
    {
      what: `${what}, per second, against SQLite alone`,
      figure: `${shown(
        ratios(
          perSecond(ours),
          raw.map((one) => one.perSecond),
        ),
      )} ×`,
      note: `the ceiling: ${shown(
        ratios(
          perSecond(ceiling),
          raw.map((one) => one.perSecond),
        ),
      )} ×`,
    },
  ];
}

function measure(target: Target, inFlight: number): Promise<AcksResult> {
  return runLoad<AcksResult>("acks.ts", { target, senders, inFlight, seconds });
}
