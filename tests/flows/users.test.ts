import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { newHash } from "#core/identity/passwords.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const password = "the right password";
const hash = await newHash(password);
let web: TestWeb;
let admin: TestPerson;
let ada: TestPerson;

beforeEach(async () => {
  web = testWeb();
  admin = await makePerson(web.services, { role: "admin", name: "Prof. Grace" });
  ada = await makePerson(web.services, { name: "Ada Berg", password: hash });
});
afterEach(() => web.services.dispose());

const text = async (path: string) => (await web.get(path, admin)).text();
const stored = (id: string) =>
  web.services.db.get`select name, email, username, role, disabled_at from users where id = ${id}`;
const isIn = async (by: { cookie: string }) => (await web.get("/account", by)).status === 200;
const signInAs = async (email: string, typed: string) =>
  (await web.post("/auth/login", { email, password: typed })).status;
const signIn = (typed: string) => signInAs(ada.email, typed);
const newcomer = { name: "Cleo", email: "cleo@uni.example.edu", username: "", role: "user" };
/** The code that a page shows. Not part of an id, which a page contains as well. */
const shownCode = (page: string) =>
  page.match(/(?<![\w-])[A-Z2-9]{4}(-[A-Z2-9]{4}){2}(?![\w-])/)?.[0] ?? "";

describe("the People pages refuse, beside the field and keeping what was typed,", () => {
  const mistakes: [string, Record<string, string>, number, string][] = [
    ["no name", { name: " " }, 422, "name"],
    ["a long name", { name: "n".repeat(121) }, 422, "name"],
    ["what is no address", { email: "cleo" }, 422, "email"],
    ["a user name with spaces", { username: "cleo b" }, 422, "username"],
    ["a role that there is not", { role: "owner" }, 422, "role"],
    ["no role", { role: "" }, 422, "role"],
  ];
  for (const [title, change, status, field] of mistakes) {
    test(title, async () => {
      const ben = await makePerson(web.services, { name: "Ben" });
      for (const path of ["/users/create", `/users/edit/${ben.id}`]) {
        if (field === "role" && path !== "/users/create") continue;
        const typed = { ...newcomer, name: "Typed", ...change };
        const answer = await web.post(path, typed, admin);
        expect(answer.status).toBe(status);
        const page = await answer.text();
        expect(page).toContain(`id="${field}-error"`);
        if (field !== "name") expect(page).toContain('value="Typed"');
      }
      expect(await stored(ben.id)).toMatchObject({ name: "Ben", role: "user" });
      expect(await web.services.db.all`select 1 from users`).toHaveLength(3);
    });
  }

  test("an address or a username that is taken", async () => {
    const ben = await makePerson(web.services, { name: "Ben" });
    for (const path of ["/users/create", `/users/edit/${ben.id}`]) {
      const email = await web.post(path, { ...newcomer, email: ada.email.toUpperCase() }, admin);
      expect([email.status, await email.text()]).toEqual([
        409,
        expect.stringContaining('id="email-error"'),
      ]);
      const name = await web.post(path, { ...newcomer, username: ada.username }, admin);
      expect([name.status, await name.text()]).toEqual([
        409,
        expect.stringContaining('id="username-error"'),
      ]);
    }
  });

  test("every request about a person who does not exist", async () => {
    for (const id of ["nobody", "' or 1=1 --", "..%2F..", "%00"]) {
      const part = encodeURIComponent(id);
      expect((await web.get(`/users/edit/${part}`, admin)).status).toBe(404);
      expect((await web.get(`/users/delete/${part}`, admin)).status).toBe(404);
      for (const verb of ["code", "disable", "role"]) {
        expect((await web.get(`/users/${verb}/${part}`, admin)).status).toBe(404);
      }
      for (const verb of ["edit", "code", "disable", "enable", "delete", "role"]) {
        expect((await web.post(`/users/${verb}/${part}`, newcomer, admin)).status).toBe(404);
      }
    }
    expect(await isIn(ada)).toBe(true);
  });
});

test("the last staff account cannot be demoted, disabled or deleted; the second last can", async () => {
  const tries: [string, Record<string, string>][] = [
    [`/users/role/${admin.id}`, { to: "user" }],
    [`/users/disable/${admin.id}`, {}],
    [`/users/delete/${admin.id}`, {}],
  ];
  for (const [path, fields] of tries) {
    const answer = await web.post(path, fields, admin);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("This is the last staff account.");
    expect(await stored(admin.id)).toMatchObject({ role: "admin", disabled_at: null });
  }
  const second = await makePerson(web.services, { role: "admin" });
  expect((await web.post(`/users/delete/${admin.id}`, {}, second)).status).toBe(303);
  expect(await isIn(admin)).toBe(false);
});

test("people are found by part of a name or address, by role, and page by page", async () => {
  for (let count = 1; count <= 55; count += 1) {
    await makePerson(web.services, {
      name: `Person ${String(count).padStart(2, "0")}`,
      role: "guest",
    });
  }
  const first = await text("/users");
  expect(first).toContain("57 people");
  expect(first).toContain("page=2");
  expect(first).toContain("Ada Berg");
  expect(await text("/users?page=2")).toContain("Prof. Grace");
  expect(await text("/users?q=aDA")).toContain("1 person<");
  expect(await text(`/users?q=${ada.email.slice(0, 8)}`)).toContain("Ada Berg");
  expect(await text("/users?role=guest")).toContain("55 people");
  expect(await text("/users?role=guest")).not.toContain("Ada Berg");
  for (const odd of ["page=0", "page=-1", "page=x", "page=1e9", "role=owner", "q=%00", "q=%25"]) {
    expect((await web.get(`/users?${odd}`, admin)).status).toBe(200);
  }
  expect(await text("/users?q=nobody+like+this")).toContain("No matches");
});

test("a new person gets a code that is shown once, and chooses a password with it", async () => {
  const answer = await web.post("/users/create", newcomer, admin);
  expect(answer.status).toBe(200);
  const given = shownCode(await answer.text());
  expect(given).not.toBe("");
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(answer.headers.getSetCookie().join()).not.toContain(given);
  expect(web.services.lines.join()).not.toContain(given);
  expect(await text("/users")).not.toContain(given);
  const visitor = web.visitor();
  const entered = await visitor.post("/join", { code: given, password: "my own secret" });
  expect(entered.status).toBe(303);
  expect(await signInAs(newcomer.email, given)).toBe(401);
  expect(await signInAs(newcomer.email, "my own secret")).toBe(303);
});

test("a code changes nothing until it is used, which ends every session at once", async () => {
  expect(await isIn(ada)).toBe(true);
  const answer = await web.post(`/users/code/${ada.id}`, {}, admin);
  const given = shownCode(await answer.text());
  expect(answer.headers.getSetCookie().join()).not.toContain(given);
  expect([await isIn(ada), await signIn(password)]).toEqual([true, 303]);
  const entered = await web.post("/join", { code: given, password: "quite another one" });
  expect(entered.status).toBe(303);
  expect(await isIn(ada)).toBe(false);
  expect([await signIn(password), await signIn("quite another one")]).toEqual([401, 303]);
});

test("a guest cannot be given a code, and is not offered one", async () => {
  const guest = await makePerson(web.services, { role: "guest" });
  for (const path of [`/users/edit/${guest.id}`, `/people/${guest.id}/card`]) {
    expect(await text(path)).not.toContain("/users/code/");
  }
  expect((await web.post(`/users/code/${guest.id}`, {}, admin)).status).toBe(403);
});

describe("a role", () => {
  test("that there is not, or of a guest, is given to nobody", async () => {
    for (const to of ["", "owner", "guest"]) {
      expect((await web.post(`/users/role/${ada.id}`, { to }, admin)).status).toBe(422);
    }
    expect(await stored(ada.id)).toMatchObject({ role: "user" });
  });

  test("is not changed by the form for the other data, whatever it sends", async () => {
    const form = { name: "Ada Berg", email: ada.email, username: ada.username, role: "admin" };
    expect((await web.post(`/users/edit/${ada.id}`, form, admin)).status).toBe(303);
    expect(await stored(ada.id)).toMatchObject({ role: "user" });
  });

  test("is changed after a question, and at once, both ways", async () => {
    expect((await web.get("/users", ada)).status).toBe(404);
    expect(await text(`/users/role/${ada.id}?to=admin`)).toContain("Make Ada Berg staff?");
    expect((await web.get("/users", ada)).status).toBe(404);
    await web.post(`/users/role/${ada.id}`, { to: "admin" }, admin);
    expect((await web.get("/users", ada)).status).toBe(200);
    await web.post(`/users/role/${ada.id}`, { to: "user" }, admin);
    expect((await web.get("/users", ada)).status).toBe(404);
  });

  test("that one gives up leads to a page that one may still see", async () => {
    await makePerson(web.services, { role: "admin" });
    const answer = await web.post(`/users/role/${admin.id}`, { to: "user" }, admin);
    expect(answer.headers.get("Location")).toBe("/conversations");
    const page = await (await web.get("/conversations", admin)).text();
    expect(page).not.toContain("/users/role/");
  });
});

test("a disabled account is out at once, and can sign in again when it is enabled", async () => {
  const answer = await web.post(`/users/disable/${ada.id}`, {}, admin);
  expect(answer.headers.get("Location")).toBe("/users");
  expect(await isIn(ada)).toBe(false);
  const headers = { Authorization: `Bearer ${ada.token}` };
  expect((await web.get("/api/me", undefined, headers)).status).toBe(401);
  expect(await signIn(password)).toBe(403);
  expect(await text("/users")).toContain("Disabled");
  await web.post(`/users/enable/${ada.id}`, {}, admin);
  expect(await signIn(password)).toBe(303);
});

test("deleting asks first; the person's messages stay, shown as a deleted user's", async () => {
  const group = { name: "Team 1", description: "", members: [{ userId: ada.id }] };
  const { id } = await createGroup(admin.context, group);
  await sendMessage(ada.context, { conversationId: id, content: "What I wrote" });
  expect(await text(`/users/delete/${ada.id}`)).toContain("Delete Ada Berg?");
  expect(await isIn(ada)).toBe(true);
  const answer = await web.post(`/users/delete/${ada.id}`, {}, admin);
  expect(answer.headers.get("Location")).toBe("/users");
  expect(await isIn(ada)).toBe(false);
  expect((await web.get(`/users/edit/${ada.id}`, admin)).status).toBe(404);
  const chat = await text(`/chat/${id}`);
  expect(chat).toContain("What I wrote");
  expect(chat).toContain("Deleted user");
  expect(chat).not.toContain("Ada Berg");
});

test("scripts in a person's fields are shown as text", async () => {
  const name = `<img src=x onerror=alert(1)>"'`;
  const form = { name, email: ada.email, username: "", role: "user" };
  await web.post(`/users/edit/${ada.id}`, form, admin);
  for (const path of ["/users", `/users/edit/${ada.id}`, `/users/delete/${ada.id}`]) {
    const page = await text(path);
    expect(page).not.toContain("<img src=x");
    expect(page).toContain("&lt;img src=x");
  }
  expect(await text(`/users?q=${encodeURIComponent('"><script>')}`)).not.toContain('"><script>');
});

test("the log shows what staff do to accounts", async () => {
  await web.post(`/users/disable/${ada.id}`, {}, admin);
  await web.post(`/users/code/${ada.id}`, {}, admin);
  const rows = await web.services.db.all<{
    verb: string;
  }>`select verb from audit where subject_id = ${ada.id}`;
  expect(rows.map(({ verb }) => verb).toSorted()).toEqual(["user.disable", "user.issue_code"]);
});
