/** `run.sh drill`: the fault tests at length, with a table at the end. Loopback only. */
import { parseArgs } from "node:util";
import { createProgress } from "#cli/progress.ts";
import { crashRun } from "./crash_run.ts";
import { seededBugs } from "./saboteurs.ts";
import { runScenario } from "./scenario.ts";

const usage = `Usage: ./run.sh drill [--kills N] [--writers N]

  --kills N     kill -9 of a server, or of both, N times while people write (30)
  --writers N   how many people write (40)`;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "30" },
    writers: { type: "string", default: "40" },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const kills = Number(values.kills);
const writers = Number(values.writers);
if (!(kills >= 1 && kills <= 10_000 && writers >= 1 && writers <= 1_000)) {
  console.error(usage);
  process.exit(2);
}

const rows: [string, string, string][] = [];
let caught = 0;
const seeding = createProgress("seeded mistakes");
for (const [index, { caughtAs, sabotage }] of seededBugs.entries()) {
  const anomalies = await runScenario(sabotage());
  if (anomalies.some(({ kind }) => kind === caughtAs)) caught += 1;
  seeding(index + 1, seededBugs.length);
}
rows.push(["the checker catches seeded mistakes", `${caught} of ${seededBugs.length}`, ""]);

const killing = createProgress("kills");
const startedAt = performance.now();
const crashes = await crashRun({
  kills,
  writers,
  groups: 8,
  messagesEach: 2,
  progress: (done) => killing(done, kills),
});
const seconds = Math.round((performance.now() - startedAt) / 1000);
const found = crashes.anomalies.map(({ kind, what }) => `${kind}: ${what}`);
if (crashes.stored !== crashes.acked) {
  found.push(`${crashes.acked} messages were acknowledged, ${crashes.stored} are stored`);
}
rows.push([
  `kill -9 of realtime, of web and of both, ${kills} times under ${writers} writers`,
  `${found.length} anomalies`,
  `${crashes.acked} acked, ${crashes.stored} stored, ${seconds} s`,
]);

console.log("| drill | result | of |\n| --- | --- | --- |");
for (const row of rows) console.log(`| ${row.join(" | ")} |`);
for (const line of found.slice(0, 20)) console.error(line);
process.exit(found.length === 0 && caught === seededBugs.length ? 0 : 1);
