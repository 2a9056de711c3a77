import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { signToken } from "#core/identity/tokens.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";
import { routes } from "#web/routes.ts";

let web: TestWeb;
let admin: TestPerson;
beforeAll(async () => {
  web = testWeb();
  admin = await makePerson(web.services, { role: "admin" });
});
afterAll(() => web.services.dispose());

const changing = routes.filter(({ method }) => method !== "GET");
const proven = new Set(["POST /auth/token", "POST /auth/refresh"]);

/** As another site's page makes a signed-in visitor's browser send it. */
const foreign: Record<string, Record<string, string>> = {
  "another site": { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
  "another site, in an old browser": { Origin: "https://evil.example" },
  "a sandboxed frame": { Origin: "null" },
  "a neighbour of the same site": { "Sec-Fetch-Site": "same-site" },
  "an address that was typed": { "Sec-Fetch-Site": "none" },
  "our name as a prefix": { Origin: "http://127.0.0.1:5000.evil.example" },
  "our name on another port": { Origin: "http://127.0.0.1:5001" },
  "our name under another scheme": { Origin: "https://127.0.0.1:5000" },
  "nowhere: without a word": {},
};

async function send(path: string, method: string, headers: Record<string, string>) {
  const address = path.replaceAll(/:\w+/g, "some-id");
  const body = new URLSearchParams({ name: "x" });
  return web.request(address, { method, headers: { Cookie: admin.cookie, ...headers }, body });
}

test("two requests need no proof of origin, because they contain a password or token", () => {
  const exempt = routes.filter(({ carriesCredentials }) => carriesCredentials);
  expect(new Set(exempt.map(({ method, path }) => `${method} ${path}`))).toEqual(proven);
});

describe("every request that changes something refuses", () => {
  for (const [title, headers] of Object.entries(foreign)) {
    test(title, async () => {
      const checked = changing.filter(({ method, path }) => !proven.has(`${method} ${path}`));
      expect(checked.length).toBeGreaterThan(30);
      for (const { method, path } of checked) {
        const { status } = await send(path, method, headers);
        expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 403`);
      }
    });
  }
});

test("our own pages pass, with either proof of origin", async () => {
  const own: Record<string, string>[] = [
    { Origin: web.origin },
    { "Sec-Fetch-Site": "same-origin" },
  ];
  for (const headers of own) {
    for (const path of ["/account", "/users/disable/nobody", "/groups/create"]) {
      expect((await send(path, "POST", headers)).status).not.toBe(403);
    }
  }
});

test("a page behind a forwarded port is our own, because the browser says so", async () => {
  const headers = { Origin: "http://localhost:15000", "Sec-Fetch-Site": "same-origin" };
  expect((await send("/account", "POST", headers)).status).toBe(303);
});

test("a token needs no origin, but a wrong one beside a cookie is no way around it", async () => {
  const json = { Cookie: admin.cookie, "Content-Type": "application/json" };
  const ask = (headers: Record<string, string>) =>
    web.postJson("/api/conversations", { name: "Team 1" }, { ...json, ...headers });
  expect((await ask({ Authorization: `Bearer ${admin.token}` })).status).toBe(201);
  const refused = await ask({ Authorization: "Bearer wrong" });
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: "unauthenticated" }]);
  expect((await ask({ Authorization: "Basic eDp5" })).status).toBe(403);
});

test("unidentified clients are told to sign in by every request that needs an account", async () => {
  const nobody: Record<string, string>[] = [
    {},
    { Authorization: "Bearer wrong" },
    { Authorization: "Bearer wrong", Origin: "https://evil.example" },
    { Cookie: "session=wrong" },
  ];
  const needing = changing.filter(({ policy }) => policy !== "public");
  expect(needing.length).toBeGreaterThan(30);
  for (const { method, path } of needing) {
    for (const headers of nobody) {
      const answer = await web.request(path.replaceAll(/:\w+/g, "some-id"), { method, headers });
      expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} 401`);
    }
  }
});

test("an expired access token gets 401 for a write as well as a read", async () => {
  const { services } = web;
  const hourMs = 3_600_000;
  const subject = { userId: admin.id, username: "x", sessionId: admin.actor.sessionId };
  const clock = { ...services.clock, now: () => services.clock.now() - 2 * hourMs };
  const expired = await signToken({ ...services, clock }, subject, "access");
  const headers = { Authorization: `Bearer ${expired}` };
  expect((await web.get("/api/me", undefined, headers)).status).toBe(401);
  const answer = await web.postJson("/api/conversations", { name: "Team 1" }, headers);
  expect([answer.status, await answer.json()]).toMatchObject([401, { code: "unauthenticated" }]);
});
