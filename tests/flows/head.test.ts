/** HEAD answers like GET, without the content (RFC 9110, section 9.3.2). */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { buildIfStale } from "#cli/build.ts";
import { auditEntries } from "#core/audit/audit_reading.ts";
import { testMs } from "#tests/support/patience.ts";
import { askRaw, askRawBytes } from "#tests/support/raw_http.ts";
import { startWeb, type WebServer } from "#web/main.ts";
import { routes } from "#web/routes.ts";
import { addressOf, makeRouteWorld, nameOf, type RouteWorld } from "./route_world.ts";

setDefaultTimeout(testMs);

const principals = ["anonymous", "outsider", "guest", "member", "staff"] as const;
type Principal = (typeof principals)[number];

let world: RouteWorld;
let server: WebServer;
beforeAll(async () => {
  await buildIfStale();
  world = await makeRouteWorld();
  server = startWeb(world.web.services.config, world.web.services);
});
afterAll(async () => {
  await server.stop();
  world.web.services.dispose();
});

interface Answer {
  status: string;
  headers: Map<string, string>;
  body: Buffer;
}

async function ask(method: string, path: string, more: string[] = []): Promise<Answer> {
  const host = world.web.services.config.publicUrl.host;
  const raw = await askRawBytes(server.port, [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...more,
  ]);
  const end = raw.indexOf("\r\n\r\n");
  const [status = "", ...lines] = raw.subarray(0, end).toString().split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(": ");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)];
  });
  return { status, headers: new Map(headers), body: raw.subarray(end + 4) };
}

/** Values that differ between any two requests. */
const own = new Set(["x-request-id", "date", "connection", "content-length", "transfer-encoding"]);

async function expectSame(path: string, more: string[] = []): Promise<void> {
  const [get, head] = [await ask("GET", path, more), await ask("HEAD", path, more)];
  const common = ({ status, headers }: Answer) => ({
    status,
    headers: Object.fromEntries([...headers].filter(([name]) => !own.has(name)).toSorted()),
  });
  expect(common(head)).toEqual(common(get));
  expect(head.body).toHaveLength(0);
  const length = head.headers.get("content-length");
  if (length !== undefined) expect(Number(length)).toBe(get.body.length);
  // A page without a length cannot state a wrong one; this one has one.
  if (get.headers.has("content-length")) {
    expect({ path, length }).toEqual({ path, length: get.headers.get("content-length")! });
  }
}

const cookieOf = (principal: Principal) =>
  principal === "anonymous" ? [] : [`Cookie: ${world.people[principal].cookie}`];

describe("HEAD answers like GET, and states its length:", () => {
  for (const route of routes.filter(({ method }) => method === "GET")) {
    test(nameOf(route), async () => {
      for (const principal of principals) {
        const [address, cookie] = [addressOf(world, route), cookieOf(principal)];
        // The first visit shows what is new.
        if (route.path === "/answers") await ask("GET", address, cookie);
        await expectSame(address, cookie);
      }
    });
  }

  test("every built file", async () => {
    const page = (await ask("GET", "/auth/login")).body.toString();
    const files = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(files.length).toBeGreaterThan(1);
    for (const path of files) {
      for (const way of ["identity", "gzip", "br"]) {
        await expectSame(path, [`Accept-Encoding: ${way}`]);
      }
      expect(Number((await ask("HEAD", path)).headers.get("content-length"))).toBeGreaterThan(100);
    }
  });

  test("missing pages and refusals", async () => {
    for (const path of ["/nowhere", "/api/nowhere", "/assets/nowhere", "/chat/none"]) {
      for (const principal of principals) await expectSame(path, cookieOf(principal));
    }
    await expectSame("/api/me", ["Authorization: Bearer nonsense"]);
    await expectSame("/api/conversations?page=x", cookieOf("member"));
    await expectSame("/account", ["Host: two"]);
  });

  test("an address by another name of this machine", async () => {
    const asked = (method: string) =>
      askRaw(server.port, [`${method} /auth/login HTTP/1.1`, "Host: localhost:1"]);
    expect(world.web.services.config.publicUrl.hostname).not.toBe("localhost");
    for (const method of ["GET", "HEAD"]) expect(await asked(method)).toContain(" 302 ");
  });
});

test("HEAD of a chat leaves unread messages unread", async () => {
  const { member } = world.people;
  const unread = async () => {
    const answer = await world.web.get("/api/conversations", member);
    return ((await answer.json()) as { conversations: { unread: number }[] }).conversations;
  };
  const before = await unread();
  for (const path of [`/chat/${world.groupId}`, `/conversations/${world.groupId}`]) {
    expect((await ask("HEAD", path, cookieOf("member"))).status).toContain("200");
  }
  expect(await unread()).toEqual(before);
});

test("HEAD by staff of a group they are not in is recorded as reading, because it reveals lengths", async () => {
  const fresh = await makeRouteWorld();
  const { overseer } = fresh.people;
  const recorded = async () =>
    (await auditEntries(overseer.context, 1)).entries.filter(
      ({ verb }) => verb === "conversation.read",
    ).length;
  expect(await recorded()).toBe(0);
  const init = { method: "HEAD", headers: { Cookie: overseer.cookie } };
  expect((await fresh.web.request(`/chat/${fresh.groupId}`, init)).status).toBe(200);
  expect(await recorded()).toBe(1);
  fresh.web.services.dispose();
});
