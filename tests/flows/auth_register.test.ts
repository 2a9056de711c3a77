import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { personLimits } from "#wire/limits.ts";
import { setupCode } from "#core/people/setup.ts";
import { makePerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let web: TestWeb;
beforeEach(() => {
  web = testWeb();
});
afterEach(() => web.services.dispose());

const people = () =>
  web.services.db.all<{ name: string; role: string }>`select name, role from users order by id`;
const mira = { name: "Mira Sol", email: "mira@uni.example.edu", password: "four words of mine" };

async function withRegistration(registration: "closed" | string[]): Promise<TestWeb> {
  web.services.dispose();
  web = testWeb({
    config: {
      registration:
        registration === "closed" ? { mode: "closed" } : { mode: "domains", domains: registration },
    },
  });
  return web;
}

test("the browser asks for a password of the required length", async () => {
  const shown = await (await web.get("/auth/register")).text();
  expect(shown).toContain(`minlength="${personLimits.passwordCharsMin}"`);
});

describe("registering refuses, says why beside the field, and keeps what was typed:", () => {
  const mistakes: [string, Record<string, string>, string, string][] = [
    ["no address", { email: "" }, "email", "Enter an email address."],
    ["what is no address", { email: "mira" }, "email", "does not look like"],
    ["a long address", { email: `${"m".repeat(260)}@uni.example.edu` }, "email", "at most 254"],
    ["no name", { name: "  " }, "name", "Enter a name."],
    ["a long name", { name: "n".repeat(121) }, "name", "at most 120"],
    ["a short password", { password: "1234567" }, "password", "at least 8"],
    ["a long password", { password: "p".repeat(201) }, "password", "at most 200"],
    ["the name as password", { password: "mira sol" }, "password", "too easy to guess"],
  ];
  for (const [title, change, field, words] of mistakes) {
    test(title, async () => {
      const typed = { ...mira, ...change };
      const answer = await web.post("/auth/register", typed);
      expect(answer.status).toBe(422);
      const page = await answer.text();
      expect(page).toMatch(new RegExp(`id="${field}-error"[^>]*>[^<]*${words}`));
      if (field !== "email") expect(page).toContain(`value="${typed.email}"`);
      expect(page).not.toContain(typed.password);
      expect(await people()).toEqual([]);
    });
  }

  test("an address that already has an account", async () => {
    await web.post("/auth/register", mira);
    const answer = await web.post("/auth/register", { ...mira, email: "MIRA@uni.example.edu" });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("An account with this address already exists.");
    expect(await people()).toHaveLength(1);
  });
});

test("a new user is signed in, welcomed once, and a student", async () => {
  const visitor = web.visitor();
  const answer = await visitor.post("/auth/register", mira);
  expect(answer.headers.get("Location")).toBe("/conversations");
  expect(await (await visitor.follow(answer)).text()).toContain("Welcome, Mira Sol.");
  expect(await (await visitor.get("/conversations")).text()).not.toContain("Welcome, Mira Sol.");
  expect(await people()).toEqual([{ name: "Mira Sol", role: "user" }]);
});

test("extra form fields make nobody more than a student", async () => {
  await web.post("/auth/register", { ...mira, role: "admin", id: "chosen", disabled_at: "" });
  expect(await people()).toEqual([{ name: "Mira Sol", role: "user" }]);
  expect(await web.services.db.all`select id from users where id = 'chosen'`).toEqual([]);
});

test("scripts and SQL in a name are plain text", async () => {
  const name = `<script>alert("x")</script>'; drop table users; --`;
  const visitor = web.visitor();
  await visitor.post("/auth/register", { ...mira, name });
  const page = await (await visitor.get("/account")).text();
  expect(page).toContain("&lt;script>alert(");
  expect(page).not.toContain("<script>alert(");
  expect((await people()).map((person) => person.name)).toEqual([name]);
});

test("a guest joins with an address and a name, without a password, for thirty days", async () => {
  const visitor = web.visitor();
  const answer = await visitor.post("/auth/guest", { name: "Gast", email: "g@else.example.org" });
  expect((await visitor.follow(answer)).status).toBe(200);
  expect(await people()).toEqual([{ name: "Gast", role: "guest" }]);
  const account = await (await visitor.get("/account")).text();
  expect(account).not.toContain('action="/account/password"');
  const again = await web.post("/auth/guest", { name: "Eve", email: "g@else.example.org" });
  expect(again.status).toBe(409);
  expect(await again.text()).toContain("A guest is already using this address.");
  expect(again.headers.getSetCookie().join()).not.toContain("session=");
});

test("if registration is closed, pages say how to get an account, and forms are refused", async () => {
  await withRegistration("closed");
  for (const path of ["/auth/register", "/auth/guest"]) {
    const page = await (await web.get(path)).text();
    expect(page).toContain("Accounts are created by staff");
    const title = path === "/auth/guest" ? "Continue as guest" : "Create an account";
    expect(page).toContain(`<title>${title} · Team Chat</title>`);
    expect(page).not.toContain(`action="${path}"`);
    expect((await web.post(path, mira)).status).toBe(403);
  }
  expect(await people()).toEqual([]);
});

test("if only some domains may register, pages name them, and other addresses are refused", async () => {
  await withRegistration(["listed.example.edu"]);
  for (const path of ["/auth/register", "/auth/guest"]) {
    expect(await (await web.get(path)).text()).toContain("listed.example.edu");
    const other = await web.post(path, { ...mira, email: "mira@listed.example.edu.evil.example" });
    expect(other.status).toBe(422);
    expect(await other.text()).toContain(
      "You need an address at listed.example.edu to create an account.",
    );
  }
  expect(await people()).toEqual([]);
  const own = await web.post("/auth/register", { ...mira, email: "mira@cs.listed.example.edu" });
  expect(own.status).toBe(303);
});

describe("setting up", () => {
  const grace = { name: "Grace", email: "grace@uni.example.edu", password: "four words of hers" };

  test("requires the printed code, and creates no account without it", async () => {
    await setupCode(web.services);
    const answer = await web.post("/setup", { ...grace, code: "aaaa-bbbb-cccc-dddd" });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain("This is not the latest setup code.");
    expect(page).toContain(`value="${grace.email}"`);
    expect(await people()).toEqual([]);
  });

  test("creates the first staff account, signs it in, and is then over", async () => {
    const code = (await setupCode(web.services)) ?? "";
    expect((await web.get("/setup")).status).toBe(200);
    const visitor = web.visitor();
    const answer = await visitor.post("/setup", { ...grace, code: ` ${code.toUpperCase()} ` });
    expect(answer.headers.get("Location")).toBe("/users");
    expect((await visitor.follow(answer)).status).toBe(200);
    expect(await people()).toEqual([{ name: "Grace", role: "admin" }]);
    expect(await (await web.get("/setup")).text()).toContain("Team Chat is set up");
    expect((await web.post("/setup", { ...grace, code })).status).toBe(409);
    expect(await people()).toHaveLength(1);
  });

  test("accepts the code with blanks for its hyphens, and without either", async () => {
    for (const [index, type] of [
      (code: string) => code.replaceAll("-", " "),
      (code: string) => code.replaceAll("-", "–"),
      (code: string) => ` ${code.replaceAll("-", "").toUpperCase()}`,
    ].entries()) {
      const other = testWeb();
      const code = (await setupCode(other.services)) ?? "";
      const wrong = await other.post("/setup", { ...grace, code: type(code).slice(0, -1) });
      expect([index, wrong.status]).toEqual([index, 422]);
      const answer = await other.post("/setup", { ...grace, code: type(code) });
      expect([index, answer.status]).toEqual([index, 303]);
      other.services.dispose();
    }
  });

  test("says that it is done once there is staff, and creates nobody", async () => {
    await makePerson(web.services, { role: "admin" });
    const page = await (await web.get("/setup")).text();
    expect(page).toContain("Team Chat is set up");
    expect(page).not.toContain('action="/setup"');
    expect((await web.post("/setup", grace)).status).toBe(409);
    expect(await people()).toHaveLength(1);
  });

  test("comes before signing in, in production, as long as nobody could", async () => {
    const fresh = testWeb({ env: { TEAM_CHAT_ENV: "production" } });
    const visitor = fresh.visitor();
    const signIn = await visitor.get("/auth/login?next=/groups");
    expect(signIn.headers.get("Location")).toBe("/setup");
    await makePerson(fresh.services, { role: "admin" });
    expect((await visitor.get("/auth/login")).status).toBe(200);
    fresh.services.dispose();
  });
});
