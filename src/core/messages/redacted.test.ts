import { expect, test } from "bun:test";
import { redacted } from "./redacted.ts";

test("a span that is not there, or in which nothing is, hides nothing", () => {
  for (const [start, end] of [
    [3, 3],
    [5, 4],
    [-1, 2],
    [0, 12],
    [4, 5],
    [12, 14],
  ] as const) {
    expect(redacted("call me now", { start, end })).toBeUndefined();
  }
});

test("the mark is as long whatever it stands for", () => {
  expect(redacted("call 0171 12345", { start: 5, end: 15 })).toBe("call ▒▒▒");
  expect(redacted("x", { start: 0, end: 1 })).toBe("▒▒▒");
});

test("nothing remains of a character that is touched", () => {
  const family = "👩‍👩‍👧";
  const text = `a${family}e\u0301b`;
  for (let at = 1; at <= family.length; at += 1) {
    expect(redacted(text, { start: at, end: at + 1 })).toBe("a▒▒▒e\u0301b");
  }
  const accent = 1 + family.length + 1;
  expect(redacted(text, { start: accent, end: accent + 1 })).toBe(`a${family}▒▒▒b`);
});
