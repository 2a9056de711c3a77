import { afterAll, expect, test } from "bun:test";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { testServices } from "#tests/support/services.ts";
import { createApp } from "../app.tsx";
import { api } from "../http/route.ts";

const clock = new FakeClock();
const services = testServices({ clock });
afterAll(() => services.dispose());

const table = [
  api({
    method: "POST",
    path: "/slow",
    policy: "public",
    carriesCredentials: true,
    async handle({ c, address, requestId }) {
      await clock.advance(1_500.4);
      return c.json({ address, requestId }, 201);
    },
  }),
];
const assets = { url: (name: string) => name, file: () => undefined };

/** @param server what Bun passes on: the server that knows who sent a request */
async function ask(server?: unknown, config = services.config) {
  const app = createApp({ services, config, assets }, table);
  const request = new Request("http://127.0.0.1:5000/slow?word=secret", {
    method: "POST",
    headers: { Cookie: "session=secret", "X-Forwarded-For": "198.51.100.7, 203.0.113.9:4000" },
    body: "secret",
  });
  const answer = await app.fetch(request, server);
  const seen = (await answer.json()) as { address: string; requestId: string };
  return { answer, ...seen };
}

test("a request has an id, and one line in the log without its query, body and cookies", async () => {
  const before = services.lines.length;
  const { answer, requestId } = await ask();
  const lines = services.lines.slice(before);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: "info",
    event: "request",
    requestId,
    method: "POST",
    path: "/slow",
    status: 201,
    ms: 1_500,
  });
  expect(lines[0]).not.toContain("secret");
  expect(answer.headers.get("X-Request-Id")).toBe(requestId);
  expect((await ask()).requestId).not.toBe(requestId);
});

test("its address is that of the connection, or the last one that a trusted proxy states", async () => {
  const from = (address: string) => ({ requestIP: () => ({ address }) });
  const trusting = { ...services.config, trustProxy: true };
  expect((await ask(from("192.0.2.1"))).address).toBe("192.0.2.1");
  expect((await ask(from("2001:db8::1"))).address).toBe("2001:db8:0:0::/64");
  expect((await ask(from("192.0.2.1"), trusting)).address).toBe("203.0.113.9");
});

test("a request whose connection has ended, or that came from no server, has no address", async () => {
  for (const server of [{ requestIP: () => null }, {}, undefined, null, "server"]) {
    expect((await ask(server)).address).toBe("unknown");
  }
});
