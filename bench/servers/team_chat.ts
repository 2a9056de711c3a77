/**
 * Our socket server on a database of its own, with people and groups in it. Everything is as in
 * production except the limits on a writer's rate, which the load would exceed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalBus } from "#bus/local.ts";
import { openBus } from "#bus/open.ts";
import { readConfig } from "#kit/config.ts";
import { openServices } from "#core/instance/open_services.ts";
import type { Rate } from "#kit/token_bucket.ts";
import { RateLimit } from "#core/rates.ts";
import { startRealtime } from "#realtime/server.ts";
import { counting, oneCommitEach } from "../support/one_commit_each.ts";
import { peoplePopulation } from "../support/population.ts";
import { setRules } from "../support/set_rules.ts";

const folder = process.env["BENCH_DIR"] ?? mkdtempSync(join(tmpdir(), "team-chat-bench-"));
const config = {
  ...readConfig({
    INSTANCE_DIR: folder,
    LOG_LEVEL: "error",
    DATABASE_URL: process.env["BENCH_DATABASE_URL"],
  }),
  // Any free port, which a setting could not ask for, unless a restart needs the former one.
  realtimePort: Number(process.env["BENCH_PORT"] ?? 0),
};
const services = await openServices(config, { process: "bench" });
const count = { queries: 0 };
services.db = counting(services.db, count);
if (process.env["BENCH_ONE_COMMIT_EACH"]) services.db = oneCommitEach(services.db);
const unlimited: Rate = { burst: Number.MAX_SAFE_INTEGER, perSecond: Number.MAX_SAFE_INTEGER };
services.rates.messages = new RateLimit(services.clock, unlimited);

const population = await peoplePopulation(services, {
  folder,
  people: Number(process.env["BENCH_PEOPLE"] ?? 1_000),
  groupsEach: Number(process.env["BENCH_GROUPS"] ?? 1),
  groupSize: process.env["BENCH_GROUP_SIZE"] ? Number(process.env["BENCH_GROUP_SIZE"]) : undefined,
});
if (process.env["BENCH_RULES"]) await setRules(services);
// On a database that is a file, it is the only process.
const isAlone = config.bus.kind === "unix";
const bus = isAlone ? createLocalBus().join() : await openBus(config.bus, services);
const server = await startRealtime({ config, services, bus });

// Prints how much was read since the last question.
process.on("SIGUSR2", () => {
  console.log(JSON.stringify(count));
  count.queries = 0;
});
process.once("SIGTERM", () => {
  if (!process.env["BENCH_DIR"]) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
console.log(JSON.stringify({ port: server.port, folder, ...population }));
