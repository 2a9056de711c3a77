import { beforeEach, expect, test } from "bun:test";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { RateLimit, takeOrRefuse, waitOrRefuse } from "./rates.ts";

let clock: FakeClock;
let limit: RateLimit;
beforeEach(() => {
  clock = new FakeClock();
  limit = new RateLimit(clock, { burst: 2, perSecond: 1 }, 3);
});

/** Uses up what a key has, so that it has to wait as long as it is remembered. */
const useUp = (key: string) => limit.take(key, 2);

test("a key without attempts need not wait, and every key waits for itself", async () => {
  expect(limit.wait("ada")).toBe(0);
  expect([limit.take("ada"), limit.take("ada"), limit.take("ada")]).toEqual([0, 0, 1_000]);
  expect([limit.wait("ada"), limit.wait("ben"), limit.take("ben")]).toEqual([1_000, 0, 0]);
  await clock.advance(500);
  expect(limit.take("ada")).toBe(500);
  await clock.advance(500);
  expect(limit.take("ada")).toBe(0);
});

test("asking how long to wait takes nothing", () => {
  limit.take("ada");
  for (let times = 0; times < 5; times += 1) expect(limit.wait("ada")).toBe(0);
  expect(limit.take("ada")).toBe(0);
});

test("what has already happened is counted beyond the limit", () => {
  limit.charge("ada", 5);
  expect(limit.wait("ada")).toBe(4_000);
});

test("an attempt that is given back does not count, and nor does giving back what nobody took", () => {
  limit.giveBack("ada");
  useUp("ada");
  limit.giveBack("ada");
  expect([limit.take("ada"), limit.take("ada")]).toEqual([0, 1_000]);
});

test("beyond the number of keys that are remembered, the one unused for longest is forgotten", () => {
  useUp("used");
  useUp("unused");
  limit.take("a third one");
  expect([limit.wait("unused"), limit.take("used")]).toEqual([1_000, 1_000]);
  limit.take("one more");
  expect([limit.wait("unused"), limit.wait("used")]).toEqual([0, 1_000]);
});

test("keys whose attempts did not count are not remembered, so that no other is forgotten", () => {
  useUp("ada");
  for (const other of ["ben", "eve", "kim"]) {
    limit.take(other);
    limit.giveBack(other);
  }
  expect(limit.wait("ada")).toBe(1_000);
});

test("a refusal says why, and when to come back, even in a moment", async () => {
  const refused = { code: "limited", reason: "sending_too_fast", retryAfterMs: 1_000 };
  waitOrRefuse(limit, "ada", "sending_too_fast");
  takeOrRefuse(limit, "ada", "sending_too_fast");
  takeOrRefuse(limit, "ada", "sending_too_fast");
  for (const attempt of [takeOrRefuse, waitOrRefuse]) {
    expect(() => attempt(limit, "ada", "sending_too_fast")).toThrow(
      expect.objectContaining(refused),
    );
  }
  await clock.advance(999.5);
  expect(() => takeOrRefuse(limit, "ada", "sending_too_fast")).toThrow(
    expect.objectContaining({ code: "limited", retryAfterMs: 1 }),
  );
});
