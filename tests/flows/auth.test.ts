import type { Queries } from "#storage/database.ts";
import { isPostgres } from "#tests/support/postgres_database.ts";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { accountLimits } from "#wire/limits.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const password = "the right password";
const hash = await hashPassword(password);
let web: TestWeb;
let ada: TestPerson;

beforeEach(async () => {
  web = testWeb();
  const email = "ada@uni.example.edu";
  ada = await makePerson(web.services, { name: "Ada", email, password: hash });
});
afterEach(() => web.services.dispose());

const sessions = async () => (await web.services.db.all`select id from sessions`).length;

describe("signing in refuses", () => {
  test("a wrong password and an unknown address in the same way, and keeps the typed address", async () => {
    const wrong = await web.post("/auth/login", { email: ada.email, password: "wrong" });
    const unknown = await web.post("/auth/login", { email: "eve@uni.example.edu", password });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const atNoTime = async (answer: Response) =>
      (await answer.text()).replace(/data-now="\d+"/, "");
    const [page, other] = [await atNoTime(wrong), await atNoTime(unknown)];
    expect(page).toContain("The address or password is wrong.");
    expect(page).toContain(`value="${ada.email}"`);
    expect(page).not.toContain(`value="wrong"`);
    expect(other).toBe(page.replaceAll(ada.email, "eve@uni.example.edu"));
    expect(wrong.headers.getSetCookie()).toEqual([]);
    expect(await sessions()).toBe(1);
  });

  test("a form without fields, and a guest, who has no password", async () => {
    const guest = await makePerson(web.services, { role: "guest" });
    expect((await web.post("/auth/login", {})).status).toBe(401);
    expect((await web.post("/auth/login", { email: guest.email, password: "" })).status).toBe(401);
  });

  test("a disabled account, with an explanation only if the password is right", async () => {
    await web.services.db.transaction(
      (tx) => tx.run`update users set disabled_at = created_at where id = ${ada.id}`,
    );
    const answer = await web.post("/auth/login", { email: ada.email, password });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("This account is disabled.");
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test("the sixth guess, and says when to come back", async () => {
    const guess = () => web.post("/auth/login", { email: ada.email, password: "guess" });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(guess));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    const limited = await guess();
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get("Retry-After"))).toBeGreaterThan(1);
    expect(await limited.text()).toContain("Too many attempts.");
  });

  test("to redirect to another site", async () => {
    const elsewhere = [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "/\t/evil.example",
      "javascript:alert(1)",
      "evil.example",
      "/ä",
      "",
    ];
    for (const next of elsewhere) {
      const answer = await web.post("/auth/login", { email: ada.email, password, next });
      expect(answer.status).toBe(303);
      expect(answer.headers.get("Location")).toBe("/");
      const query = new URLSearchParams({ next });
      const page = await (await web.get(`/auth/login?${query}`)).text();
      expect(page).toContain('name="next" value="/"');
    }
  });
});

test("signing in leads to the page that was requested", async () => {
  const visitor = web.visitor();
  const refused = await visitor.get("/audit?page=2");
  expect(refused.status).toBe(302);
  const page = await (await visitor.follow(refused)).text();
  const form = page.slice(page.indexOf('action="/auth/login"'));
  const next = form.match(/name="next" value="([^"]+)"/)?.[1] ?? "";
  const answer = await visitor.post("/auth/login", { email: ` ${ada.email} `, password, next });
  expect(answer.headers.get("Location")).toBe("/audit?page=2");
  expect((await visitor.get("/account")).status).toBe(200);
  expect((await visitor.get("/auth/login?next=/account")).headers.get("Location")).toBe("/account");
});

test("signing in starts a new session and ends the browser's former one", async () => {
  const visitor = web.visitor();
  await visitor.post("/auth/login", { email: ada.email, password });
  const first = visitor.cookies.get("session");
  await visitor.post("/auth/login", { email: ada.email, password });
  const second = visitor.cookies.get("session");
  expect(second).not.toBe(first);
  expect((await web.get("/account", { cookie: `session=${first}` })).status).toBe(302);
  expect((await web.get("/account", { cookie: `session=${second}` })).status).toBe(200);
});

test("a cookie planted before the sign-in is useless after it", async () => {
  const visitor = web.visitor();
  visitor.cookies.set("session", "planted-by-an-attacker");
  await visitor.post("/auth/login", { email: ada.email, password });
  expect(visitor.cookies.get("session")).not.toBe("planted-by-an-attacker");
  const planted = await web.get("/account", { cookie: "session=planted-by-an-attacker" });
  expect(planted.status).toBe(302);
});

test("a sign-in form sent twice at the same moment signs in twice, without an error", async () => {
  const form = { email: ada.email, password };
  const answers = await Promise.all([1, 2].map(() => web.post("/auth/login", form, ada)));
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
});

test("a link to sign out only asks; the button ends the session and deletes the cookie", async () => {
  const visitor = web.visitor();
  await visitor.post("/auth/login", { email: ada.email, password });
  const cookie = `session=${visitor.cookies.get("session")}`;
  expect(await (await visitor.get("/auth/logout")).text()).toContain('action="/auth/logout"');
  expect(await (await visitor.get("/auth/logout?everywhere")).text()).toContain(
    'action="/account/devices/all/end"',
  );
  expect((await visitor.get("/account")).status).toBe(200);
  const before = await sessions();
  const answer = await visitor.post("/auth/logout", {});
  expect(await (await visitor.follow(answer)).text()).toContain("You are signed out.");
  expect(visitor.cookies.has("session")).toBe(false);
  expect(await sessions()).toBe(before - 1);
  expect((await web.get("/account", { cookie })).status).toBe(302);
});

test("a sign-out sent twice at the same moment signs out, without an error", async () => {
  const answers = await Promise.all([1, 2].map(() => web.post("/auth/logout", {}, ada)));
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(await sessions()).toBe(0);
});

test("a sign-out that cannot be stored is answered as an error, and the session stays", async () => {
  await web.services.db.transaction(makeSessionsStick);
  const answer = await web.post("/auth/logout", {}, ada);
  expect(answer.status).toBe(500);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect((await web.get("/account", ada)).status).toBe(200);
});

async function makeSessionsStick(tx: Queries): Promise<void> {
  if (isPostgres) {
    await tx.run`create rule stuck as on delete to sessions do instead select 1 / 0`;
    return;
  }
  await tx.run`create trigger stuck before delete on sessions begin
    select raise(abort, 'stuck'); end`;
}

test("scripts, other sites and, with https, http cannot reach the session cookie", async () => {
  const form = { email: ada.email, password };
  const plain = (await web.post("/auth/login", form)).headers.getSetCookie();
  expect(plain.find((line) => line.startsWith("session="))).toMatch(/HttpOnly; SameSite=Lax$/);
  const secure = testWeb({
    env: { PUBLIC_URL: "https://chat.example.edu", WS_URL: "wss://chat.example.edu/ws" },
  });
  await makePerson(secure.services, { email: ada.email, password: hash });
  const lines = (await secure.post("/auth/login", form)).headers.getSetCookie();
  expect(lines).not.toBeEmpty();
  for (const line of lines) expect(line).toMatch(/Path=\/.*; HttpOnly; Secure; SameSite=Lax$/);
  const session = lines.find((line) => line.startsWith("__Host-session="));
  expect(session).toContain(`Max-Age=${accountLimits.sessionLifeMs / 1_000}; Path=/;`);
  secure.services.dispose();
});

test("no log line contains the password or the session token", async () => {
  const visitor = web.visitor();
  await visitor.post("/auth/login", { email: ada.email, password: "canary-of-a-password" });
  await visitor.post("/auth/login", { email: ada.email, password });
  const log = web.services.lines.join("\n");
  expect(log).toContain("/auth/login");
  expect(log).not.toContain("canary");
  expect(log).not.toContain(visitor.cookies.get("session") ?? "nothing");
});

test("the page uses the browser's language, then the account's", async () => {
  const german = await web.get("/auth/login", undefined, { "Accept-Language": "de-AT,en;q=0.5" });
  expect(await german.text()).toContain("Passwort");
  const visitor = web.visitor({ "Accept-Language": "de" });
  const refused = await visitor.post("/auth/login", { email: ada.email, password: "wrong" });
  expect(await refused.text()).toContain("Die Adresse oder das Passwort ist falsch.");
});
