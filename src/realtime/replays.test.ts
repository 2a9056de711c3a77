import { beforeEach, expect, test } from "bun:test";
import type { LogEntry } from "#core/log/log_entry.ts";
import { logStart } from "#storage/log_position.ts";
import { skippedFrame } from "#wire/events/skipped.ts";
import { limits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { type ReplayRange, Replays } from "./replays.ts";

const sharedMs = 1_000;
const sharedBytesMax = 4 * 1024 * 1024;

let clock: FakeClock;
let replays: Replays;
let reads: ReplayRange[];
/** What the next reads return; a failure if it is an error. */
let stored: string[] | Error;

beforeEach(() => {
  clock = new FakeClock();
  reads = [];
  stored = ["an event"];
  replays = new Replays({
    clock,
    async read(range) {
      reads.push(range);
      const result = stored;
      await Promise.resolve();
      if (result instanceof Error) throw result;
      return result;
    },
  });
});

const range: ReplayRange = { conversationId: "group", afterSeq: 3, upToSeq: 5 };
const ask = (more: Partial<ReplayRange> = {}) => replays.of({ ...range, ...more });

test("a read that failed fails for those who waited for it, and is not kept", async () => {
  stored = new Error("the disk hiccups");
  const waiting = await Promise.allSettled([ask(), ask()]);
  expect(waiting.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(reads).toHaveLength(1);
  stored = ["an event"];
  expect(await ask()).toEqual(["an event"]);
});

test("another group, another position and a newer end are read for themselves", async () => {
  await ask();
  stored = ["another event"];
  for (const other of [{ conversationId: "other" }, { afterSeq: 2 }, { upToSeq: 6 }]) {
    expect(await ask(other)).toEqual(["another event"]);
  }
  expect(await ask({ conversationId: "5 group", afterSeq: 3, upToSeq: 5 })).toEqual(stored);
  expect(reads).toHaveLength(5);
  expect(await ask()).toEqual(["an event"]);
});

test("those who ask within a second of the first share one read, during it and after it", async () => {
  const [first, second] = [ask(), ask()];
  expect([await first, await second]).toEqual([["an event"], ["an event"]]);
  await clock.advance(sharedMs - 1);
  expect(await ask()).toBe(await first);
  expect(reads).toHaveLength(1);
  await clock.advance(1);
  await ask();
  expect(reads).toHaveLength(2);
});

test("a second counts from the beginning of the read, and ends nothing that began after it", async () => {
  const slow = Promise.withResolvers<string[]>();
  const answers = [slow.promise, Promise.resolve(["the second"])];
  replays = new Replays({ clock, read: () => answers.shift()! });
  const first = ask();
  await clock.advance(sharedMs);
  expect(await ask()).toEqual(["the second"]);
  slow.resolve(["the first"]);
  expect(await first).toEqual(["the first"]);
  expect(await ask()).toEqual(["the second"]);
});

test("what this process changes is read again by those who ask afterwards, during a read and after it", async () => {
  const meta = { conversationId: "group", seq: 6, timestamp: "" };
  const frame = skippedFrame(meta);
  const entries: LogEntry[] = [
    { position: logStart, scope: "order" },
    { position: logStart, scope: "conversation", frame },
  ];
  const [first, other] = [ask(), ask({ conversationId: "other" })];
  stored = ["the event without its text"];
  replays.committed(entries);
  expect(await ask()).toEqual(stored);
  expect([await first, await other]).toEqual([["an event"], ["an event"]]);
  stored = ["the newest"];
  expect(await ask()).toEqual(["the event without its text"]);
  replays.committed(entries);
  expect(await ask()).toEqual(stored);
  expect(await ask({ conversationId: "other" })).toEqual(["an event"]);
});

test("one that is too large to be sent is read once, too", async () => {
  stored = ["x".repeat(limits.replayBytes)];
  expect(await ask()).toEqual(stored);
  stored = ["ü".repeat(limits.replayBytes / 2), "x"];
  expect([await ask({ afterSeq: 2 }), await ask({ afterSeq: 2 })]).toEqual([undefined, undefined]);
  expect(reads).toHaveLength(2);
});

test("at most 4 MiB are kept, and the oldest are dropped first", async () => {
  stored = ["x".repeat(limits.replayBytes)];
  const count = sharedBytesMax / limits.replayBytes;
  for (let afterSeq = 0; afterSeq < count; afterSeq++) await ask({ afterSeq });
  for (let afterSeq = 0; afterSeq < count; afterSeq++) await ask({ afterSeq });
  expect(reads).toHaveLength(count);
  await ask({ afterSeq: count });
  await ask({ afterSeq: count });
  await ask({ afterSeq: 1 });
  expect(reads).toHaveLength(count + 1);
  await ask({ afterSeq: 0 });
  expect(reads).toHaveLength(count + 2);
  // What is over makes room again.
  await clock.advance(sharedMs);
  reads = [];
  for (let afterSeq = 0; afterSeq < count; afterSeq++) await ask({ afterSeq });
  for (let afterSeq = 0; afterSeq < count; afterSeq++) await ask({ afterSeq });
  expect(reads).toHaveLength(count);
});
