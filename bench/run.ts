/**
 * `run.sh bench [name …]`: runs the measurements and prints their table; with `--against`, those
 * that compare this version with another one. Loopback only.
 */
import { cpus, totalmem } from "node:os";
import { buildIfStale } from "#cli/build.ts";
import { acks } from "./acks.ts";
import { comparedTable, compareVersions } from "./against/compare.ts";
import { NoVersion } from "./against/version.ts";
import { fanOut } from "./fan_out.ts";
import { historyGrowth } from "./history.ts";
import { memory } from "./memory.ts";
import { restart } from "./restart.ts";
import { type BenchArguments, benchArguments, fewestRounds } from "./support/arguments.ts";
import { markdown, type Row } from "./support/report.ts";

type Bench = (progress: (step: string) => void) => Promise<Row[]>;

const benches: Record<string, Bench> = {
  "fan-out": fanOut,
  acks,
  memory,
  restart,
  history: historyGrowth,
};

const usage = `Usage: ./run.sh bench [name …] [--against <git ref> [--rounds <count>]]

Benches: ${Object.keys(benches).join(", ")}; all of them without a name, in about four minutes.

  --against REF   builds that version beside this one and measures both in turns, this one a second
                  time against itself; about ten minutes with all benches. Ends with an error when
                  this version is below 0.97 × of the other by more than its own scatter.
  --rounds N      how often each is measured (${fewestRounds} at least)`;

const wanted = parsed();
if (wanted.help) {
  console.log(usage);
  process.exit(0);
}
const progress = (step: string) => console.error(`… ${step}`);
const startedAt = performance.now();
if (wanted.against !== undefined) process.exit(await against(wanted.against, wanted));

// Measures what people receive: the production build.
await buildIfStale();
const rows: Row[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.names.length > 0 && !wanted.names.includes(name)) continue;
  rows.push(...(await bench(progress)));
}
console.log([...machine(), "", markdown(rows)].join("\n"));

function parsed(): BenchArguments {
  try {
    return benchArguments(process.argv.slice(2), Object.keys(benches));
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
