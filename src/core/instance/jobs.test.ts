import { afterEach, beforeEach, expect, test } from "bun:test";
import { StorageError } from "#storage/database.ts";
import { readJob } from "#storage/jobs.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { until } from "#tests/support/patience.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { leaseMs, startJobs } from "./jobs.ts";

const hour = 3_600_000;

let clock: FakeClock;
let services: TestServices;
let ends: (() => void)[];
beforeEach(() => {
  clock = new FakeClock();
  services = testServices({ clock });
  ends = [];
});
afterEach(() => {
  for (const end of ends) end();
  services.dispose();
});

const stored = () => readJob(services.db, "tidy");

/** A server with the hourly job. Its database can be taken away. */
function server(run: () => Promise<void>) {
  let isCut = false;
  const { db } = services;
  const cuttable = {
    ...db,
    transaction: <T>(work: Parameters<typeof db.transaction<T>>[0]) =>
      isCut ? Promise.reject(new StorageError("busy")) : db.transaction(work),
  };
  const job = { name: "tidy", everyMs: hour, run };
  const stop = startJobs({ ...services, db: cuttable }, [job]);
  ends.push(stop);
  return { stop, cut: () => (isCut = true) };
}

/** Lets the time pass, look by look. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 5_000) {
    await clock.advance(Math.min(left, 5_000));
    await services.db.transaction(() => Promise.resolve());
    await services.db.transaction(() => Promise.resolve());
  }
}

test("a job is done at once, and then every hour, by one of the servers", async () => {
  let runs = 0;
  const run = () => Promise.resolve(void (runs += 1));
  server(run);
  server(run);
  await until(async () => (await stored())?.owner === null, "the end of the first run");
  expect(runs).toBe(1);
  await pass(hour - 5_000);
  expect(runs).toBe(1);
  await pass(10_000);
  expect(runs).toBe(2);
  expect(await stored()).toMatchObject({ owner: null, tries: 0 });
});

test("a failed job is logged, and tried again after one minute, then two, at most an hour later", async () => {
  const at: number[] = [];
  const begin = clock.monotonic();
  let fails = true;
  server(() => {
    at.push(clock.monotonic() - begin);
    return fails ? Promise.reject(new Error("no disk")) : Promise.resolve();
  });
  await until(async () => (await stored())?.owner === null, "the end of the first run");
  await pass(8 * 60_000);
  expect(at.map((ms) => Math.floor(ms / 60_000))).toEqual([0, 1, 3, 7]);
  const failures = services.lines.filter((line) => line.includes("job.failed"));
  expect(failures).toHaveLength(4);
  expect(failures[0]).toContain("no disk");
  expect(await stored()).toMatchObject({ tries: 4 });
  fails = false;
  await pass(8 * 60_000);
  expect(at).toHaveLength(5);
  expect(await stored()).toMatchObject({ tries: 0 });
});

test("a job that lasts keeps its server; when that dies, another takes it over after its lease", async () => {
  let begun = 0;
  const endless = () => new Promise<void>(() => void (begun += 1));
  const first = server(endless);
  await until(() => Promise.resolve(begun === 1), "the beginning of the job");
  server(endless);
  await pass(4 * leaseMs);
  expect(begun).toBe(1);
  first.cut();
  const { owner, leasedUntilMs } = (await stored())!;
  const left = leasedUntilMs! - clock.now();
  expect(left).toBeGreaterThan(0);
  await pass(left - 1);
  expect(begun).toBe(1);
  await pass(5_001);
  expect(begun).toBe(2);
  expect((await stored())!.owner).not.toBe(owner);
  expect(await stored()).toMatchObject({ tries: 2 });
});

test("a server that lost its lease does not end the work of the next one", async () => {
  const finish = Promise.withResolvers<void>();
  const first = server(() => finish.promise);
  await until(async () => (await stored()) !== undefined, "the beginning of the job");
  await services.db.transaction(
    (tx) => tx.run`update jobs set owner = 'another' where name = 'tidy'`,
  );
  finish.resolve();
  await pass(10_000);
  expect(await stored()).toMatchObject({ owner: "another" });
  first.stop();
});

test("a stopped server does nothing more", async () => {
  let runs = 0;
  const { stop } = server(() => Promise.resolve(void (runs += 1)));
  await until(async () => (await stored())?.owner === null, "the end of the first run");
  stop();
  await pass(2 * hour);
  expect(runs).toBe(1);
});
