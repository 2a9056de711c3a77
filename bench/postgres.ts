/**
 * Acknowledged messages on PostgreSQL: against one transaction each, against the same statements in the
 * same batches by a bare loop, and by several servers with and without the lock that orders them.
 */
import type { AcksResult } from "./load/acks.ts";
import type { RawPostgresResult } from "./servers/raw_postgres.ts";
import { populatedPostgres, type PostgresPlace } from "./support/postgres_place.ts";
import { type Measured, roundCount, runLoad, runPinned } from "./support/process.ts";
import { atLeast, type Row } from "./support/report.ts";
import { targetOf, withOurServers } from "./support/servers.ts";
import { ratios, shown, summary } from "./support/statistics.ts";
import { type Figures, inTurns, type Measurement } from "./support/turns.ts";

/** Enough that none exceeds the limit on the frames of a socket. */
const senders = 400;
const seconds = 0.7;
const inFlights = [1, 8, 64, 200] as const;
const serverCounts = [1, 2, 4] as const;
/** By each server's senders. */
const inFlightEach = 64;

type Progress = (step: string) => void;

export async function postgres(progress: Progress): Promise<Row[]> {
  const place = await populatedPostgres({ people: senders, groupSize: 1 });
  try {
    return [...(await posting(place, progress)), ...(await several(place, progress))];
  } finally {
    await place.dispose();
  }
}

/** What one server acknowledges, at each number of messages in flight. */
async function posting(place: PostgresPlace, progress: Progress): Promise<Row[]> {
  const oneCommitEach = { ...place.env, BENCH_ONE_COMMIT_EACH: "yes" };
  const onSqlite = { BENCH_PEOPLE: String(senders), BENCH_GROUP_SIZE: "1" };
  const figures = await withOurServers({ count: 1, env: place.env }, ([ours]) =>
    withOurServers({ count: 1, env: oneCommitEach }, ([each]) =>
      withOurServers({ count: 1, env: onSqlite }, ([sqlite]) => {
        const servers = { ours: ours!, each: each!, sqlite: sqlite! };
        const measurements = inFlights.flatMap((count) => postingAt(count, servers, place));
        return inTurns(measurements, {
          rounds: roundCount(),
          progress: (round) => progress(`acknowledged messages on PostgreSQL, ${round}`),
        });
      }),
    ),
  );
  return inFlights.flatMap((inFlight) => postingRows(figures, inFlight));
}

/** All that is compared at a number of messages in flight. */
function postingAt(
  inFlight: number,
  servers: Record<string, Measured>,
  place: PostgresPlace,
): Measurement<number>[] {
  const loop = { ...place, inFlight, seconds };
  const program = "bench/servers/raw_postgres.ts";
  return [
    ...Object.entries(servers).map(([name, server]): Measurement<number> => {
      const task = { target: targetOf("team_chat", server), senders, inFlight, seconds };
      const measure = async () => (await runLoad<AcksResult>("acks.ts", task)).acksPerSecond;
      return [`${inFlight} ${name}`, measure];
    }),
    [`${inFlight} loop`, async () => (await runPinned<RawPostgresResult>(program, loop)).perSecond],
  ];
}

/** Several servers with one database, each at its own number of messages in flight. */
async function several(place: PostgresPlace, progress: Progress): Promise<Row[]> {
  const measurements = serverCounts.flatMap((count) => serversOf(count, place));
  const figures = await inTurns(measurements, {
    rounds: roundCount(7),
    progress: (round) => progress(`several servers with one PostgreSQL, ${round}`),
  });
  return serverCounts.map((count) => serversRow(figures, count));
}

function serversOf(count: number, place: PostgresPlace): Measurement<number>[] {
  return [
    [`${count} with`, () => measureSeveral(count, place, [])],
    [
      `${count} without`,
      () => measureSeveral(count, place, ["--preload", "./bench/support/without_lock.ts"]),
    ],
  ];
}

/** Each server has people and groups of its own. */
function measureSeveral(count: number, { env }: PostgresPlace, options: string[]): Promise<number> {
  return withOurServers({ count, env, options }, async (servers) => {
    const each = Math.floor(senders / count);
    const loads = servers.map((server, index) => {
      const target = targetOf("team_chat", server);
      const task = { target, first: index * each, senders: each, inFlight: inFlightEach, seconds };
      return runLoad<AcksResult>("acks.ts", task);
    });
    const results = await Promise.all(loads);
    return results.reduce((sum, { acksPerSecond }) => sum + acksPerSecond, 0);
  });
}

function postingRows(figures: Figures<number>, inFlight: number): Row[] {
  const of = (name: string) => figures.get(`${inFlight} ${name}`) ?? [];
  const what = `acked messages/s on PostgreSQL, ${inFlight} in flight`;
  const perSecond = (name: string) => shown(summary(of(name)), 0);
  const each = {
    what: `${what}, against one transaction for each`,
    value: ratios(of("ours"), of("each")),
    note: `those: ${perSecond("each")}`,
  };
  const loop = {
    what: `${what}, against the same statements and batches by a bare loop`,
    value: ratios(of("ours"), of("loop")),
    note: `the loop: ${perSecond("loop")}`,
  };
  const withoutTarget = ({ value, ...rest }: typeof each): Row => ({
    ...rest,
    figure: `${shown(value)} ×`,
  });
  return [
    { what, figure: perSecond("ours") },
    inFlight === 64 ? atLeast({ ...each, target: 3 }) : withoutTarget(each),
    inFlight === 1 ? withoutTarget(loop) : atLeast({ ...loop, target: 0.6 }),
    withoutTarget({
      what: `${what}, against SQLite`,
      value: ratios(of("ours"), of("sqlite")),
      note: `SQLite: ${perSecond("sqlite")}`,
    }),
  ];
}

function serversRow(figures: Figures<number>, count: number): Row {
  const [ordered, free] = [`${count} with`, `${count} without`].map((name) => figures.get(name)!);
  return atLeast({
    what: `acked messages/s on PostgreSQL by ${count} ${count === 1 ? "server" : "servers"}, ${inFlightEach} in flight at each, against the same without the lock`,
    value: ratios(ordered!, free!),
    target: 0.85,
    note: `${shown(summary(ordered!), 0)} and ${shown(summary(free!), 0)}`,
  });
}
