/** What scripts of other origins may do with the API (Fetch standard, CORS protocol). */
import { afterAll, expect, test } from "bun:test";
import { makePerson } from "#tests/support/people.ts";
import { testWeb } from "#tests/support/web.ts";

const listed = "https://app.example.edu";
const web = testWeb({ config: { corsOrigins: [listed] } });
afterAll(() => web.services.dispose());

/** The headers of an answer that are part of the protocol. */
function granted({ headers }: Response): Record<string, string> {
  const names = [...headers.keys()].filter((name) => name.startsWith("access-control-"));
  return Object.fromEntries(names.map((name) => [name.slice(15), headers.get(name) ?? ""]));
}

const preflight = (path: string, origin: string) =>
  web.request(path, {
    method: "OPTIONS",
    headers: {
      Origin: origin,
      "Access-Control-Request-Method": "PATCH",
      "Access-Control-Request-Headers": "authorization, x-own",
    },
  });

test("a listed origin may send tokens and JSON with every method, but no cookies", async () => {
  for (const path of ["/api/me", "/auth/token"]) {
    const answer = await preflight(path, listed);
    expect([path, answer.status, granted(answer)]).toEqual([
      path,
      204,
      {
        "allow-origin": listed,
        "allow-headers": "Authorization,Content-Type",
        "allow-methods": "GET,POST,PUT,PATCH,DELETE",
        "max-age": "600",
        "expose-headers": "Link,Retry-After,X-Request-Id",
      },
    ]);
    expect(answer.headers.get("Vary")).toContain("Origin");
  }
});

test("its scripts may read an answer, its place for older messages and when to come back", async () => {
  const { token } = await makePerson(web.services);
  const headers = { Origin: listed, Authorization: `Bearer ${token}` };
  const answer = await web.request("/api/me", { headers });
  expect([answer.status, granted(answer)]).toEqual([
    200,
    { "allow-origin": listed, "expose-headers": "Link,Retry-After,X-Request-Id" },
  ]);
});

test("another origin is granted nothing, and no origin is granted anything on pages", async () => {
  for (const origin of ["https://evil.example", `${listed}.evil.example`, "null"]) {
    for (const answer of [
      await preflight("/api/me", origin),
      await web.request("/api/me", { headers: { Origin: origin } }),
    ]) {
      expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
  }
  const page = await web.request("/account", { headers: { Origin: listed } });
  expect(granted(page)).toEqual({});
});
