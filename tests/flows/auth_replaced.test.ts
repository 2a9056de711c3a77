/** A password that is replaced while someone signs in with it: the check takes a while. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { issueCode, redeemCode } from "#core/identity/codes.ts";
import { disablePerson, removePerson } from "#core/people/manage_people.ts";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const password = "the old password";
const other = "the new password";
const hash = await hashPassword(password);
/** The hash of "correct horse" as the original stored it. */
const oldKind =
  "pbkdf2:sha256:260000$k3Y8sDfG$a1d1973bcd73639c93d13323f026e2e4a5f756e64dd7fbcdde2b15eb046cce6a";

let web: TestWeb;
let ada: TestPerson;
let admin: TestPerson;
/** Called once, between the next read of a password and its use. */
let meanwhile: (() => Promise<unknown>) | undefined;

beforeEach(async () => {
  meanwhile = undefined;
  web = testWeb({
    around: (db) => ({
      ...db,
      async get<Row>(text: TemplateStringsArray, ...values: never[]) {
        const row = await db.get<Row>(text, ...values);
        const act = text.join("").includes("i.secret_hash as password") ? meanwhile : undefined;
        if (act) meanwhile = undefined;
        await act?.();
        return row;
      },
    }),
  });
  ada = await makePerson(web.services, { password: hash });
  admin = await makePerson(web.services, { role: "admin" });
});
afterEach(() => web.services.dispose());

const sessionsOf = async ({ id }: TestPerson) =>
  (await web.services.db.all`select id from sessions where user_id = ${id}`).length;
const signIn = (typed: string, person = ada) =>
  web.post("/auth/login", { email: person.email, password: typed });
const redeem = async ({ id }: TestPerson) => {
  const { code } = await issueCode(admin.context, id);
  await redeemCode(web.services, { code, password: other, address: "192.0.2.1" });
};
const changeTo = (next: string) =>
  web.post("/account/password", { current: password, password: next }, ada);

describe("a sign-in that began before is refused", () => {
  const happenings: [string, () => Promise<unknown>][] = [
    ["the password was changed", () => changeTo(other)],
    ["a one-time code was used", () => redeem(ada)],
    ["the account was disabled", () => disablePerson(admin.context, ada.id)],
    ["the account was deleted", () => removePerson(admin.context, ada.id)],
  ];
  for (const [title, happens] of happenings) {
    for (const path of ["/auth/login", "/auth/token"] as const) {
      test(`${title}, at ${path}`, async () => {
        let left = -1;
        meanwhile = async () => {
          await happens();
          left = await sessionsOf(ada);
        };
        const form = { email: ada.email, password };
        const answer =
          path === "/auth/login" ? await web.post(path, form) : await web.postJson(path, form);
        expect(answer.status).toBe(401);
        expect(await answer.text()).toContain("The address or password is wrong.");
        expect(answer.headers.getSetCookie()).toEqual([]);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(await sessionsOf(ada)).toBe(left);
      });
    }
  }

  test("and the session that the browser had stays", async () => {
    const visitor = web.visitor();
    const grace = await makePerson(web.services, { password: hash });
    await visitor.post("/auth/login", { email: grace.email, password });
    meanwhile = () => changeTo(other);
    expect((await visitor.post("/auth/login", { email: ada.email, password })).status).toBe(401);
    expect((await visitor.get("/account")).status).toBe(200);
  });
});

test("a change of the password that began before another one does not undo it", async () => {
  meanwhile = () => changeTo(other);
  // The other change has ended every session, including this one.
  expect((await changeTo("a thief's password")).status).toBe(401);
  expect((await signIn("a thief's password")).status).toBe(401);
  expect((await signIn(other)).status).toBe(303);
});

test("simultaneous sign-ins all succeed while the first one replaces the original's hash", async () => {
  const eve = await makePerson(web.services, { password: oldKind });
  const answers = await Promise.all([1, 2, 3].map(() => signIn("correct horse", eve)));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect((await signIn("correct horse", eve)).status).toBe(303);
});
