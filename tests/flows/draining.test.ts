/** How servers end: nothing under way is lost, and nobody new is let in. */
import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { createLocalBus } from "#bus/local.ts";
import { readConfig } from "#kit/config.ts";
import { startRealtime } from "#realtime/server.ts";
import { startWeb } from "#web/main.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { patienceMs, testMs, until } from "#tests/support/patience.ts";
import { within } from "#tests/support/output.ts";
import { makePerson } from "#tests/support/people.ts";
import { holdRequest, statusOf } from "#tests/support/raw_http.ts";
import { makeGroup, openSocket } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";

setDefaultTimeout(testMs);

const made: TestServices[] = [];
afterEach(() => {
  for (const each of made.splice(0)) each.dispose();
});

function services(clock: FakeClock): TestServices {
  made.push(testServices({ clock }));
  return made.at(-1)!;
}

/** A web application that has received half of a message, and how to send the rest. */
async function halfReceived(clock: FakeClock) {
  const own = services(clock);
  const person = await makePerson(own, { role: "admin" });
  const group = await makeGroup(person.context, []);
  const web = startWeb(own.config, own);
  const finish = await holdRequest(web.port, {
    method: "POST",
    path: `/api/conversation/${group}/messages`,
    headers: { Authorization: `Bearer ${person.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ content: "under way" }),
  });
  const url = `http://127.0.0.1:${web.port}/readyz`;
  expect((await fetch(url)).status).toBe(200);
  return { web, finish, url };
}

const isRefused = (url: string) =>
  fetch(url).then(
    () => false,
    () => true,
  );

test("a web application that ends answers the request that it is receiving, and takes no other", async () => {
  const { web, finish, url } = await halfReceived(new FakeClock());
  const ended = web.stop();
  await until(() => isRefused(url), "a closed port");
  expect(web.stop()).toBe(ended);
  expect(statusOf(await finish())).toBe(201);
  await within(ended, patienceMs, () => "It still waits.");
});

test("it does not wait longer than five seconds for a body that never comes", async () => {
  const clock = new FakeClock();
  const { web } = await halfReceived(clock);
  let isEnded = false;
  const ended = web.stop().then(() => (isEnded = true));
  await clock.advance(4_999);
  expect(isEnded).toBe(false);
  await clock.advance(1);
  await within(ended, patienceMs, () => "It still waits.");
});

test("a socket server that ends lets nobody in, is not ready, and sends its clients to the others in turn", async () => {
  const clock = new FakeClock();
  const own = services(clock);
  // There are other servers for the clients only with a database that several can share.
  const { database } = readConfig({ DATABASE_URL: "postgres://chat:secret@127.0.0.1:1/chat" });
  const config = { ...own.config, database };
  const server = await startRealtime({ config, services: own, bus: createLocalBus().join() });
  const address = `127.0.0.1:${server.port}`;
  const sockets = await Promise.all(
    Array.from({ length: 30 }, () => openSocket(`ws://${address}/`)),
  );
  const ready = async () => (await fetch(`http://${address}/readyz`)).status;
  expect(await ready()).toBe(200);

  const ended = server.stop();
  for (const socket of sockets.slice(0, 20)) {
    expect(await socket.closed).toEqual({ code: 1001, reason: "restarting" });
  }
  expect(server.connectionCount()).toBe(10);
  expect(await ready()).toBe(503);
  await expect(openSocket(`ws://${address}/`)).rejects.toThrow();
  await clock.advance(100);
  await ended;
  for (const socket of sockets.slice(20)) expect((await socket.closed).code).toBe(1001);
  expect(await isRefused(`http://${address}/healthz`)).toBe(true);
});
