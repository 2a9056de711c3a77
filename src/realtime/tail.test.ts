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
  let look = () => {};
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
      watch({ changed }) {
        look = changed;
        return () => (look = () => {});
      },
      deliver: ({ position }) => delivered.push(idOfPosition(position)),
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
    failNextRead: () => (failNext = true),
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
