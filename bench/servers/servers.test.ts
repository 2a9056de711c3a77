import { afterEach, expect, test } from "bun:test";
import type { AcksResult } from "../load/acks.ts";
import type { FanOutResult } from "../load/fan_out.ts";
import { type Measured, runLoad } from "../support/process.ts";
import { startTarget, targetOf } from "../support/servers.ts";

/** Enough that no sender exceeds the limit on its frames. */
const people = 100;
let server: Measured | undefined;

afterEach(() => server?.stop());

/** The load programs read processor times from `/proc`. */
const onLinux = process.platform === "linux";

test.if(onLinux)("our server starts without settings and acknowledges what is sent", async () => {
  server = await startTarget("team_chat", { BENCH_PEOPLE: String(people), BENCH_ALONE: "yes" });
  expect(server.hello.port).toBeGreaterThan(0);
  const task = { target: targetOf("team_chat", server), senders: people, each: 2 };
  const { acksPerSecond } = await runLoad<AcksResult>("acks.ts", task);
  expect(acksPerSecond).toBeGreaterThan(0);
});

for (const name of ["team_chat", "ws_loop", "bare_bun", "socket_io"] as const) {
  test.if(onLinux)(`${name} delivers every message to every subscriber`, async () => {
    server = await startTarget(name, { BENCH_PEOPLE: String(people) });
    const task = { target: targetOf(name, server), subscribers: people, inFlight: 2, seconds: 0 };
    const { deliveries, messages } = await runLoad<FanOutResult>("fan_out.ts", task);
    expect(messages).toBe(2);
    expect(deliveries).toBe(messages * people);
  });
}
