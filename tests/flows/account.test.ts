import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { newHash } from "#core/identity/passwords.ts";
import { startSession } from "#core/identity/sessions.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const password = "the right password";
const hash = await newHash(password);
let web: TestWeb;
let ada: TestPerson;
let ben: TestPerson;
/** A second device of Ada's. */
let phone: { id: string; cookie: string };

beforeEach(async () => {
  web = testWeb();
  ada = await makePerson(web.services, { name: "Ada", password: hash, device: "Firefox on Linux" });
  ben = await makePerson(web.services, { name: "Ben", device: "Ben's device" });
  const session = await startSession(web.services, { userId: ada.id, device: "Chrome on Android" });
  phone = { id: session.id, cookie: `session=${session.token}` };
});
afterEach(() => web.services.dispose());

const page = async (by: { cookie: string }) => (await web.get("/account", by)).text();
const isIn = async (by: { cookie: string }) => (await web.get("/account", by)).status === 200;

describe("the account page refuses", () => {
  test("a name that is empty or too long, and keeps the other changes", async () => {
    for (const name of ["", "   ", "n".repeat(121)]) {
      const answer = await web.post("/account", { name, locale: "de", theme: "dark" }, ada);
      expect(answer.status).toBe(422);
      const shown = await answer.text();
      expect(shown).toContain('id="name-error"');
      expect(shown).toMatch(/<option value="de" selected/);
      expect(shown).toMatch(/<option value="dark" selected/);
    }
    expect(await page(ada)).toContain('value="Ada"');
  });

  test("a new password without the current one, and one that is too short", async () => {
    const wrong = { current: "wrong", password: "another good one" };
    const answer = await web.post("/account/password", wrong, ada);
    expect(answer.status).toBe(422);
    const shown = await answer.text();
    expect(shown).toMatch(/id="current-error"[^>]*>[^<]*The current password is wrong./);
    expect(shown).not.toContain("another good one");
    const short = await web.post(
      "/account/password",
      { current: password, password: "short" },
      ada,
    );
    expect(await short.text()).toMatch(/id="password-error"[^>]*>[^<]*at least 8/);
    expect(await isIn(phone)).toBe(true);
  });

  test("guesses at the password from a device left open", async () => {
    const guess = () =>
      web.post("/account/password", { current: "no", password: "n".repeat(9) }, ada);
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await guess()).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  });

  test("a password for a guest, whose page does not offer one", async () => {
    const guest = await makePerson(web.services, { role: "guest" });
    expect(await page(guest)).not.toContain("/account/password");
    const form = { current: "", password: "another good one" };
    expect((await web.post("/account/password", form, guest)).status).toBe(403);
    const rows = await web.services.db
      .all`select 1 from users where id = ${guest.id} and id not in (select user_id from identities)`;
    expect(rows).toHaveLength(1);
  });

  test("to sign out another person's device", async () => {
    const path = `/account/devices/${ben.actor.sessionId}/end`;
    expect((await web.post(path, {}, ada)).status).toBe(404);
    expect(await isIn(ben)).toBe(true);
  });
});

test("name, language and theme are saved and take effect at once", async () => {
  const change = { name: " Ada  Lovelace ", locale: "de", theme: "dark" };
  const answer = await web.post("/account", change, ada);
  expect(answer.status).toBe(303);
  const shown = await page(ada);
  expect(shown).toContain('<html lang="de" data-theme="dark"');
  expect(shown).toContain('value="Ada Lovelace"');
  await web.post("/account", { name: "Ada", locale: "", theme: "" }, ada);
  expect(await page(ada)).toMatch(
    /<html lang="en" data-person="[^"]+" data-now="\d+" data-icons="[^"]+">/,
  );
});

test("an unknown language or theme counts as none", async () => {
  const change = { name: "Ada", locale: "fr", theme: '"><script>' };
  expect((await web.post("/account", change, ada)).status).toBe(303);
  expect(await page(ada)).toMatch(
    /<html lang="en" data-person="[^"]+" data-now="\d+" data-icons="[^"]+">/,
  );
});

test("a form cannot change fields that it does not have", async () => {
  const change = { name: "Ada", role: "admin", email: "x@y.example", username: "x", id: ben.id };
  await web.post("/account", change, ada);
  const row = await web.services.db
    .get`select role, email, username from users where id = ${ada.id}`;
  expect(row).toEqual({ role: "user", email: ada.email, username: ada.username });
});

test("the page lists the account's own devices, with this one marked", async () => {
  const shown = await page(ada);
  expect(shown).toMatch(/Firefox on Linux<\/span><span[^>]*>This device/);
  expect(shown).toContain("Chrome on Android");
  expect(shown).not.toContain("Ben&#39;s device");
  expect(shown).not.toContain("Ben's device");
});

test("a changed password ends every session, gives this device a new one, and is the only one that signs in", async () => {
  const form = { current: password, password: "another good one" };
  const answer = await web.post("/account/password", form, ada);
  expect(answer.status).toBe(303);
  expect([await isIn(ada), await isIn(phone)]).toEqual([false, false]);
  const headers = { Authorization: `Bearer ${ada.token}` };
  expect((await web.get("/api/me", undefined, headers)).status).toBe(401);
  const line = answer.headers.getSetCookie().find((one) => one.startsWith("session="))!;
  expect(await isIn({ cookie: line.split(";")[0]! })).toBe(true);
  const signIn = async (typed: string) =>
    (await web.post("/auth/login", { email: ada.email, password: typed })).status;
  expect([await signIn(password), await signIn("another good one")]).toEqual([401, 303]);
});

test("one device is signed out at once, on pages and with its tokens", async () => {
  expect(await isIn(phone)).toBe(true);
  expect((await web.post(`/account/devices/${phone.id}/end`, {}, ada)).status).toBe(303);
  expect([await isIn(ada), await isIn(phone)]).toEqual([true, false]);
  expect(await page(ada)).not.toContain("Chrome on Android");
});

test("signing out the others is offered only if there are others", async () => {
  const others = 'action="/account/devices/others/end"';
  expect(await page(ben)).not.toContain(others);
  expect(await page(ada)).toContain(others);
});

test("all other devices are signed out, or all devices", async () => {
  await web.post("/account/devices/others/end", {}, ada);
  expect([await isIn(ada), await isIn(phone), await isIn(ben)]).toEqual([true, false, true]);
  const answer = await web.post("/account/devices/all/end", {}, ada);
  expect(answer.headers.get("Location")).toBe("/auth/login");
  expect(answer.headers.getSetCookie().join()).toMatch(/session=; Max-Age=0/);
  expect([await isIn(ada), await isIn(ben)]).toEqual([false, true]);
  const headers = { Authorization: `Bearer ${ada.token}` };
  expect((await web.get("/api/me", undefined, headers)).status).toBe(401);
});

test("the account page links to the API's description in both languages, for staff alone", async () => {
  const guest = await makePerson(web.services, { role: "guest" });
  for (const by of [guest, ada]) expect(await page(by)).not.toContain("/api/docs");
  const admin = await makePerson(web.services, { role: "admin" });
  for (const [language, words] of [
    ["en", "API documentation"],
    ["de", "Dokumentation der API"],
  ] as const) {
    const shown = await (await web.get("/account", admin, { "Accept-Language": language })).text();
    expect(shown).toMatch(new RegExp(`<a href="/api/docs"[^>]*>${words}</a>`));
  }
  expect((await web.get("/api/docs", ada)).status).toBe(200);
});
