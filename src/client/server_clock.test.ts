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

test("it goes on from the server's time by the time that passes", () => {
  const { stopwatch, clock } = clockAt(1_000_000);
  expect(clock.now()).toBe(1_000_000);
  stopwatch.elapsedMs += 90_000;
  expect(clock.now()).toBe(1_090_000);
});

test("a device that slept uncounted is put right by what the server says, either way", () => {
  const { stopwatch, clock } = clockAt(1_000_000);
  clock.synchronize(9_000_000);
  expect(clock.now()).toBe(9_000_000);
  stopwatch.elapsedMs += 500;
  expect(clock.now()).toBe(9_000_500);
  clock.synchronize(5_000_000);
  expect(clock.now()).toBe(5_000_000);
});

test("it does not step back and forth by what the network takes, nor follow what is no time", () => {
  const { clock } = clockAt(1_000_000);
  for (const serverMs of [999_000, 1_001_900, NaN]) clock.synchronize(serverMs);
  expect(clock.now()).toBe(1_000_000);
});
