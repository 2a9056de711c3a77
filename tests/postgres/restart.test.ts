import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Database } from "#storage/database.ts";
import { LockTakenError } from "#storage/adapter.ts";
import { connect } from "#storage/postgres/connect.ts";
import { takeLock } from "#storage/postgres/lock.ts";
import { openPostgres } from "#storage/postgres/postgres.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { testMs, until } from "#tests/support/patience.ts";
import { type PostgresServer, startPostgres } from "#tests/support/postgres_server.ts";
import { asked } from "./empty_database.ts";

setDefaultTimeout(testMs);

let server: PostgresServer;
let db: Database;
beforeAll(async () => {
  server = await startPostgres();
  await asked(server.url, `create table things (id text collate "C" primary key)`);
  db = openPostgres({ url: server.url });
});
afterAll(async () => {
  db.close();
  await server.stop();
});

const add = (id: string) => db.transaction((tx) => tx.run`insert into things (id) values (${id})`);
const ids = async () => {
  const rows = await db.all<{ id: string }>`select id from things order by id`;
  return rows.map(({ id }) => id);
};

test("while the server is away reads and writes are refused as busy, and nothing of them is stored", async () => {
  await add("before");
  await server.crash();
  await expect(ids()).rejects.toMatchObject({ problem: "busy" });
  await expect(add("refused")).rejects.toMatchObject({ problem: "busy" });
  await server.start();
  expect(await ids()).toEqual(["before"]);
});

test("a write that waits while the server restarts is stored once it is back", async () => {
  await server.crash();
  const waiting = add("during");
  await server.start();
  await waiting;
  expect(await ids()).toEqual(["before", "during"]);
});

test("a watcher is called after a restart, although nobody rings meanwhile", async () => {
  let told = Promise.withResolvers<void>();
  const end = db.watchLog({ changed: () => told.resolve(), failed: () => {} });
  await told.promise;
  await server.crash();
  await server.start();
  told = Promise.withResolvers();
  await asked(server.url, "insert into things (id) values ('by another program')");
  await told.promise;
  end();
});

test("a process has its lock again after a restart, so that nobody works alone beside it", async () => {
  const clock = new FakeClock();
  const lock = (mode: "shared" | "alone") =>
    takeLock({ sql: connect({ url: server.url }, 1), name: "a test", clock }, mode);
  const hold = await lock("shared");
  const isRefused = () =>
    lock("alone").then(
      (alone) => (alone.release(), false),
      (error: unknown) => error instanceof LockTakenError,
    );
  expect(await isRefused()).toBe(true);
  await server.crash();
  await server.start();
  expect(await isRefused()).toBe(false);
  // The first look may find the connection of before, and the second one the lock of the question.
  const looked = async () => (await clock.advance(5_000), isRefused());
  await until(looked, "a lock that is held again");
  hold.release();
  // PostgreSQL frees it when it notices that the connection is closed.
  await until(async () => !(await isRefused()), "a lock that nobody holds any more");
});
