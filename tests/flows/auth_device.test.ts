/** The mark of a browser that an account has signed in with before: for whom it counts. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { setPassword } from "#storage/identities.ts";
import { insertUser } from "#storage/users.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const password = "the right password";
const hash = await hashPassword(password);
let web: TestWeb;
let ada: TestPerson;
let grace: TestPerson;

beforeEach(async () => {
  web = testWeb();
  ada = await makePerson(web.services, { password: hash });
  grace = await makePerson(web.services, { role: "admin", password: hash });
});
afterEach(() => web.services.dispose());

/** Signs in, with the given cookies or as a browser that nobody has used. */
const signIn = (person: TestPerson, typed: string, cookie = "") =>
  web.postJson("/auth/token", { email: person.email, password: typed }, { Cookie: cookie });

async function markOf(person: TestPerson): Promise<string> {
  const answer = await signIn(person, password);
  const lines = answer.headers.getSetCookie();
  const mark = lines.find((line) => line.startsWith("device="))?.split(";")[0];
  expect(mark).toBeDefined();
  return mark!;
}

/** How many of six guesses were checked. */
async function guesses(at: TestPerson, cookie?: string): Promise<number> {
  const numbers = [1, 2, 3, 4, 5, 6];
  const answers = await Promise.all(numbers.map((it) => signIn(at, `guess ${it}`, cookie)));
  return answers.filter(({ status }) => status === 401).length;
}

describe("no further guesses at a password are accepted from", () => {
  const cookies: [string, () => Promise<string>][] = [
    ["marks of one's own account, however many", () => markOf(ada)],
    [
      "a mark of one's own account that names the other's",
      async () => (await markOf(ada)).replace(ada.id, grace.id),
    ],
    ["a mark that is made up", async () => `device=${grace.id}%3Amark.${"A".repeat(43)}%3D`],
    ["a mark without a signature", async () => `device=${grace.id}%3Amark`],
  ];
  for (const [title, make] of cookies) {
    test(title, async () => {
      const own = [await make(), await make(), await make()];
      expect(await guesses(grace)).toBe(5);
      for (const cookie of own) expect(await guesses(grace, cookie)).toBe(0);
    });
  }
});

test("strangers at the same address do not lock out the owner's browser", async () => {
  const mark = await markOf(grace);
  expect(await guesses(grace)).toBe(5);
  expect((await signIn(grace, password)).status).toBe(429);
  expect((await signIn(grace, password, mark)).status).toBe(200);
});

test("a known browser can sign in even after its address has used up every guess", async () => {
  const { rates } = web.services;
  const mark = await markOf(grace);
  const foreign = await markOf(ada);
  // The requests of these tests have no network address.
  while ((await rates.loginsByAddress.take("unknown")) === 0);
  expect((await signIn(grace, password)).status).toBe(429);
  expect((await signIn(grace, password, foreign)).status).toBe(429);
  expect((await signIn(grace, "a guess", mark)).status).toBe(401);
  expect((await signIn(grace, password, mark)).status).toBe(200);
});

test("a browser keeps its mark for the same account, and gets another one for another", async () => {
  const visitor = web.visitor();
  const marks: string[] = [];
  for (const person of [ada, ada, grace]) {
    await visitor.post("/auth/login", { email: person.email, password });
    marks.push(visitor.cookies.get("device") ?? "none");
  }
  expect(marks[1]).toBe(marks[0]);
  expect(marks[2]).not.toBe(marks[0]);
  expect(marks).not.toContain("none");
});

test("the id of an account that a browser has signed in with may contain colons", async () => {
  const stored = {
    email: "ida@uni.example.edu",
    username: "ida",
    role: "user",
    name: "Ida",
  } as const;
  const at = "2026-11-02T08:00:00.000Z";
  const id = "person:7:a";
  await web.services.db.transaction(async (tx) => {
    await insertUser(tx, { ...stored, id, at });
    await setPassword(tx, { id, password: hash, at });
  });
  const visitor = web.visitor();
  const marks: string[] = [];
  while (marks.length < 2) {
    await visitor.post("/auth/login", { email: stored.email, password });
    marks.push(visitor.cookies.get("device") ?? "none");
  }
  expect(marks[0]).toStartWith("person%3A7%3Aa%3A");
  expect(marks[1]).toBe(marks[0]);
});

test.each([
  ["http://chat.example.edu", false],
  ["https://chat.example.edu", true],
])("the mark lasts a year and is sent to /auth only: %s", async (address, secure) => {
  const config = { publicUrl: new URL(address) };
  const own = testWeb({ services: web.services, config });
  const answer = await own.postJson("/auth/token", { email: ada.email, password });
  const lines = answer.headers.getSetCookie();
  const attributes = lines
    .find((line) => line.startsWith("device="))
    ?.split("; ")
    .slice(1);
  expect(attributes?.toSorted()).toEqual([
    "HttpOnly",
    `Max-Age=${365 * 24 * 60 * 60}`,
    "Path=/auth",
    "SameSite=Lax",
    ...(secure ? ["Secure"] : []),
  ]);
});
