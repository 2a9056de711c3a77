/** `run.sh bench [name …]`: runs the measurements and prints their table. Loopback only. */
import { cpus, totalmem } from "node:os";
import { buildIfStale } from "#cli/build.ts";
import { acks } from "./acks.ts";
import { fanOut } from "./fan_out.ts";
import { historyGrowth } from "./history.ts";
import { memory } from "./memory.ts";
import { restart } from "./restart.ts";
import { markdown, type Row } from "./support/report.ts";

type Bench = (progress: (step: string) => void) => Promise<Row[]>;

const benches: Record<string, Bench> = {
  "fan-out": fanOut,
  acks,
  memory,
  restart,
  history: historyGrowth,
};

const usage = `Usage: ./run.sh bench [name …]

Benches: ${Object.keys(benches).join(", ")}; all of them without a name, in about four minutes.`;

const wanted = process.argv.slice(2);
if (wanted.includes("--help") || wanted.includes("-h")) {
  console.log(usage);
  process.exit(0);
}
if (wanted.some((name) => !Object.hasOwn(benches, name))) {
  console.error(usage);
  process.exit(2);
}

// What is measured is what people are served.
await buildIfStale();
const startedAt = performance.now();
const rows: Row[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  rows.push(...(await bench((step) => console.error(`… ${step}`))));
}
const [cpu] = cpus();
const node = Bun.which("node")
  ? Bun.spawnSync(["node", "--version"]).stdout.toString().trim()
  : "none";
console.log(
  [
    `Machine: ${cpu?.model.trim() ?? "unknown"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB.`,
    `Bun ${Bun.version}, Node ${node}. Server on core 0, load on core 1. ${Math.round((performance.now() - startedAt) / 1000)} s.`,
    "",
    markdown(rows),
  ].join("\n"),
);
