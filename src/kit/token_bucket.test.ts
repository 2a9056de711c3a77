import { expect, test } from "bun:test";
import { TokenBucket } from "./token_bucket.ts";

const rate = { burst: 2, perSecond: 4 };

test("an empty bucket says how long to wait, takes nothing, and never exceeds its burst", () => {
  const bucket = new TokenBucket(rate, 0);
  expect([bucket.take(0), bucket.take(0)]).toEqual([0, 0]);
  expect(bucket.take(0)).toBe(250);
  expect(bucket.take(125)).toBe(125);
  expect(bucket.take(250)).toBe(0);
  expect([bucket.take(60_000), bucket.take(60_000), bucket.take(60_000)]).toEqual([0, 0, 250]);
});

test("a charge beyond the burst must be waited for, unless it is given back", () => {
  const bucket = new TokenBucket(rate, 0);
  bucket.charge(0, 6);
  expect(bucket.wait(0)).toBe(1_250);
  bucket.giveBack(0);
  expect(bucket.wait(0)).toBe(1_000);
  expect(bucket.isFull).toBe(false);
  for (let times = 0; times < 9; times += 1) bucket.giveBack(0);
  expect([bucket.isFull, bucket.take(0, 3)]).toEqual([true, 250]);
});
