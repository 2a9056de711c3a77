/** People are found, sorted and recognised by one rule, whatever the case, accents and script. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { listMembers } from "#core/groups/members.ts";
import { createAdmin, setPasswordOf } from "#core/people/operator.ts";
import { checkInstallation } from "#core/instance/check.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let web: TestWeb;
let admin: TestPerson;
const names = [
  "MÜLLER Anna",
  "Mueller Ben",
  "Jürgen Groß",
  "Ayşe ÇELİK",
  "Émile Zola",
  "Zoe Zander",
  "Äneas Beck",
  "Özlem Kaya",
  "Ünal Acar",
  "100% a_b\\",
];

beforeAll(async () => {
  web = testWeb();
  admin = await makePerson(web.services, { role: "admin", name: "Professor Oak" });
  for (const name of names) {
    const response = await web.postJson(
      "/api/users",
      { name, email: `p${names.indexOf(name)}@uni.example.edu`, role: "user" },
      { Authorization: `Bearer ${admin.token}` },
    );
    expect(response.status).toBe(201);
  }
});
afterAll(() => web.services.dispose());

const found = async (q: string) => {
  const path = `/api/users?q=${encodeURIComponent(q)}`;
  const answer = await web.get(path, undefined, { Authorization: `Bearer ${admin.token}` });
  const { users } = (await answer.json()) as { users: { name: string }[] };
  return users.map(({ name }) => name);
};
const password = "four words of mine";
const register = async (email: string, name = "Somebody") =>
  (await web.post("/auth/register", { email, name, password })).status;
const signIn = async (email: string) => (await web.post("/auth/login", { email, password })).status;

test("a text that is part of nobody's data finds nobody, and punctuation is literal", async () => {
  expect(await found("muellr")).toEqual([]);
  expect(await found("m_ller")).toEqual([]);
  for (const sign of ["%", "_", "\\"])
    expect([sign, await found(sign)]).toEqual([sign, ["100% a_b\\"]]);
});

test("a name is found as written, folded, with umlauts spelled out, and in any order of its words", async () => {
  const anna = [
    "MÜLLER",
    "müller",
    "MU\u0308LLER",
    "Muller",
    "Mueller",
    "anna müll",
    "MÜLLER Anna",
  ];
  for (const typed of anna)
    expect([typed, await found(typed)]).toEqual([typed, expect.arrayContaining(["MÜLLER Anna"])]);
  expect(await found("Müller")).toEqual(["Mueller Ben", "MÜLLER Anna"]);
  const others = {
    jurgen: 2,
    juergen: 2,
    gross: 2,
    "GROSS jür": 2,
    ayse: 3,
    çelik: 3,
    CELIK: 3,
    emile: 4,
  };
  for (const [typed, index] of Object.entries(others)) {
    expect([typed, await found(typed)]).toEqual([typed, [names[index]!]]);
  }
});

test("the People page finds the same", async () => {
  const page = await (await web.get(`/users?q=${encodeURIComponent("müller")}`, admin)).text();
  expect(page).toContain("MÜLLER Anna");
  expect(page).toContain("Mueller Ben");
  expect(page).not.toContain("Zoe Zander");
});

test("people, members and pickers are sorted alphabetically", async () => {
  const order = ["Äneas Beck", "Émile Zola", "Özlem Kaya", "Ünal Acar", "Zoe Zander"];
  const isAmong = (name: string) => order.includes(name);
  expect((await found("")).filter(isAmong)).toEqual(order);
  const rows = await web.services.db.all<{ id: string }>`select id from users where role = 'user'`;
  const group = await makeGroup(admin.context, rows);
  const inGroup = await listMembers(admin.context, group);
  expect(inGroup.map(({ name }) => name).filter(isAmong)).toEqual(order);
  const picker = await (await web.get("/groups/create", admin)).text();
  const places = order.map((name) => picker.indexOf(`>${name}<`));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test("an address that looks like another one is taken, and signs its owner in", async () => {
  expect(await register("admin@firm.example.edu")).toBe(303);
  const alike = [
    "ADMIN@firm.example.edu",
    "adm\u034fin@firm.example.edu",
    "adm\ufe0fin@firm.example.edu",
    "admin\u3164@firm.example.edu",
    "ａｄｍｉｎ@firm.example.edu",
    "admın@firm.example.edu",
    "adm\u0130n@firm.example.edu",
    "admin@firm．example.edu",
  ];
  for (const email of alike) {
    expect([email, await register(email)]).toEqual([email, 409]);
    expect([email, await signIn(email)]).toEqual([email, 303]);
  }
  for (const email of ["\u0430dmin@firm.example.edu", "admin@f\u0456rm.example.edu"]) {
    expect([email, await register(email)]).toEqual([email, 422]);
  }
});

test("the operator's command accepts an address with umlauts, and it signs in", async () => {
  const account = { email: "Jörg.Müller@uni.example.edu", name: "Jörg Müller", password };
  await createAdmin(web.services, account);
  expect(await signIn("jörg.müller@uni.example.edu")).toBe(303);
  expect(await signIn("jo\u0308rg.mu\u0308ller@UNI.example.edu")).toBe(303);
  expect(await signIn("jorg.muller@uni.example.edu")).toBe(401);
});

test("existing accounts that look the same each sign in with their own address", async () => {
  const emails = ["straße@uni.example.edu", "strasse@uni.example.edu"];
  for (const [index, email] of emails.entries()) {
    await makePerson(web.services, { email });
    await setPasswordOf(web.services, { email, password: `${password} ${index}` });
  }
  for (const [index, email] of emails.entries()) {
    const typed = { email, password: `${password} ${index}` };
    expect((await web.post("/auth/login", typed)).status).toBe(303);
  }
  expect(await register("STRASSE@uni.example.edu")).toBe(409);
});

test("a renamed, changed or deleted person is found by the current data only", async () => {
  const person = await makePerson(web.services, { name: "Before" });
  const headers = { Authorization: `Bearer ${admin.token}`, "Content-Type": "application/json" };
  const ask = (method: string, body?: object) =>
    web.request(`/api/users/${person.id}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
  await ask("PATCH", { name: "Änderung", email: "neu-öse@uni.example.edu" });
  expect(await found("before")).toEqual([]);
  expect(await found("aenderung neu-oese")).toEqual(["Änderung"]);
  await web.post("/account", { name: "Größer", locale: "", theme: "" }, person);
  expect(await found("groesser")).toEqual(["Größer"]);
  await ask("DELETE");
  expect(await found("groesser")).toEqual([]);
  expect(await checkInstallation(web.services.config, web.services)).toEqual([]);
});
