/**
 * A server that finishes imports, and that ends with SIGKILL at the statement whose number is in
 * KILL_AT, if there is one: within a transaction, or between two.
 */
import { readConfig } from "#kit/config.ts";
import { openServices } from "#core/instance/open_services.ts";
import { bulkActsJob } from "#core/bulk/run_acts.ts";
import type { Queries } from "#storage/database.ts";

const killAt = Number(process.env["KILL_AT"] ?? Infinity);
let statements = 0;

function counted<T>(work: () => Promise<T>): Promise<T> {
  statements += 1;
  if (statements >= killAt) process.kill(process.pid, "SIGKILL");
  return work();
}

const counting = (inner: Queries): Queries => ({
  all: (...query) => counted(() => inner.all(...query)),
  get: (...query) => counted(() => inner.get(...query)),
  run: (...query) => counted(() => inner.run(...query)),
});

const { db, ...services } = await openServices(readConfig(), { process: "cli", mustExist: true });
await bulkActsJob({
  ...services,
  db: { ...db, transaction: (work) => db.transaction((tx) => work(counting(tx))) },
}).run();
db.close();
process.exit(0);
