/** The content types of requests and answers. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";
import { routes } from "#web/routes.ts";

const password = "a password of somebody";
let web: TestWeb;
let admin: TestPerson;
beforeAll(async () => {
  web = testWeb();
  admin = await makePerson(web.services, {
    role: "admin",
    password: await hashPassword(password),
  });
});
afterAll(() => web.services.dispose());

const json = [
  "application/json",
  "APPLICATION/JSON",
  "Application/Json; charset=UTF-8",
  "application/json ;charset=utf-8",
  "application/problem+json",
  "application/vnd.api+json; version=1",
];
const others = [
  "",
  "text/plain",
  "text/json",
  "application/jsonx",
  "application/json+xml",
  "application/x-json",
  "text/plain; application/json",
  "multipart/form-data; boundary=application/json",
  "json",
];

describe("every route that accepts JSON", () => {
  const send = async (type: string) => {
    const token = { Authorization: `Bearer ${admin.token}` };
    const bodies: [path: string, body: unknown, headers: Record<string, string>][] = [
      ["/auth/token", { email: admin.email, password }, {}],
      ["/api/conversations", { name: "Team 1" }, token],
    ];
    const answers = await Promise.all(
      bodies.map(([path, body, headers]) =>
        web.postJson(path, body, { ...headers, "Content-Type": type }),
      ),
    );
    return answers.map(({ status }) => status);
  };
  test.each(json)("accepts it as %p", async (type) => {
    expect(await send(type)).toEqual([200, 201]);
  });
  test.each(others)("refuses it as %p", async (type) => {
    for (const status of await send(type)) expect(status).toBeWithin(400, 500);
  });
});

describe("every form", () => {
  const boundary = "----x";
  const part = `--${boundary}\r\nContent-Disposition: form-data; name="name"\r\n\r\nAda\r\n--${boundary}--\r\n`;
  const forms: [type: string, body: string][] = [
    ["application/x-www-form-urlencoded", "name=Ada"],
    ["Application/X-WWW-Form-URLencoded; Charset=UTF-8", "name=Ada"],
    [`multipart/form-data; boundary=${boundary}`, part],
    [`Multipart/Form-Data; Boundary="${boundary}"`, part],
  ];
  test.each(forms)("is accepted as %p", async (type, body) => {
    const headers = { Cookie: admin.cookie, Origin: web.origin, "Content-Type": type };
    const answer = await web.request("/account", { method: "POST", headers, body });
    expect(answer.status).toBe(303);
  });
});

test("every answer with a body states its type and character set", async () => {
  const paths = routes.filter(({ method }) => method === "GET").map(({ path }) => path);
  for (const path of [...paths, "/nowhere", "/api/nowhere"]) {
    for (const by of [undefined, admin]) {
      const answer = await web.get(path.replaceAll(/:\w+/g, "some-id"), by);
      if ((await answer.text()) === "") continue;
      const type = answer.headers.get("Content-Type");
      // JSON has no charset parameter: it is always UTF-8 (RFC 8259, section 8.1).
      expect(`${path} ${type}`).toMatch(/ (text\/(html|csv); charset=utf-8|application\/json)$/i);
      expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    }
  }
});

test("a client that does not accept JSON gets a page", async () => {
  const pages = [
    "text/html",
    "application/json;q=0, text/html",
    "application/json;q=0.5,text/html",
  ];
  for (const Accept of [...pages, "*/*", "application/json;q=0"]) {
    const answer = await web.get("/nowhere", undefined, { Accept });
    expect(answer.headers.get("Content-Type")).toStartWith("text/html");
  }
  for (const Accept of ["application/json", "Application/JSON, text/plain, */*"]) {
    const answer = await web.get("/nowhere", undefined, { Accept });
    expect(answer.headers.get("Content-Type")).toStartWith("application/json");
  }
});
