/** Every route of the API with hostile requests: never a server error, always an answer in JSON. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import fc from "fast-check";
import { createRateLimits } from "#core/rates.ts";
import { type ApiWorld, apiWorld } from "#tests/support/api.ts";
import type { Route } from "#web/http/route.ts";
import { routes } from "#web/routes.ts";

let world: ApiWorld;
beforeAll(async () => {
  world = await apiWorld();
});
afterAll(() => world.services.dispose());

const fuzzed = routes.filter(
  ({ kind, path, method }) => kind === "api" && path.startsWith("/api/") && method.length > 0,
);

const hostileTexts = [
  "",
  " ",
  "null",
  "1e999",
  "-1",
  "a\0b",
  "\ud800",
  "\u202etxt",
  "' or 1=1 --",
  `"; drop table users; --`,
  "../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "__proto__",
  "constructor",
  "<script>alert(1)</script>",
  "x".repeat(9_000),
  "😀".repeat(200),
];

const text = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const leaf = fc.oneof(
  text,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 2 ** 53, -(2 ** 63), [], {}),
);
const fieldNames = [
  "content",
  "client_id",
  "name",
  "description",
  "members",
  "user_id",
  "role",
  "ids",
  "seq",
  "email",
  "username",
  "password",
  "__proto__",
  "toString",
];
const value = fc.oneof(
  { withCrossShrink: true, maxDepth: 3 },
  leaf,
  fc.array(leaf, { maxLength: 4 }),
  fc.dictionary(fc.constantFrom(...fieldNames), leaf, { maxKeys: 4 }),
);
const body = fc.oneof(
  fc
    .dictionary(fc.constantFrom(...fieldNames), value, { maxKeys: 5 })
    .map((each) => JSON.stringify(each)),
  value.map((each) => JSON.stringify(each)),
  fc.constantFrom(
    "",
    "{",
    '{"content":',
    "[".repeat(50_000),
    '{"seq":1e999}',
    '{"a":1,"a":2}',
    `{"content":"\\ud800"}`,
    `{"members":[{"user_id":{}}]}`,
  ),
);
const query = fc.dictionary(
  fc.constantFrom("limit", "before", "q", "role", "page", "reason"),
  text,
  { maxKeys: 3 },
);

/** The value for an id: sometimes a real one, otherwise something hostile. */
function pathOf(route: Route, ids: string[]): string {
  let index = 0;
  return route.path.replace(/:\w+/g, () => {
    const each = ids[index++ % ids.length] ?? "";
    return encodeURIComponent(each.isWellFormed() ? each : "x") || "%00";
  });
}

test("hostile paths, queries and bodies are refused or answered, and never break anything", async () => {
  const { admin, mira, group, otherGroup, ask, services } = world;
  const id = fc.oneof(text, fc.constantFrom(group, otherGroup, mira.id));
  const request = fc.record({
    route: fc.constantFrom(...fuzzed),
    ids: fc.array(id, { minLength: 2, maxLength: 2 }),
    body,
    query,
    by: fc.constantFrom(admin, mira),
  });
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(request, async ({ route, ids, body: sent, query: asked, by }) => {
      Object.assign(services.rates, createRateLimits(services.clock));
      const search = new URLSearchParams(asked).toString();
      const answer = await ask(route.method, `${pathOf(route, ids)}?${search}`, {
        by,
        ...(route.method !== "GET" && { body: sent }),
      });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      expect(answer.status).toBeLessThan(500);
      if (answer.status === 204) return;
      expect(answer.headers.get("Content-Type")).toStartWith("application/json");
      if (answer.status >= 400) {
        expect(answer.json).toMatchObject({
          message: expect.any(String),
          code: expect.any(String),
        });
      }
    }),
    { seed: 20_261_123, numRuns: 600 },
  );
  // The premise: the request got past authentication.
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 404, 422]));
  const failures = services.lines.filter((line) => line.includes("request.failed"));
  expect(failures).toEqual([]);
  expect((await ask("GET", "/readyz")).status).toBe(200);
});
