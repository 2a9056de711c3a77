/**
 * `run.sh bench [name …]`: runs the measurements and prints their table; with `--against`, those
 * that compare this version with another one. Loopback only.
 */
import { mkdtempSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { buildIfStale } from "#cli/build.ts";
import { againstBenches } from "./against/benches.ts";
import { comparedTable, compareVersions } from "./against/compare.ts";
import { NoVersion } from "./against/version.ts";
import { type BenchArguments, benchArguments, fewestRounds } from "./support/arguments.ts";
import { markdown, type Row } from "./support/report.ts";

type Bench = (progress: (step: string) => void) => Promise<Row[]>;

/** Loaded when they run: a profile's folder is set before. */
const benches: Record<string, () => Promise<Bench>> = {
  "fan-out": async () => (await import("./fan_out.ts")).fanOut,
  groups: async () => (await import("./fan_out.ts")).smallGroups,
  acks: async () => (await import("./acks.ts")).acks,
  rules: async () => (await import("./rules.ts")).rules,
  postgres: async () => (await import("./postgres.ts")).postgres,
  machines: async () => (await import("./machines.ts")).machines,
  http: async () => (await import("./http.ts")).http,
  workbench: async () => (await import("./workbench.ts")).workbench,
  memory: async () => (await import("./memory.ts")).memory,
  restart: async () => (await import("./restart.ts")).restart,
  phone: async () => (await import("./slow_phone.ts")).slowPhone,
  imports: async () => (await import("./imports.ts")).imports,
  upgrade: async () => (await import("./upgrade.ts")).upgrade,
  history: async () => (await import("./history.ts")).historyGrowth,
  maker: async () => (await import("./maker.ts")).maker,
  "maker-search": async () => (await import("./maker.ts")).makerSearch,
};

/** They take hours, so they run only when they are named. */
const onlyByName = new Set(["maker-search"]);

const usage = `Usage: ./run.sh bench [name …] [--profile | --against <git ref> [--rounds <count>]]

Benches: ${Object.keys(benches).join(", ")}; all of them without a name, in about a quarter of an hour. maker-search, which looks for
the best groups for hours, runs only by its name.

  --profile       measures once, and leaves a CPU profile of each server of ours and of the others
  --against REF   builds that version beside this one and measures both in turns, this one a second
                  time against itself: ${Object.keys(againstBenches).join(", ")},
                  in about ten minutes. Ends with an error when this version is below 0.97 × of the
                  other by more than its own scatter.
  --rounds N      how often each is measured (${fewestRounds} at least)`;

const wanted = parsed();
if (wanted.help) {
  console.log(usage);
  process.exit(0);
}
const progress = (step: string) => console.error(`… ${step}`);
const startedAt = performance.now();
if (wanted.against !== undefined) process.exit(await against(wanted.against, wanted));

const profiles = wanted.profile ? mkdtempSync(join(tmpdir(), "team-chat-profiles-")) : undefined;
if (profiles !== undefined) process.env["BENCH_PROFILE_DIR"] = profiles;
// Measures what people receive: the production build.
await buildIfStale();
const rows: Row[] = [];
for (const [name, load] of Object.entries(benches)) {
  const isWanted = wanted.names.length > 0 ? wanted.names.includes(name) : !onlyByName.has(name);
  if (!isWanted) continue;
  const bench = await load();
  rows.push(...(await bench(progress)));
}
console.log([...machine(), "", markdown(rows)].join("\n"));
if (profiles !== undefined) console.log(`\nCPU profiles: ${profiles}`);

function parsed(): BenchArguments {
  try {
    return benchArguments(process.argv.slice(2), {
      all: Object.keys(benches),
      compared: Object.keys(againstBenches),
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return process.exit(2);
  }
}

/** @returns the exit code */
async function against(ref: string, { names, rounds }: BenchArguments): Promise<number> {
  try {
    const compared = await compareVersions({ against: ref, names, rounds, progress });
    console.log([...machine(), "", comparedTable(compared, ref)].join("\n"));
    return compared.some(({ verdict }) => verdict.kind === "too much worse") ? 1 : 0;
  } catch (error) {
    if (!(error instanceof NoVersion)) throw error;
    console.error(error.message);
    return 2;
  }
}

function machine(): string[] {
  const [cpu] = cpus();
  const node = Bun.which("node")
    ? Bun.spawnSync(["node", "--version"]).stdout.toString().trim()
    : "none";
  return [
    `Machine: ${cpu?.model.trim() ?? "unknown"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB.`,
    `Bun ${Bun.version}, Node ${node}. Server on core 0, load on core 1. ${Math.round((performance.now() - startedAt) / 1000)} s.`,
  ];
}
