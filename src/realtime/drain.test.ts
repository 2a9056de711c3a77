import { expect, test } from "bun:test";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { closeSockets } from "./drain.ts";

/** Sockets that note when they are closed, in milliseconds from the beginning. */
function sockets(count: number, clock: FakeClock) {
  const startMs = clock.monotonic();
  const closed: number[] = [];
  const close = (code: number) => {
    expect(code).toBe(1001);
    closed.push(clock.monotonic() - startMs);
  };
  return { closed, connections: Array.from({ length: count }, () => ({ close })) };
}

test("without another server, all sockets are closed at once", async () => {
  const clock = new FakeClock();
  const { closed, connections } = sockets(10_000, clock);
  await closeSockets(connections, { clock, isSpread: false });
  expect([closed.length, Math.max(...closed)]).toEqual([10_000, 0]);
});

test("with others, ten thousand clients are sent there evenly, within five seconds", async () => {
  const clock = new FakeClock();
  const { closed, connections } = sockets(10_000, clock);
  const closing = closeSockets(connections, { clock, isSpread: true });
  await clock.advance(2_450);
  expect(closed).toHaveLength(5_000);
  await clock.advance(2_550);
  await closing;
  expect(closed).toHaveLength(10_000);
});

test("a few clients are not kept waiting", async () => {
  const clock = new FakeClock();
  const { closed, connections } = sockets(20, clock);
  await closeSockets(connections, { clock, isSpread: true });
  expect(closed).toEqual(Array.from({ length: 20 }, () => 0));
  await closeSockets([], { clock, isSpread: true });
});
