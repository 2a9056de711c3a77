/**
 * Several servers on one PostgreSQL: how long a message takes to the screens of another one, what three of
 * them do for 3,000 people, and what the messages of all others cost a server that nobody follows on.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import type { FanOutResult, FanOutTask } from "./load/fan_out.ts";
import type { PopulationOptions } from "./support/population.ts";
import { populatedPostgres, type PostgresPlace } from "./support/postgres_place.ts";
import { type Measured, roundCount, runLoad } from "./support/process.ts";
import { atMost, latency, type Row } from "./support/report.ts";
import { readsSince, targetOf, withOurServers } from "./support/servers.ts";
import { ratios, shown, summary } from "./support/statistics.ts";
import { type Figures, inTurns, type Measurement } from "./support/turns.ts";

const rounds = roundCount();

const groupSize = 25;
/** Messages a second to the screens of another server. */
const rates = [
  { perSecond: 50, seconds: 1.6 },
  { perSecond: 500, seconds: 1 },
] as const;
const crossingGroups = 40;
const subscribers = 3_000;
const together = 3;
const inFlight = 64;
/** An even rate, at which one batch is as large as another. */
const evenly = 200;
/** How many groups are active elsewhere. */
const counts = [10, 100, 1_000] as const;
const [fewest, , most] = counts;
/** Messages a second in all of them together. */
const elsewhere = 500;
/** Flat, but for the scatter. */
const flat = 1.25;

type Progress = (step: string) => void;

export async function machines(progress: Progress): Promise<Row[]> {
  return [...(await crossing(progress)), ...(await spread(progress)), ...(await idle(progress))];
}

/** The sender of each group is at the first server, all others are at the last one. */
async function crossing(progress: Progress): Promise<Row[]> {
  const people = crossingGroups * groupSize;
  const paces = rates.map((rate) => ({ inFlight: 1, ...rate }));
  const load = { subscribers: people, groups: crossingGroups, apart: true, paces };
  const measured = await onPostgres({ people, groupSize }, progress, (place) => [
    measurement("one", { ...place, servers: 1, load }),
    measurement("two", { ...place, servers: 2, load }),
  ]);
  return rates.flatMap(({ perSecond }, index) => {
    const figure = (name: string) =>
      latency(measured.get(name)!.map(({ paces: results }) => results[index]!));
    const what = `${crossingGroups} groups of ${groupSize} at ${perSecond} messages/s on PostgreSQL`;
    return [
      { what: `send → the last screen on another server, ${what}`, figure: figure("two") },
      { what: "the same on the sender's own server", figure: figure("one") },
    ];
  });
}

/** Every group has people on every server. */
async function spread(progress: Progress): Promise<Row[]> {
  const paces = [
    { inFlight, seconds: 0.8 },
    { inFlight: 1, perSecond: evenly, seconds: 1 },
  ];
  const load = { subscribers, groups: subscribers / groupSize, paces };
  const measured = await onPostgres({ people: subscribers, groupSize }, progress, (place) => [
    measurement("one", { ...place, servers: 1, load }),
    measurement("three", { ...place, servers: together, load }),
  ]);
  const compared = (what: string, pace: number, figure: (result: FanOutResult) => number) => {
    const both = ["three", "one"].map((name) =>
      measured.get(name)!.map(({ paces: results }) => results[pace]!),
    );
    const middles = (of: (result: FanOutResult) => number, digits: number) =>
      both.map((results) => summary(results.map(of)).median.toFixed(digits)).join(" and ");
    const [three, alone] = both.map((results) => results.map(figure));
    const share = middles(({ loadCpuShare }) => loadCpuShare, 2);
    return {
      what: `${what}, ${subscribers.toLocaleString("en")} subscribers in groups of ${groupSize}, ${together} servers against one`,
      figure: `${shown(ratios(three!, alone!))} ×`,
      note: `${middles(figure, 1)}; ${cpus().length} cores; load's share of its core ${share}`,
    };
  };
  return [
    compared(
      `deliveries per second (in thousands), ${inFlight} messages in flight`,
      0,
      ({ deliveries, seconds }) => deliveries / seconds / 1_000,
    ),
    compared(
      `server CPU per delivery (in µs) at ${evenly} messages/s`,
      1,
      ({ deliveries, serverCpuSeconds }) => (serverCpuSeconds / deliveries) * 1e6,
    ),
  ];
}

/** One person of each group writes at the first server, and nobody follows at the last one. */
async function idle(progress: Progress): Promise<Row[]> {
  const paces = [{ inFlight: 1, perSecond: elsewhere, seconds: 0.8 }];
  const load = { apart: true, groups: most, paces };
  const measured = await onPostgres({ people: most, groupSize: 1 }, progress, (place) => [
    ...counts.map((groups) =>
      measurement(`${groups}`, {
        ...place,
        servers: 2,
        load: { ...load, groups, subscribers: groups },
      }),
    ),
    measurement("followed", {
      ...place,
      peopleFile: twice(place),
      servers: 2,
      load: { ...load, subscribers: 2 * most },
    }),
  ]);
  const micros = (name: string) =>
    measured
      .get(name)!
      .map(({ paces: [one] }) => (one!.cpuSecondsOf.at(-1)! / one!.messages) * 1e6);
  const named = (groups: number) => `in ${groups.toLocaleString("en")} groups`;
  const row = (name: string, said: string): Row => ({
    what: `CPU of a server per message elsewhere, ${elsewhere} a second ${said}`,
    figure: `${shown(summary(micros(name)), 0)} µs`,
  });
  const unfollowed = (groups: number): Row => {
    const results = measured.get(`${groups}`)!;
    const reads = results.map(({ paces: [one], lastReads }) => lastReads / one!.sent);
    return {
      ...row(`${groups}`, `${named(groups)} that nobody follows here`),
      note: `${shown(summary(reads))} reads of the database`,
    };
  };
  return [
    ...counts.map(unfollowed),
    atMost({
      what: `the same, ${named(most)} against ${fewest}`,
      value: ratios(micros(`${most}`), micros(`${fewest}`)),
      target: flat,
    }),
    row("followed", `${named(most)} that somebody follows here`),
  ];
}

/** Everyone with two sockets. @returns the file */
function twice({ peopleFile }: PostgresPlace): string {
  const lines = readFileSync(peopleFile, "utf8").trimEnd().split("\n");
  const file = `${peopleFile}.twice`;
  writeFileSync(file, lines.map((line) => `${line}\n${line}\n`).join(""), { mode: 0o600 });
  return file;
}

interface Setup extends PostgresPlace {
  servers: number;
  load: Omit<FanOutTask, "target" | "others">;
}

interface Round {
  paces: FanOutResult[];
  /** How often the last server has read from the database. */
  lastReads: number;
}

function measurement(name: string, { env, servers: count, ...setup }: Setup): Measurement<Round> {
  return [name, () => withOurServers({ count, env }, (servers) => measureOnce(servers, setup))];
}

async function measureOnce(
  servers: Measured[],
  { peopleFile, load }: Pick<Setup, "peopleFile" | "load">,
): Promise<Round> {
  const targets = servers.map((server) => ({ ...targetOf("team_chat", server), peopleFile }));
  const [target, ...others] = targets;
  const last = servers.at(-1)!;
  await readsSince(last);
  const paces = await runLoad<FanOutResult[]>("fan_out.ts", { ...load, target, others });
  return { paces, lastReads: await readsSince(last) };
}

async function onPostgres(
  people: Omit<PopulationOptions, "folder">,
  progress: Progress,
  measurements: (place: PostgresPlace) => Measurement<Round>[],
): Promise<Figures<Round>> {
  const place = await populatedPostgres(people);
  const total = people.people.toLocaleString("en");
  try {
    return await inTurns(measurements(place), {
      rounds,
      progress: (round) => progress(`several servers, ${total} people, ${round}`),
    });
  } finally {
    await place.dispose();
  }
}
