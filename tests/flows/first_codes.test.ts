/** One-time codes for everyone who has not signed in yet, by page and API. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { createPerson, disablePerson } from "#core/people/manage_people.ts";
import { accountLimits } from "#wire/limits.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestWeb, testWeb } from "#tests/support/web.ts";

const chosen = "quite another secret";
const formerHash = await hashPassword("the former secret");

let web: TestWeb;
let admin: TestPerson;
beforeEach(async () => {
  web = testWeb();
  admin = await makePerson(web.services, { role: "admin", name: "Prof. Grace" });
});
afterEach(() => web.services.dispose());

const asAdmin = () => ({ Authorization: `Bearer ${admin.token}` });
const text = async (path: string) => (await web.get(path, admin)).text();
const shownCodes = (page: string) =>
  page.match(/(?<![\w-])[A-Z2-9]{4}(-[A-Z2-9]{4}){2}(?![\w-])/g) ?? [];
const unused = () =>
  web.services.db
    .all`select user_id from identities where kind = 'code' and secret_hash is not null`;
const add = (name: string) => createPerson(admin.context, { name, role: "user" });

function fileOf(page: string): string {
  const data = page.match(/href="data:text\/csv;charset=utf-8;base64,([^"]+)"/)?.[1] ?? "";
  return Buffer.from(data, "base64").toString();
}

test("nobody but administrators gets codes for many, or sees who has not signed in", async () => {
  await add("Nia New");
  const before = await unused();
  for (const role of ["user", "guest"] as const) {
    const by = await makePerson(web.services, { role });
    for (const path of ["/users?signed_in=no", "/users/codes"]) {
      expect((await web.get(path, by)).status).toBe(404);
    }
    expect((await web.post("/users/codes", {}, by)).status).toBe(404);
    const bearer = { Authorization: `Bearer ${by.token}` };
    expect((await web.postJson("/api/codes", {}, bearer)).status).toBe(404);
  }
  expect(await unused()).toEqual(before);
});

test("people who have signed in, have a password, are disabled or guests get no code", async () => {
  await makePerson(web.services, { name: "Ada Here", password: formerHash });
  const adopted = await makePerson(web.services, { name: "Ben Adopted", password: formerHash });
  await web.services.db.transaction(
    (tx) => tx.run`update users set last_seen_at = null where id = ${adopted.id}`,
  );
  const { id: off } = await add("Dora Off");
  await disablePerson(admin.context, off);
  await createPerson(admin.context, { name: "Gus Guest", role: "guest" });
  expect(await text("/users/codes")).toContain("Nobody needs a code");
  const list = await text("/users?signed_in=no");
  expect(list).toContain("Ben Adopted");
  for (const name of ["Ada Here", "Dora Off", "Gus Guest"]) expect(list).not.toContain(name);
  const page = await (await web.post("/users/codes", {}, admin)).text();
  expect([page.includes("Nobody needs a code"), shownCodes(page)]).toEqual([true, []]);
  const json = await (await web.postJson("/api/codes", {}, asAdmin())).json();
  expect(json).toEqual({ codes: [] });
});

test("a field that there is not, and a role that there is not, are refused by the API", async () => {
  for (const json of [{ ids: ["a"] }, { role: "owner" }, { q: "x".repeat(101) }]) {
    expect((await web.postJson("/api/codes", json, asAdmin())).status).toBe(422);
  }
  const asked = await web.request("/api/users?signed_in=yes", { headers: asAdmin() });
  expect(asked.status).toBe(422);
});

test("more people than fit a sheet are refused before anyone gets a code", async () => {
  const { db } = web.services;
  const { id } = await add("Nia New");
  const at = new Date(web.services.clock.now()).toISOString();
  const former = await unused();
  await db.transaction(async (tx) => {
    for (let number = 0; number < accountLimits.codesAtOnce; number += 1) {
      const own = `many-${number}`;
      await tx.run`
        insert into users (id, username, name, role, name_key, search_key, created_at, updated_at)
        select ${own}, ${own}, name, role, name_key, ${`x${number}x`}, ${at}, ${at}
        from users where id = ${id}`;
    }
  });
  for (const answer of [
    await web.get("/users/codes", admin),
    await web.post("/users/codes", {}, admin),
  ]) {
    expect([answer.status, (await answer.text()).includes("Narrow the list")]).toEqual([422, true]);
  }
  expect((await web.postJson("/api/codes", {}, asAdmin())).status).toBe(422);
  expect(await unused()).toEqual(former);
  const narrow = { q: "x99" };
  const { codes } = (await (await web.postJson("/api/codes", narrow, asAdmin())).json()) as {
    codes: unknown[];
  };
  expect(codes).toHaveLength(11);
});

test("the sheet and its file hold each new code once, and the former codes no longer work", async () => {
  const { code: former } = await add("Nia New");
  await add("=Evil Oli");
  await makePerson(web.services, { name: "Ada Here" });
  const asked = await text("/users/codes?signed_in=no");
  expect(asked).toContain("One-time codes for 2 people?");
  expect(shownCodes(asked)).toEqual([]);
  const answer = await web.post("/users/codes", {}, admin);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  const page = await answer.text();
  const codes = shownCodes(page);
  expect([codes.length, new Set(codes).size]).toEqual([2, 2]);
  const [head, ...lines] = fileOf(page).split("\r\n");
  expect(head).toStartWith('\ufeff"Name","Email address","Username","One-time code"');
  expect(lines.pop()).toBe("");
  for (const [index, line] of lines.entries()) expect(line).toContain(`"${codes[index]}"`);
  expect(lines[0]).toStartWith('"\'=Evil Oli"');
  const log = web.services.lines.join();
  for (const code of codes) {
    expect(log).not.toContain(code);
    expect(answer.headers.getSetCookie().join()).not.toContain(code);
  }
  expect((await web.post("/join", { code: former!.code, password: chosen })).status).toBe(422);
  for (const code of codes) {
    const entered = await web.post("/join", { code, password: chosen });
    expect(entered.status).toBe(303);
  }
  expect(await text("/users/codes")).toContain("Nobody needs a code");
});

test("a search and a role narrow whom the codes are for, by page and API alike", async () => {
  await add("Nia New");
  await add("Oli Neu");
  await createPerson(admin.context, { name: "Prof. Nia", role: "admin" });
  const chosenPeople = { q: "nia", role: "user" };
  const page = await (await web.post("/users/codes", chosenPeople, admin)).text();
  expect([shownCodes(page).length, page.includes("Nia New")]).toEqual([1, true]);
  const answer = await web.postJson("/api/codes", chosenPeople, asAdmin());
  const { codes } = (await answer.json()) as { codes: { name: string; code: string }[] };
  expect(codes).toMatchObject([{ name: "Nia New", username: "nia.new", email: "" }]);
  expect((await web.post("/join", { code: shownCodes(page)[0]!, password: chosen })).status).toBe(
    422,
  );
  expect((await web.post("/join", { code: codes[0]!.code, password: chosen })).status).toBe(303);
  const left = await web.request("/api/users?signed_in=no", { headers: asAdmin() });
  expect(await left.json()).toMatchObject({ total: 2 });
});

test("the staff log names each person who got a code", async () => {
  const { id } = await add("Nia New");
  await web.post("/users/codes", {}, admin);
  const rows = await web.services.db.all<{
    verb: string;
  }>`select verb from audit where subject_id = ${id} and verb = 'user.issue_code'`;
  expect(rows).toHaveLength(2);
});

test("the list keeps its filter from page to page", async () => {
  for (let number = 0; number < 51; number += 1) await add(`Person ${number}`);
  const list = await text("/users?q=person&signed_in=no");
  expect(list).toContain("51 people");
  expect(list).toContain("/users/codes?q=person&amp;role=&amp;signed_in=no");
  const next = "/users?q=person&amp;role=&amp;signed_in=no&amp;page=2";
  expect(list).toContain(next);
  expect(await text(next.replaceAll("&amp;", "&"))).toContain("Page 2 of 2");
});
