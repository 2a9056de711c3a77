import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { startSystem, type System } from "#tests/support/system.ts";
import { within } from "#tests/support/output.ts";
import { patienceMs, testMs } from "#tests/support/patience.ts";

setDefaultTimeout(testMs);

let system: System;

beforeAll(async () => {
  system = await startSystem();
});

afterAll(() => system.dispose());

/** How long each start after a death was delayed, in milliseconds. */
const waitsIn = (lines: string[]) =>
  lines.flatMap((line) => /"restartInMs":(\d+)/.exec(line)?.[1] ?? []);

for (const name of ["web", "realtime"] as const) {
  test(`${name} is restarted at once when it is killed, and the other one stays`, async () => {
    const other = name === "web" ? "realtime" : "web";
    const before = { own: system.pidOf(name), other: system.pidOf(other) };
    const from = system.output.lines.length;
    await system.kill(name);
    expect(waitsIn(system.output.lines.slice(from))).toEqual(["200"]);
    expect(system.pidOf(name)).not.toBe(before.own);
    expect(system.pidOf(other)).toBe(before.other);
  });
}

test("a server that keeps dying is restarted later each time", async () => {
  const own = await startSystem();
  for (let count = 0; count < 3; count++) await own.kill("web");
  expect(waitsIn(own.output.lines)).toEqual(["200", "400", "800"]);
  await own.dispose();
});

test("no server outlives a supervisor that was killed", async () => {
  const own = await startSystem();
  process.kill(own.pid, "SIGKILL");
  await within(own.output.ended, patienceMs, () => "A server still writes.");
  await expect(fetch(`${own.webUrl}/healthz`)).rejects.toThrow();
  await expect(fetch(own.wsUrl.replace("ws", "http"))).rejects.toThrow();
  const next = await startSystem({ instanceDir: own.instanceDir });
  expect(await next.stop()).toBe(0);
  await own.dispose();
});

test("a stop is clean while a server is dead", async () => {
  const own = await startSystem();
  const from = own.output.lines.length;
  process.kill(own.pidOf("web"), "SIGKILL");
  await own.output.line((line) => line.includes('"event":"died"'), from);
  expect(await own.stop()).toBe(0);
  await own.dispose();
});

test("several socket servers share one port", async () => {
  const own = await startSystem({ env: { REALTIME_WORKERS: "2" } });
  const started = own.output.lines.filter((line) => line.includes('"server":"realtime"'));
  expect(started).toHaveLength(2);
  const ready = await fetch(`${own.wsUrl.replace("ws", "http")}/readyz`);
  expect(ready.status).toBe(200);
  expect(await own.stop()).toBe(0);
  await own.dispose();
});
