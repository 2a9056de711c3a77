/** Requests outside of pages and sockets: odd ones, and errors that no handler catches. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { createLocalBus } from "#bus/local.ts";
import { buildIfStale, buildServersIfStale } from "#cli/build.ts";
import { type RealtimeServer, startRealtime } from "#realtime/server.ts";
import { aroundReads } from "#tests/support/around_reads.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { askRaw, statusOf } from "#tests/support/raw_http.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { startWeb, type WebServer } from "#web/main.ts";
import { testMs } from "#tests/support/patience.ts";

setDefaultTimeout(testMs);

/** Thrown by the database while it is broken: not even an Error, so that nothing handles it. */
const canary: unknown = { canary: "of the inside" };
let broken = false;
let services: TestServices;
let web: WebServer;
let realtime: RealtimeServer;
let ada: TestPerson;

beforeAll(async () => {
  await buildIfStale();
  services = testServices({
    env: { TEAM_CHAT_ENV: "production" },
    around: (db) =>
      aroundReads(db, (queries) => ({
        get(text, ...values) {
          if (broken) throw canary;
          return queries.get(text, ...values);
        },
      })),
  });
  const { config } = services;
  ada = await makePerson(services);
  web = startWeb(config, services);
  realtime = await startRealtime({ config, services, bus: createLocalBus().join() });
});
afterAll(async () => {
  await web.stop();
  await realtime.stop();
  services.dispose();
});

const ports = () => ({ "the web application": web.port, "the socket server": realtime.port });
const names = ["the web application", "the socket server"] as const;
const source = join(import.meta.dir, "../..");

function expectNoInside(answer: string): void {
  expect(answer).not.toContain("__bunfallback");
  expect(answer).not.toContain(source);
  expect(answer).not.toContain("canary");
  expect(answer.length).toBeLessThan(10_000);
}

describe("only built files exist below /assets/:", () => {
  const others = ["", ".", "../package.json", "%2e%2e%2fpackage.json", "%00"];
  for (const path of [
    ...others,
    "manifest.json",
    "build.json",
    "servers.json",
    "chat-00000000.js",
  ]) {
    test(`not "/assets/${path}"`, async () => {
      const answer = await askRaw(web.port, [`GET /assets/${path} HTTP/1.1`, "Host: a"]);
      expect(statusOf(answer)).toBe(404);
      expectNoInside(answer);
    });
  }

  test("and not the servers' code", async () => {
    const folder = (await buildServersIfStale())!;
    for (const name of ["web.js", "web.js.map"]) {
      expect(existsSync(join(folder, name))).toBe(true);
      for (const slash of ["/", "%2f", "%2F", "//", "/./"]) {
        const path = `/assets/${basename(folder)}${slash}${name}`;
        const answer = await askRaw(web.port, [`GET ${path} HTTP/1.1`, "Host: a"]);
        expect(statusOf(answer)).toBe(404);
        expectNoInside(answer);
      }
    }
  });

  test("the styles can be cached for ever", async () => {
    const origin = `http://127.0.0.1:${web.port}`;
    const page = await (await fetch(`${origin}/auth/login`)).text();
    const styles = /href="(\/assets\/styles-[^"]+)"/.exec(page)?.[1] ?? "no styles";
    const answer = await fetch(origin + styles);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Cache-Control")).toContain("immutable");
  });

  test("the icons too, but not in place of those of another build", async () => {
    const origin = `http://127.0.0.1:${web.port}`;
    const page = await (await fetch(`${origin}/auth/login`)).text();
    const current = /data-icons="(\/assets\/icons-[^"]+)"/.exec(page)?.[1] ?? "no icons";
    const own = await fetch(origin + current);
    expect(own.headers.get("Cache-Control")).toContain("immutable");
    expect(own.headers.get("Content-Type")).toBe("image/svg+xml");
    const drawn = await own.text();
    for (const path of ["/assets/icons-older0.svg", "/assets/icons.svg"]) {
      const other = await fetch(origin + path);
      expect([other.status, other.headers.get("Cache-Control")]).toEqual([200, "no-cache"]);
      expect(await other.text()).toBe(drawn);
    }
  });
});

for (const name of names) {
  describe(`${name} handles a request`, () => {
    const heads = {
      "that names no host": "GET /some/where HTTP/1.0",
      "whose host is none": "GET /some/where HTTP/1.1\r\nHost: a b",
      "whose host is none, in brackets": "GET /some/where HTTP/1.1\r\nHost: [",
      "whose port is none": "GET /some/where HTTP/1.1\r\nHost: a:b",
    };
    test("for its health without a host, as simple proxies send", async () => {
      for (const path of ["/healthz", "/readyz"]) {
        for (const method of ["GET", "HEAD"]) {
          const answer = await askRaw(ports()[name], [`${method} ${path} HTTP/1.0`]);
          expect(statusOf(answer)).toBe(200);
          expect(answer.includes('"status"')).toBe(method === "GET");
        }
      }
    });

    const twice = ["Host: a\r\nHost: b", "Host: a\r\nHost: a", "Host: a, b", "Host: a,"];
    for (const hosts of twice) {
      test(`that names several hosts, by refusing it: ${hosts.replace("\r\n", " and ")}`, async () => {
        for (const path of ["/auth/login", "/healthz"]) {
          const answer = await askRaw(ports()[name], [`GET ${path} HTTP/1.1`, hosts]);
          expect(statusOf(answer)).toBe(400);
          expect(answer.toLowerCase()).toContain("content-type: text/plain; charset=utf-8");
          expect(answer.toLowerCase()).toContain("x-content-type-options: nosniff");
        }
      });
    }

    for (const [title, head] of Object.entries(heads)) {
      test(title, async () => {
        const answer = await askRaw(ports()[name], [head]);
        expect(name === "the web application" ? [400] : [400, 426]).toContain(statusOf(answer));
        expectNoInside(answer);
      });
    }
  });

  test(`an error that no handler catches is logged by ${name}, and answered with a bare 500`, async () => {
    const before = services.lines.length;
    broken = true;
    const answer = await askRaw(ports()[name], [
      "GET /account HTTP/1.1",
      "Host: a",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      // Both servers look a token up at once.
      `Authorization: Bearer ${ada.token}`,
    ]).finally(() => {
      broken = false;
    });
    expect(statusOf(answer)).toBe(500);
    expectNoInside(answer);
    const lines = services.lines.slice(before);
    expect(lines.filter((line) => line.includes('"event":"request.failed"'))).toHaveLength(1);
  });
}
