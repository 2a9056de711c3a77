import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { promptClock } from "#tests/support/prompt_clock.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";
import { routes } from "#web/routes.ts";

let web: TestWeb;
let admin: TestPerson;
beforeAll(async () => {
  web = testWeb({ clock: promptClock });
  admin = await makePerson(web.services, { role: "admin" });
});
afterAll(() => web.services.dispose());

const changing = routes.filter(({ method }) => method !== "GET");
const addressOf = (path: string) => path.replaceAll(/:\w+/g, "some-id");
const rows = () => web.services.db.all`select id, name, email, role from users`;

describe("no request that changes something accepts", () => {
  test("ten megabytes, or more than a list of people may have", async () => {
    const before = await rows();
    for (const { method, path, kind, bodyBytesMax = 10_000_000 } of changing) {
      const name = "x".repeat(bodyBytesMax);
      const type = kind === "page" ? "application/x-www-form-urlencoded" : "application/json";
      const headers = { Cookie: admin.cookie, Origin: web.origin, "Content-Type": type };
      const body = kind === "page" ? `name=${name}` : JSON.stringify({ name });
      const init = { method, headers, body };
      const { status } = await web.request(addressOf(path), init);
      expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 413`);
    }
    expect(await rows()).toEqual(before);
  });

  test("ten megabytes without a stated length", async () => {
    const chunk = new TextEncoder().encode("x".repeat(100_000));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent > 100) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const type = "application/x-www-form-urlencoded";
    const headers = { Cookie: admin.cookie, Origin: web.origin, "Content-Type": type };
    const answer = await web.request("/account", { method: "POST", headers, body });
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(20);
  });
});

/** Typical attack inputs. None causes a server error, and none is executed. */
const hostile = [
  "' or '1'='1",
  "'; drop table users; --",
  '"><script>alert(1)</script>',
  "{{7*7}}${7*7}<%= 7*7 %>",
  "../../../../etc/passwd",
  "\u0000",
  "\ud800",
  "\u202eevil\u2066",
  "a".repeat(100_000),
  "🧨".repeat(500),
  "%s%s%n",
  "\r\nSet-Cookie: session=planted",
];

const forms: Record<string, string[]> = {
  "/auth/login": ["email", "password", "next"],
  "/auth/register": ["email", "name", "password"],
  "/auth/guest": ["email", "name"],
  "/setup": ["code", "email", "name", "password"],
  "/account": ["name", "locale", "theme"],
  "/account/password": ["current", "password"],
  "/users/create": ["name", "email", "username", "role"],
  "/users/edit/:id": ["name", "email", "username"],
  "/users/role/:id": ["to"],
};

describe("every field of the forms about people withstands any input:", () => {
  for (const [path, fields] of Object.entries(forms)) {
    test(path, async () => {
      for (const value of hostile) {
        for (const field of fields) {
          const form = { name: "Eve", email: "eve", role: "user", [field]: value };
          const answer = await web.post(path.replace(":id", admin.id), form, admin);
          expect(answer.status).toBeLessThan(500);
          expect(answer.headers.getSetCookie().join()).not.toContain("planted");
          expect(await answer.text()).not.toContain("<script>alert(1)");
        }
      }
      expect(await rows()).not.toBeEmpty();
    });
  }
});

test("a field sent twice counts once, and a file counts as nothing", async () => {
  const person = await makePerson(web.services);
  const twice: [string, string][] = [
    ["name", "First"],
    ["name", "Second"],
  ];
  expect((await web.post("/account", twice, person)).status).toBe(303);
  expect(await (await web.get("/account", person)).text()).toContain('value="First"');
  const body = new FormData();
  body.append("name", new File(["content"], "name.txt"));
  const headers = { Cookie: person.cookie, Origin: web.origin };
  const answer = await web.request("/account", { method: "POST", headers, body });
  expect(answer.status).toBe(422);
});

test("a form of another encoding is refused with an explanation", async () => {
  for (const type of ["application/json", "text/plain", "multipart/form-data", ""]) {
    const answer = await web.post("/account", { name: "x" }, admin, { "Content-Type": type });
    expect(answer.status).toBe(422);
  }
});
