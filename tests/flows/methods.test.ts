/** Answers to methods that an address does not support (RFC 9110, sections 9.3.7 and 15.5.6). */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { createLocalBus } from "#bus/local.ts";
import { buildIfStale } from "#cli/build.ts";
import { type RealtimeServer, startRealtime } from "#realtime/server.ts";
import { testMs } from "#tests/support/patience.ts";
import { askRaw, statusOf } from "#tests/support/raw_http.ts";
import { startWeb, type WebServer } from "#web/main.ts";
import type { Policy } from "#web/http/route.ts";
import { routes } from "#web/routes.ts";
import { addressOf, makeRouteWorld, type RouteWorld } from "./route_world.ts";

setDefaultTimeout(testMs);

const principals = ["anonymous", "outsider", "guest", "member", "staff"] as const;
type Principal = (typeof principals)[number];

let world: RouteWorld;
let web: WebServer;
let realtime: RealtimeServer;
beforeAll(async () => {
  await buildIfStale();
  world = await makeRouteWorld();
  const { services } = world.web;
  web = startWeb(services.config, services);
  const bus = createLocalBus().join();
  realtime = await startRealtime({ config: services.config, services, bus });
});
afterAll(async () => {
  await web.stop();
  await realtime.stop();
  world.web.services.dispose();
});

async function ask(port: number, line: string, more: string[] = []) {
  const host = world.web.services.config.publicUrl.host;
  const raw = await askRaw(port, [`${line} HTTP/1.1`, `Host: ${host}`, ...more]);
  const allow = /^allow: (.*)$/im.exec(raw)?.[1]?.trim();
  return { status: statusOf(raw), allow: allow?.split(", "), raw };
}

const cookieOf = (principal: Principal) =>
  principal === "anonymous" ? [] : [`Cookie: ${world.people[principal].cookie}`];

const isOpen = (policy: Policy) => policy === "public" || policy === "signed_in";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "OPTIONS"];
const byPath = Map.groupBy(routes, ({ path }) => path);

describe("an address lists its methods for those who may use it, and does not exist for others:", () => {
  for (const [path, ofPath] of byPath) {
    test(path, async () => {
      const address = addressOf(world, ofPath[0]!);
      const declared = ofPath.flatMap(({ method }) =>
        method === "GET" ? ["GET", "HEAD"] : [method],
      );
      for (const principal of principals) {
        const known = ofPath.filter(({ policy }) => isOpen(policy) || principal === "staff");
        const isThere = known.length > 0;
        const allowed = known.flatMap(({ method }) =>
          method === "GET" ? ["GET", "HEAD"] : [method],
        );
        for (const method of methods.filter((one) => !declared.includes(one))) {
          const { status, allow, raw } = await ask(
            web.port,
            `${method} ${address}`,
            cookieOf(principal),
          );
          const expected = isThere ? (method === "OPTIONS" ? 204 : 405) : 404;
          expect({ principal, method, status }).toEqual({ principal, method, status: expected });
          expect(allow?.toSorted()).toEqual(
            isThere ? [...allowed, "OPTIONS"].toSorted() : undefined,
          );
          expect(raw).toMatch(/x-content-type-options: nosniff/i);
        }
      }
    });
  }
});

test("an address that does not exist answers no method", async () => {
  for (const path of ["/nowhere", "/api/nowhere", "/auth/nowhere", "/assets/nowhere.js"]) {
    for (const method of methods) {
      const { status, allow } = await ask(web.port, `${method} ${path}`, cookieOf("staff"));
      expect({ path, method, status, allow }).toEqual({
        path,
        method,
        status: 404,
        allow: undefined,
      });
    }
  }
});

test("a built file can only be read", async () => {
  const page = await (await fetch(`http://127.0.0.1:${web.port}/auth/login`)).text();
  const [path = ""] = /\/assets\/styles-[^"]+/.exec(page) ?? [];
  for (const method of ["POST", "DELETE", "TRACE"]) {
    const { status, allow } = await ask(web.port, `${method} ${path}`);
    expect([status, allow]).toEqual([405, ["GET", "HEAD", "OPTIONS"]]);
  }
  expect((await ask(web.port, `OPTIONS ${path}`)).status).toBe(204);
});

test("a wrong method is refused in the address's format: JSON, or a page in the user's language", async () => {
  const { member } = world.people;
  const json = await world.web.request("/api/me", {
    method: "DELETE",
    headers: { Authorization: `Bearer ${member.token}` },
  });
  expect([json.status, await json.json()]).toMatchObject([405, { code: "wrong_method" }]);
  const page = await world.web.request("/account", {
    method: "DELETE",
    headers: { Cookie: member.cookie, "Accept-Language": "de" },
  });
  expect(await page.text()).toContain("Diese Adresse unterstützt die Methode nicht.");
});

test("a preflight of another origin is answered as usual, and reveals no methods of staff", async () => {
  const preflight = (origin: string) =>
    world.web.request("/api/users", {
      method: "OPTIONS",
      headers: { Origin: origin, "Access-Control-Request-Method": "DELETE" },
    });
  const answer = await preflight("https://evil.example");
  expect(answer.status).toBe(204);
  expect(answer.headers.get("Allow")).toBeNull();
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
});

test("without both an origin and a method, it is not a preflight", async () => {
  const method = "Access-Control-Request-Method";
  for (const more of [[`${method}: GET`], ["Origin: https://a.example"], [`${method}: `], []]) {
    const { status, allow } = await ask(web.port, "OPTIONS /auth/login", more);
    expect([status, allow]).toEqual([204, ["GET", "HEAD", "POST", "OPTIONS"]]);
  }
  const both = [`${method}: GET`, "Origin: https://a.example"];
  expect((await ask(web.port, "OPTIONS /auth/login", both)).allow).toBeUndefined();
});

describe("the socket server", () => {
  const upgrade = [
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  test("can be read, or becomes a socket by GET, and lists these for other methods", async () => {
    for (const path of ["/", "/ws", "/healthz", "/readyz"]) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]) {
        for (const more of [[], upgrade]) {
          const { status, allow } = await ask(realtime.port, `${method} ${path}`, more);
          expect([status, allow]).toEqual([405, ["GET", "HEAD", "OPTIONS"]]);
        }
      }
      const options = await ask(realtime.port, `OPTIONS ${path}`);
      expect([options.status, options.allow]).toEqual([204, ["GET", "HEAD", "OPTIONS"]]);
    }
  });

  test("opens no socket for a HEAD", async () => {
    expect((await ask(realtime.port, "HEAD /ws", upgrade)).status).toBe(426);
  });
});

test("no method causes a server error, even without a host or in odd forms", async () => {
  for (const { port } of [web, realtime]) {
    for (const method of [...methods, "CONNECT"]) {
      for (const target of ["/healthz", "/nowhere", "a:1", "http://a/healthz", "//a/b", "/%"]) {
        const named = await ask(port, `${method} ${target}`);
        expect({ method, target, ok: named.status < 500 }).toEqual({ method, target, ok: true });
        const nameless = await askRaw(port, [`${method} ${target} HTTP/1.0`]);
        expect({ method, target, ok: statusOf(nameless) < 500 }).toEqual({
          method,
          target,
          ok: true,
        });
      }
    }
  }
});
