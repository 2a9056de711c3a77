/** One-time codes in the browser: from the member of staff who issues one to the person's account. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { issueCode } from "#core/identity/codes.ts";
import { createPerson } from "#core/people/manage_people.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestWeb, testWeb } from "#tests/support/web.ts";

const former = "the former secret";
const chosen = "quite another secret";
const formerHash = await hashPassword(former);

let web: TestWeb;
let admin: TestPerson;
let ada: TestPerson;
beforeEach(async () => {
  web = testWeb();
  admin = await makePerson(web.services, { role: "admin", name: "Prof. Grace" });
  ada = await makePerson(web.services, { name: "Ada Berg", password: formerHash });
});
afterEach(() => web.services.dispose());

const asAdmin = () => ({ Authorization: `Bearer ${admin.token}` });

test("a wrong, a used and an old code get one answer, which tells of no account", async () => {
  const { code: voided } = await issueCode(admin.context, ada.id);
  const { code: used } = await issueCode(admin.context, ada.id);
  expect((await web.post("/join", { code: used, password: chosen })).status).toBe(303);
  const answers: string[] = [];
  for (const code of [voided, used, "ABCD-EFGH-JKLM", ""]) {
    const forms: Record<string, string>[] = [{ code }, { code, password: chosen }];
    for (const form of forms) {
      const answer = await web.post("/join", form);
      expect(answer.status).toBe(422);
      answers.push((await answer.text()).replaceAll(code || "nothing", ""));
    }
  }
  expect(new Set(answers.map((page) => page.match(/This code does not work[^<]*/)?.[0])).size).toBe(
    1,
  );
  for (const page of answers) expect(page).not.toContain("Ada");
});

test("the code shows whose it is, then lets the person choose a password and signs them in", async () => {
  const { code } = await createPerson(admin.context, { name: "Mira Sol", role: "user" });
  const visitor = web.visitor();
  const asked = await visitor.post("/join", { code: code!.code.toLowerCase() });
  const page = await asked.text();
  for (const text of ["Hello, Mira Sol", "mira.sol", "What staff can see here"]) {
    expect(page).toContain(text);
  }
  expect(page).not.toContain("signed out on all");
  expect(asked.headers.get("Cache-Control")).toBe("no-store");
  const short = await visitor.post("/join", { code: code!.code, password: "short" });
  expect([short.status, (await short.text()).includes("Hello, Mira Sol")]).toEqual([422, true]);
  const entered = await visitor.post("/join", { code: code!.code, password: chosen });
  expect(entered.headers.get("Location")).toBe("/conversations");
  expect(await (await visitor.get("/conversations")).text()).toContain("Welcome, Mira Sol");
  const account = await (await visitor.get("/account")).text();
  for (const text of ["One-time codes", "Prof. Grace"]) expect(account).toContain(text);
  expect(web.services.lines.join()).not.toContain(code!.code);
  const again = { email: "mira.sol", password: chosen };
  expect((await web.post("/auth/login", again)).status).toBe(303);
});

test("a newcomer whose first code was used by another person learns from where, with the second", async () => {
  const { id, code } = await createPerson(admin.context, { name: "Mira Sol", role: "user" });
  await web.post("/join", { code: code!.code, password: former });
  const { code: second } = await issueCode(admin.context, id);
  const visitor = web.visitor();
  await visitor.post("/join", { code: second, password: chosen });
  const said = "A one-time code was used for your account: issued by Prof. Grace";
  expect(await (await visitor.get("/conversations")).text()).toContain(said);
  const account = await (await visitor.get("/account")).text();
  expect(account.split("Issued").length - 1).toBe(2);
});

test("signed-in people see as whom, and a code for another account signs them in with it", async () => {
  const visitor = web.visitor();
  await visitor.post("/auth/login", { email: ada.email, password: former });
  const page = await (await visitor.get("/join")).text();
  for (const text of ["You are signed in as Ada Berg", 'href="/account"']) {
    expect(page).toContain(text);
  }
  const { code } = await createPerson(admin.context, { name: "Mira Sol", role: "user" });
  await visitor.post("/join", { code: code!.code, password: chosen });
  expect(await (await visitor.get("/account")).text()).toContain("mira.sol");
});

test("staff are offered no code for themselves, and cannot issue one", async () => {
  for (const path of ["/users", `/users/edit/${admin.id}`, `/people/${admin.id}`]) {
    const page = await (await web.get(path, admin)).text();
    expect(page).not.toContain(`/users/code/${admin.id}`);
  }
  expect((await web.post(`/users/code/${admin.id}`, {}, admin)).status).toBe(403);
  const asked = await web.postJson(`/api/users/${admin.id}/code`, {}, asAdmin());
  expect([asked.status, await asked.json()]).toMatchObject([403, { code: "forbidden" }]);
});

test("whose account was in use learns at every sign-in, and in the account, who issued the code", async () => {
  const { code } = await issueCode(admin.context, ada.id);
  const asked = await (await web.post("/join", { code })).text();
  expect(asked).toContain("signed out on all");
  await web.post("/join", { code, password: chosen });
  const said = /A one-time code was used for your account: issued by Prof. Grace/;
  for (let count = 0; count < 2; count += 1) {
    const visitor = web.visitor();
    await visitor.post("/auth/login", { email: ada.email, password: chosen });
    expect(await (await visitor.get("/conversations")).text()).toMatch(said);
    const account = await (await visitor.get("/account")).text();
    expect(account).toContain("One-time codes");
    expect(account).toContain("Prof. Grace");
  }
  const { code: second } = await issueCode(admin.context, ada.id);
  const visitor = web.visitor();
  await visitor.post("/join", { code: second, password: "a third secret" });
  expect(await (await visitor.get("/conversations")).text()).toMatch(said);
});

test("a program that sets another person's password is told what to do instead", async () => {
  const json = { name: "Mira", email: "mira@uni.example.edu", role: "user", password: chosen };
  const answer = await web.postJson("/api/users", json, asAdmin());
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({
    field: "password",
    message: expect.stringContaining("one-time code"),
  });
  const people = await web.services.db.all`select id from users where name = 'Mira'`;
  expect(people).toEqual([]);
  expect((await web.post("/auth/login", { email: ada.email, password: former })).status).toBe(303);
});

test("an account without an address answers with an empty text where the API has one", async () => {
  const made = await web.postJson("/api/users", { name: "Mira Sol", role: "user" }, asAdmin());
  const { user, code } = (await made.json()) as { user: { email: string }; code: string };
  expect([made.status, user.email]).toEqual([201, ""]);
  const visitor = web.visitor();
  await visitor.post("/join", { code, password: chosen });
  const me = (await (await visitor.get("/api/me")).json()) as { user: { email: string } };
  expect(me.user.email).toBe("");
});
