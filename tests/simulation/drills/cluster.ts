/** Several servers on one PostgreSQL, and one fault after another. */
import { asked } from "#tests/postgres/empty_database.ts";
import { provide } from "#tests/support/install_programs.ts";
import { type ProgramName, programs } from "#tests/support/programs.ts";
import { type PostgresServer, startPostgres } from "#tests/support/postgres_server.ts";
import { clusterRun, type ClusterVerdict } from "../cluster/cluster_run.ts";
import { type Fault, faults } from "../cluster/faults.ts";
import { type Drill, type Row, secondsSince } from "./drill.ts";
import { anomalyTexts } from "./verdict_row.ts";

/** After this many the checker runs and a new cluster begins, so that its data stays small. */
const messagesAtOnce = 100_000;

export const cluster: Drill = async ({ messages }, progress) => {
  await provideAll(["haproxy", "nats", "libfaketime"]);
  const startedAt = performance.now();
  const pauses = new Map<Fault, number[]>(faults.map((fault) => [fault, []]));
  const verdicts: ClusterVerdict[] = [];
  const sum = (of: (verdict: ClusterVerdict) => number) =>
    verdicts.reduce((total, verdict) => total + of(verdict), 0);
  let count = 0;
  const postgres = await startTimed();
  try {
    while (sum(({ acked }) => acked) < messages || count < faults.length) {
      const before = sum(({ acked }) => acked);
      const enough = Math.min(messagesAtOnce, messages - before);
      const verdict = await clusterRun({
        postgres,
        next(acked) {
          if (acked >= enough && (before + acked < messages || count >= faults.length))
            return undefined;
          const fault = faults[count++ % faults.length]!;
          return [fault, pauses.get(fault)!.length];
        },
        survived(fault, { acked, pauseMs }) {
          pauses.get(fault)!.push(pauseMs);
          progress("messages", Math.min(messages, before + acked), messages);
        },
      });
      verdicts.push(verdict);
    }
  } finally {
    await postgres.stop();
  }
  const wrong = verdicts.flatMap((verdict) => [...anomalyTexts(verdict), ...verdict.problems]);
  const heardMs = verdicts.flatMap((verdict) => verdict.heardMs);
  const shown = (number: number) => number.toLocaleString("en");
  const counted = [
    `${shown(sum(({ acked }) => acked))} acked`,
    `${shown(sum(({ stored }) => stored))} stored`,
    `${shown(sum(({ rollbacks }) => rollbacks))} rolled back`,
    secondsSince(startedAt),
  ];
  return [
    {
      what: "three socket servers, two web applications, PostgreSQL, NATS and HAProxy under 256 writers, with every fault below",
      result: wrong.length === 0 ? "0 anomalies" : `${wrong.length} wrong`,
      note: counted.join(", "),
      wrong,
    },
    {
      what: "a member is removed: the last frame about the group on any server",
      result: `≤ ${Math.max(0, ...heardMs)} ms`,
      note: `${heardMs.length} removed, ${heardMs.filter((ms) => ms <= 0).length} of whom received nothing afterwards`,
      wrong: [],
    },
    ...faults.map((fault) => faultRow(fault, pauses.get(fault)!)),
  ];
};

/** A server that keeps the time of each commit. */
async function startTimed(): Promise<PostgresServer> {
  const server = await startPostgres();
  await asked(server.url, "alter system set track_commit_timestamp = on");
  await server.crash();
  await server.start();
  return server;
}

async function provideAll(names: ProgramName[]): Promise<void> {
  const { leftOut, said } = await provide(names, (line) => console.error(line));
  const [missing] = leftOut;
  if (missing) throw new Error([`There is no ${programs[missing].title}.`, ...said].join("\n"));
}

function faultRow({ what }: Fault, pauses: number[]): Row {
  const times = pauses.length === 1 ? "once" : `${pauses.length} times`;
  const longest = (Math.max(...pauses) / 1000).toFixed(1);
  return {
    what,
    result: times,
    note: `at most ${longest} s without an acknowledgement`,
    wrong: [],
  };
}
