/** A socket server as a whole: how it starts, goes on after a failure, and stops. */
import { afterEach, expect, test } from "bun:test";
import type { Bus } from "#bus/bus.ts";
import { createLocalBus } from "#bus/local.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { expiryCheckMs } from "#realtime/current_actor.ts";
import { startRealtime } from "#realtime/server.ts";
import { limits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { until } from "#tests/support/patience.ts";
import { makePerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime } from "#tests/support/realtime.ts";
import { holdRequest } from "#tests/support/raw_http.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { connectWire } from "#tests/support/wire_client.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A bus of which every published topic is noted. */
function notedBus(): { bus: Bus; published: string[] } {
  const published: string[] = [];
  const bus = createLocalBus().join();
  const publish = (topic: string, text: string) => {
    published.push(topic);
    bus.publish(topic, text);
  };
  return { bus: { ...bus, publish }, published };
}

function services(env: Record<string, string> = {}, clock = new FakeClock()): TestServices {
  const made = testServices({ clock, env });
  ends.push(() => made.dispose());
  return made;
}

test("a server that stops closes every socket with 1001, and leaves no timer and no subscription behind", async () => {
  const clock = new FakeClock();
  const { bus, published } = notedBus();
  const realtime = await startTestRealtime({ clock, localBus: { join: () => bus } });
  const { services: own, server } = realtime;
  const staff = await makePerson(own, { role: "admin" });
  const group = await makeGroup(staff.context, []);
  const unidentified = await realtime.connect(staff);
  const socket = await realtime.connect(staff);
  await socket.identify(staff);
  expect(published).toContain("log");
  expect(clock.waiting).toBeGreaterThan(0);
  await server.stop();
  expect(await socket.closed).toEqual({ code: 1001, reason: "restarting" });
  expect((await unidentified.closed).code).toBe(1001);
  expect(server.connectionCount()).toBe(0);
  expect(published.at(-1)).toBe("presence");
  expect(clock.waiting).toBe(0);
  published.length = 0;
  await sendMessage(staff.context, { conversationId: group, content: "after the stop" });
  await clock.advance(60_000);
  expect(published).toEqual([]);
  await realtime.stop();
});

test("neither a client that reads nothing nor one that ends no request keeps a server from stopping", async () => {
  const realtime = await startTestRealtime();
  ends.push(() => realtime.stop());
  const { port } = realtime.server;
  const client = await connectWire({ port, onFrame: () => {} });
  ends.push(() => client.close());
  client.pause();
  await holdRequest(port, { method: "POST", path: "/", headers: {}, body: "never complete" });
  await (await fetch(`http://127.0.0.1:${port}/healthz`)).text();
  await realtime.server.stop();
  expect(realtime.server.connectionCount()).toBe(0);
});

test("a request is answered when its body has arrived, so that no proxy sees its connection cut", async () => {
  const { server, stop } = await startTestRealtime();
  ends.push(stop);
  const chunks: Uint8Array[] = [];
  const answered = Promise.withResolvers<void>();
  const socket = await Bun.connect({
    hostname: "127.0.0.1",
    port: server.port,
    socket: {
      data(_socket, chunk) {
        chunks.push(new Uint8Array(chunk));
        answered.resolve();
      },
    },
  });
  socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nha");
  for (let others = 0; others < 20; others++) {
    await (await fetch(`http://127.0.0.1:${server.port}/healthz`)).text();
  }
  expect(chunks).toEqual([]);
  socket.write("lf");
  await answered.promise;
  expect(Buffer.concat(chunks).toString()).toStartWith("HTTP/1.1 405");
  socket.end();
});

test("a port that is in use is refused, unless several processes are to share it", async () => {
  const first = services();
  const { bus } = notedBus();
  const server = await startRealtime({ config: first.config, services: first, bus });
  ends.push(() => server.stop());
  const config = { ...first.config, realtimePort: server.port };
  await expect(startRealtime({ config, services: first, bus })).rejects.toThrow("port");
  if (process.platform !== "linux") return;
  const shared = { ...first.config, realtimeWorkers: 2 };
  const one = await startRealtime({ config: shared, services: first, bus });
  ends.push(() => one.stop());
  const other = await startRealtime({
    config: { ...shared, realtimePort: one.port },
    services: first,
    bus,
  });
  ends.push(() => other.stop());
  expect(other.port).toBe(one.port);
});

test("a check of the sockets that fails is logged, and the next one is made", async () => {
  let isBroken = false;
  const clock = new FakeClock();
  const {
    server,
    services: own,
    connect,
    stop,
  } = await startTestRealtime({
    clock,
    around: (db) => ({
      ...db,
      get: (...query) =>
        isBroken ? Promise.reject(new Error("the disk hiccups")) : db.get(...query),
    }),
  });
  ends.push(stop);
  const person = await makePerson(own);
  const socket = await connect(person);
  await socket.identify(person);
  await own.db.transaction((tx) => tx.run`delete from sessions where user_id = ${person.id}`);
  isBroken = true;
  await clock.advance(expiryCheckMs);
  const isLogged = async () => own.lines.some((line) => line.includes("expiry.failed"));
  await until(isLogged, "the report");
  expect(server.connectionCount()).toBe(1);
  isBroken = false;
  await clock.advance(expiryCheckMs);
  expect((await socket.next("SignedOut")).payload.reason).toBe("expired");
});

test("[L4] a client that only listens stays connected, because it answers pings", async () => {
  const clock = new FakeClock();
  const { server, services: own, connect, stop } = await startTestRealtime({ clock });
  ends.push(stop);
  const person = await makePerson(own);
  const socket = await connect(person);
  await socket.identify(person);
  for (let passedMs = 0; passedMs < 3 * limits.silenceMs; passedMs += expiryCheckMs) {
    await clock.advance(expiryCheckMs);
    // The pong is on its way before these requests.
    for (let request = 0; request < 3; request++) {
      await (await fetch(`http://127.0.0.1:${server.port}/healthz`)).text();
    }
  }
  expect(server.connectionCount()).toBe(1);
});
