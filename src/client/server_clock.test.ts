import { expect, test } from "bun:test";
import { serverClock } from "./server_clock.ts";

function clockAt(startMs: number) {
  const stopwatch = { elapsedMs: 0 };
  const clock = serverClock(startMs, {
    elapsedMs: () => stopwatch.elapsedMs,
    after: () => () => {},
  });
  return { stopwatch, clock };
}

test("it continues from the server's time by the elapsed time", () => {
  const { stopwatch, clock } = clockAt(1_000_000);
  expect(clock.now()).toBe(1_000_000);
  stopwatch.elapsedMs += 90_000;
  expect(clock.now()).toBe(1_090_000);
});

test("after a sleep that the device did not count, the server's time corrects it, either way", () => {
  const { stopwatch, clock } = clockAt(1_000_000);
  clock.synchronize(9_000_000);
  expect(clock.now()).toBe(9_000_000);
  stopwatch.elapsedMs += 500;
  expect(clock.now()).toBe(9_000_500);
  clock.synchronize(5_000_000);
  expect(clock.now()).toBe(5_000_000);
});

test("it ignores small differences from the network, and invalid times", () => {
  const { clock } = clockAt(1_000_000);
  for (const serverMs of [999_000, 1_001_900, NaN]) clock.synchronize(serverMs);
  expect(clock.now()).toBe(1_000_000);
});
