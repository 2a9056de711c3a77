/** `run.sh drill [name …]`: longer fault tests, with a table at the end. Loopback only. */
import { parseArgs } from "node:util";
import { createProgress } from "#cli/progress.ts";
import { type Drill, type Progress, type Row, secondsSince } from "./drills/drill.ts";

/** Loaded on demand: mutants needs a whole compiler. */
const drills: Record<string, () => Promise<Drill>> = {
  seeded: async () => (await import("./drills/seeded.ts")).seeded,
  kills: async () => (await import("./drills/kills.ts")).kills,
  stops: async () => (await import("./drills/stops.ts")).stops,
  acts: async () => (await import("./drills/acts.ts")).acts,
  imports: async () => (await import("./drills/imports.ts")).imports,
  locks: async () => (await import("./drills/locks.ts")).locks,
  "full-disk": async () => (await import("./drills/full_disk.ts")).fullDisk,
  power: async () => (await import("./drills/power.ts")).power,
  storm: async () => (await import("./drills/storm.ts")).storm,
  "slow-readers": async () => (await import("./drills/slow_readers.ts")).slowReaders,
  abuser: async () => (await import("./drills/abuser.ts")).abuser,
  builds: async () => (await import("./drills/builds.ts")).builds,
  fuzz: async () => (await import("./drills/fuzz.ts")).fuzz,
  pages: async () => (await import("./drills/pages.ts")).pages,
  waiting: async () => (await import("./drills/waiting.ts")).waiting,
  postgres: async () => (await import("./drills/postgres.ts")).postgres,
  firefox: async () => (await import("./drills/browsers.ts")).firefox,
  looks: async () => (await import("./drills/browsers.ts")).looks,
  rolling: async () => (await import("./drills/rolling.ts")).rolling,
  cluster: async () => (await import("./drills/cluster.ts")).cluster,
  mutants: async () => (await import("./drills/mutants.ts")).mutants,
};
/** They take long, or test the tests. */
const byNameOnly = ["mutants", "postgres", "firefox", "looks", "cluster"];

const usage = `Usage: ./run.sh drill [name …] [options]

Drills: ${Object.keys(drills).join(", ")}; without a name all but ${byNameOnly.join(", ")}, in about
a quarter of an hour.

  --kills N     kill -9 of a server, or of both, N times while people write (250)
  --writers N   how many people write meanwhile (350)
  --clients N   sockets of the large storm (10000)

postgres runs the tests of both servers on PostgreSQL 18, or those of the database alone:

  --version N   on PostgreSQL 15, 16 or 17

firefox runs the tests of the pages in Firefox, looks in Chromium at each width in both themes; the short
selection of ./run.sh test is part of them.

cluster runs several servers on one PostgreSQL, with one fault after another:

  --messages N  until so many are acknowledged (1000000)

mutants changes the code in one place at a time and shows whether a test notices:

  --count N     changes to try (150)
  --seed N      which changes come first (by chance)
  --only PATH   only in files whose path has this in it`;

function fail(why?: string): never {
  console.error(why ? `${why}\n\n${usage}` : usage);
  process.exit(2);
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        kills: { type: "string", default: "250" },
        writers: { type: "string", default: "350" },
        clients: { type: "string", default: "10000" },
        messages: { type: "string", default: "1000000" },
        count: { type: "string", default: "150" },
        seed: { type: "string", default: String(1 + Math.floor(Math.random() * 1e6)) },
        only: { type: "string" },
        version: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : "");
  }
}

const { values, positionals } = parsed();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const number = (text: string, most: number) => {
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= most ? value : fail();
};
const options = {
  kills: number(values.kills, 10_000),
  writers: number(values.writers, 2_000),
  clients: number(values.clients, 20_000),
  messages: number(values.messages, 100_000_000),
  count: number(values.count, 10_000),
  seed: number(values.seed, 2 ** 31),
  only: values.only,
  version: values.version,
};
if (positionals.some((name) => !Object.hasOwn(drills, name))) fail();

const startedAt = performance.now();
const rows: Row[] = [];
for (const [name, load] of Object.entries(drills)) {
  if (positionals.length > 0 ? !positionals.includes(name) : byNameOnly.includes(name)) continue;
  console.error(`${name}:`);
  const bars = new Map<string, ReturnType<typeof createProgress>>();
  const progress: Progress = (what, done, total) => {
    const bar = bars.get(what) ?? createProgress(what);
    bars.set(what, bar);
    bar(done, total);
  };
  const drill = await load();
  rows.push(...(await drill(options, progress)));
}

const table = rows.map(({ what, result, note }) => `| ${what} | ${result} | ${note} |`);
console.log(["| drill | result | of |", "| --- | --- | --- |", ...table].join("\n"));
console.log(`\n${secondsSince(startedAt)} in all.`);
const wrong = rows.flatMap((row) => row.wrong);
for (const line of wrong.slice(0, 50)) console.error(line);
process.exit(wrong.length === 0 ? 0 : 1);
