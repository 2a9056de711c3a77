import { expect, test } from "bun:test";
import { verdictOf } from "./verdict.ts";

const steady = [100, 101, 99, 100, 100, 102, 98];
const times = (values: number[], factor: number) => values.map((value) => value * factor);

test("rounds of which one is missing are not compared", () => {
  const rounds = { ours: steady, theirs: steady.slice(1), again: steady };
  expect(() => verdictOf(rounds, "more")).toThrow("a round is missing");
  expect(() => verdictOf({ ours: [], theirs: [], again: [] }, "more")).toThrow("missing");
});

test("a version that does less in the same time is too much worse", () => {
  const verdict = verdictOf({ ours: steady, theirs: times(steady, 1.1), again: steady }, "more");
  expect(verdict.kind).toBe("too much worse");
  expect(verdict.ratio.median).toBeCloseTo(1 / 1.1);
  expect(verdict.scatter).toBe(0);
});

test("where less is better, more is worse", () => {
  const rounds = { ours: steady, theirs: times(steady, 1.1), again: steady };
  expect(verdictOf(rounds, "less").kind).toBe("better");
  expect(verdictOf({ ...rounds, theirs: times(steady, 0.9) }, "less").kind).toBe("too much worse");
});

test("two in a hundred are worse and no more, when a version is as fast as itself", () => {
  expect(verdictOf({ ours: steady, theirs: times(steady, 1.02), again: steady }, "more").kind).toBe(
    "worse",
  );
});

test("a difference that a version has from itself says nothing", () => {
  const restless = [80, 120, 85, 118, 100, 90, 110];
  const ours = times(steady, 0.9);
  const verdict = verdictOf({ ours, theirs: steady, again: restless }, "more");
  expect(verdict.scatter).toBeGreaterThan(0.1);
  expect(verdict.kind).toBe("same");
  expect(verdict.self.max).toBeGreaterThan(verdict.self.min);
});

test("one round in which the machine was slow on one side does not decide", () => {
  const theirs = steady.with(3, 1_000);
  const verdict = verdictOf({ ours: steady, theirs, again: steady }, "more");
  expect(verdict.kind).toBe("same");
  expect(verdict.ratio.min).toBeCloseTo(0.1);
});
