import { expect, test } from "bun:test";
import { backoff, backoffMs } from "./backoff.ts";

const least = () => 0;
const most = () => 0.999_999;

test("no wait exceeds the cap, however many attempts have failed", () => {
  for (const attempt of [1, 2, 10, 100, 100_000]) {
    expect(backoffMs(attempt, most)).toBeLessThanOrEqual(backoff.capMs);
  }
});

test("the first retry comes soon, later ones wait at least half of twice the previous wait", () => {
  expect(backoffMs(1, least)).toBe(200);
  expect([2, 3, 4, 5, 6].map((attempt) => backoffMs(attempt, least))).toEqual([
    1_000, 2_000, 4_000, 8_000, 15_000,
  ]);
});

test("each wait is spread over up to a second or over half of its longest time", () => {
  expect(backoffMs(1, most)).toBe(1_200);
  expect([2, 3, 4, 5, 6].map((attempt) => backoffMs(attempt, most))).toEqual([
    2_000, 4_000, 8_000, 16_000, 30_000,
  ]);
});
