import { afterAll, beforeAll, expect, test } from "bun:test";
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

const always: Record<string, string | RegExp> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "Cache-Control": /no-store/,
  "X-Request-Id": /^[0-9a-f-]{36}$/,
};

function policyOf(answer: Response): Map<string, string> {
  const header = answer.headers.get("Content-Security-Policy") ?? "";
  return new Map(
    header.split("; ").map((part) => {
      const [name = "", ...values] = part.split(" ");
      return [name, values.join(" ")];
    }),
  );
}

test("every page and answer has the protective headers, including refusals", async () => {
  const paths = routes
    .filter(({ method }) => method === "GET")
    .map(({ path }) => path.replaceAll(/:\w+/g, "some-id"));
  for (const path of [...paths, "/nowhere", "/api/nowhere", "/assets/nowhere"]) {
    for (const by of [undefined, admin]) {
      const answer = await web.get(path, by);
      for (const [name, value] of Object.entries(always)) {
        const header = answer.headers.get(name);
        expect({ path, [name]: header }).toEqual({
          path,
          [name]: typeof value === "string" ? value : expect.stringMatching(value),
        });
      }
      expect(Object.fromEntries(policyOf(answer))).toEqual({
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self' ws://127.0.0.1:8080",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "manifest-src": "'self'",
      });
    }
  }
});

test("pages have no inline scripts, styles or event attributes", async () => {
  const pages = routes.filter(({ method, kind }) => method === "GET" && kind === "page");
  expect(pages.length).toBeGreaterThan(10);
  for (const { path } of pages) {
    const answer = await web.get(path.replaceAll(/:\w+/g, admin.id), admin);
    const html = await answer.text();
    expect(html).not.toMatch(/<script(?![^>]*(src=|application\/json))/);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  }
});

test("sockets at an IPv6 address are allowed by scheme, because policies cannot name such addresses", async () => {
  for (const [url, allowed] of [
    ["ws://[::1]:8080", "'self' ws:"],
    ["wss://[2001:db8::1]/ws", "'self' wss:"],
    ["wss://chat.example.edu/ws", "'self' wss://chat.example.edu"],
  ] as const) {
    const own = testWeb({ env: { WS_URL: url } });
    expect(policyOf(await own.get("/auth/login")).get("connect-src")).toBe(allowed);
    own.services.dispose();
  }
});

test("https is enforced only if it is used", async () => {
  expect((await web.get("/auth/login")).headers.get("Strict-Transport-Security")).toBeNull();
  const secure = testWeb({
    env: { PUBLIC_URL: "https://chat.example.edu", WS_URL: "wss://chat.example.edu/ws" },
  });
  const answer = await secure.get("/auth/login");
  expect(answer.headers.get("Strict-Transport-Security")).toMatch(/max-age=\d{7,}/);
  secure.services.dispose();
});

test("an unknown address gives a page to people and JSON to scripts", async () => {
  const page = await web.get("/nowhere");
  expect([page.status, await page.text()]).toEqual([404, expect.stringContaining("<h1")]);
  const api = await web.get("/api/nowhere");
  expect([api.status, await api.json()]).toMatchObject([404, { code: "not_found" }]);
});

test("an address may end with a slash", async () => {
  for (const path of ["/auth/login/", "/api/openapi.json/"]) {
    expect((await web.get(path)).status).toBe(200);
  }
});

test("a route for programs is refused with JSON, whatever the client accepts", async () => {
  const refused = await web.get("/auth/check", undefined, { Accept: "text/html" });
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: "unauthenticated" }]);
});

test("an expected refusal has no reference, and is not in the log as an error", async () => {
  const before = web.services.lines.length;
  const answer = await web.get("/chat/nowhere", admin);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain(answer.headers.get("X-Request-Id") ?? "no id");
  const lines = web.services.lines.slice(before);
  expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(["request"]);
});

test("an unexpected error shows a reference number, and the log has the details", async () => {
  const path = "/breaks";
  const handle = () => {
    throw new Error("canary of the inside");
  };
  const broken = testWeb({
    routes: [{ method: "GET", path, policy: "public", kind: "page", handle }],
  });
  const answer = await broken.get(path);
  const page = await answer.text();
  expect(answer.status).toBe(500);
  expect(page).not.toContain("canary");
  expect(page).toContain(answer.headers.get("X-Request-Id") ?? "no id");
  const entry = broken.services.lines.find((line) => line.includes("request.failed"));
  expect(entry).toContain("canary of the inside");
  expect(entry).toContain(answer.headers.get("X-Request-Id") ?? "no id");
  broken.services.dispose();
});
