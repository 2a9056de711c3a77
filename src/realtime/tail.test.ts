import { expect, test } from "bun:test";
import type { LogEntry } from "#core/log/log_entry.ts";
import { idOfPosition, logStart, positionOfId } from "#storage/log_position.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { Tail } from "./tail.ts";

const entry = (id: number): LogEntry => ({
  position: positionOfId(id),
  scope: "user",
  userId: "u",
  event: { kind: "user_changed" },
});

/** A log that others write to, and a tail that follows it. */
function follow() {
  const clock = new FakeClock();
  const log: LogEntry[] = [];
  const delivered: number[] = [];
  const failures: unknown[] = [];
  const incomplete = new Set<number>();
  let look = () => {};
  let breakWatch = (_error: Error) => {};
  let refused = 0;
  let reads = 0;
  let failNext = false;
  const tail = new Tail(
    {
      clock,
      async read({ after, limit }) {
        reads += 1;
        if (failNext) {
          failNext = false;
          throw new Error("the disk hiccups");
        }
        const known = log.filter(({ position }) => idOfPosition(position) <= idOfPosition(after));
        return log.slice(known.length, known.length + limit);
      },
      watch({ changed, failed }) {
        look = changed;
        breakWatch = failed;
        return () => (look = () => {});
      },
      isIncomplete: ({ position }) => incomplete.delete(idOfPosition(position)),
      deliver({ position }) {
        if (idOfPosition(position) === refused) throw new Error("cannot be delivered");
        delivered.push(idOfPosition(position));
      },
      failed: (error) => failures.push(error),
    },
    logStart,
  );
  return {
    clock,
    /** What the database reports. */
    look: () => look(),
    tail,
    delivered,
    failures,
    reads: () => reads,
    /** Reads the entry once without what is needed of it when it is delivered. */
    readIncompletely: (id: number) => incomplete.add(id),
    failNextRead: () => (failNext = true),
    refuse: (id: number) => (refused = id),
    breakWatch: (error: Error) => breakWatch(error),
    /** A transaction of another process. */
    write(...ids: number[]) {
      log.push(...ids.map(entry));
    },
    /** Our own transaction: in the log, and passed in directly. */
    commit(...ids: number[]) {
      log.push(...ids.map(entry));
      tail.committed(ids.map(entry));
    },
  };
}

test("a nudge without new entries delivers nothing", async () => {
  const { tail, clock, delivered } = follow();
  tail.nudge();
  tail.nudge();
  await clock.advance(0);
  expect(delivered).toEqual([]);
});

test("an entry passed in twice is delivered once", async () => {
  const { tail, clock, delivered, commit } = follow();
  commit(1);
  tail.committed([entry(1)]);
  await clock.advance(1_000);
  expect(delivered).toEqual([1]);
});

test("[D4] without any nudge, entries of others arrive with the next check of the database", async () => {
  const { clock, delivered, write, look } = follow();
  await clock.advance(1_000);
  write(1, 2);
  look();
  await clock.advance(0);
  expect(delivered).toEqual([1, 2]);
});

test("[D4] own entries wait for earlier ones of others", async () => {
  const { clock, delivered, write, commit } = follow();
  write(1, 2);
  commit(3);
  expect(delivered).toEqual([]);
  await clock.advance(0);
  expect(delivered).toEqual([1, 2, 3]);
});

test("a failed read is reported, and soon repeated without another nudge", async () => {
  const { tail, clock, delivered, failures, failNextRead, write } = follow();
  write(1);
  failNextRead();
  tail.nudge();
  await clock.advance(0);
  expect(failures).toHaveLength(1);
  expect(delivered).toEqual([]);
  await clock.advance(200);
  expect(delivered).toEqual([1]);
});

test("own entries that are next in order need no read", () => {
  const { delivered, commit, reads } = follow();
  commit(1, 2);
  commit(3);
  expect(delivered).toEqual([1, 2, 3]);
  expect(reads()).toBe(0);
});

test("the log is read to its end, even if it has more than one page", async () => {
  const { tail, clock, delivered, write } = follow();
  write(...Array.from({ length: 1_203 }, (_, index) => index + 1));
  tail.nudge();
  await clock.advance(1);
  await clock.advance(1);
  expect(delivered).toHaveLength(1_203);
});

test("after a stop, nothing more is delivered", async () => {
  const { tail, clock, delivered, write, look } = follow();
  tail.stop();
  write(1);
  look();
  tail.nudge();
  await clock.advance(1_000);
  expect(delivered).toEqual([]);
});

test("an entry that cannot be delivered is reported, and those after it are delivered", async () => {
  const { tail, clock, delivered, failures, commit, write, refuse } = follow();
  refuse(2);
  commit(1, 2, 3);
  expect([delivered, failures.length]).toEqual([[1, 3], 1]);
  refuse(5);
  write(4, 5, 6);
  tail.nudge();
  await clock.advance(0);
  expect([delivered, failures.length]).toEqual([[1, 3, 4, 6], 2]);
  expect(idOfPosition(tail.position)).toBe(6);
});

test("a database that cannot be watched is reported", () => {
  const { failures, breakWatch } = follow();
  const error = new Error("the file is gone");
  breakWatch(error);
  expect(failures).toEqual([error]);
});

test("own entries that arrive during a read, and nudges then, are not lost", async () => {
  const { tail, clock, delivered, write, commit } = follow();
  write(1);
  tail.nudge();
  commit(2);
  write(3);
  tail.nudge();
  tail.committed([]);
  await clock.advance(1);
  await clock.advance(1);
  expect(delivered).toEqual([1, 2, 3]);
});

test("failed reads are repeated together, not each by itself", async () => {
  const { tail, clock, failures, failNextRead, reads } = follow();
  for (let attempt = 0; attempt < 3; attempt++) {
    failNextRead();
    tail.nudge();
    await clock.advance(0);
  }
  expect([failures.length, reads()]).toEqual([3, 3]);
  await clock.advance(1_000);
  expect(reads()).toBe(4);
});

test("an entry of which more is needed than was read is read again, and delivered in its place", async () => {
  const { tail, clock, write, readIncompletely, delivered, reads } = follow();
  write(1, 2, 3);
  readIncompletely(2);
  tail.nudge();
  await clock.advance(0);
  expect(delivered).toEqual([1, 2, 3]);
  expect(reads()).toBe(2);
});
