import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { makePerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { createCourse } from "#demo/course.ts";
import { createDemoPeople, holdsOnlyDemo } from "#demo/people.ts";
import {
  enterProduction,
  KnownPasswords,
  requireNoProduction,
} from "../identity/known_passwords.ts";
import { removePerson } from "./manage_people.ts";
import { createAdmin, newestActs, setPasswordOf } from "./operator.ts";
import { newHash } from "../identity/passwords.ts";
import { accountOfCookie, startSession } from "../identity/sessions.ts";
import { completeSetup, needsSetup, setupCode } from "./setup.ts";
import { signIn } from "../identity/sign_in.ts";

let services: TestServices;
beforeEach(() => {
  services = testServices();
});
afterEach(() => services.dispose());

const first = {
  email: "prof@uni.example.edu",
  name: "Prof",
  password: "a long secret",
  address: "192.0.2.1",
};

describe("the setup code", () => {
  test("is required: with a wrong, empty or earlier one nobody becomes an administrator", async () => {
    const wrong = { code: "invalid", field: "code", reason: "setup_code_wrong" };
    await expect(completeSetup(services, { ...first, code: "" })).rejects.toMatchObject(wrong);
    const earlier = await setupCode(services);
    await setupCode(services);
    await expect(completeSetup(services, { ...first, code: earlier! })).rejects.toMatchObject(
      wrong,
    );
    expect(await needsSetup(services)).toBe(true);
  });

  test("of another machine's start stays valid where there may be several, until one was used", async () => {
    const wrong = { reason: "setup_code_wrong" };
    const codes: string[] = [];
    for (let count = 0; count < 17; count += 1) {
      codes.push((await setupCode(services, { keepOthers: true }))!);
    }
    const [oldest = "", kept = ""] = codes;
    await expect(completeSetup(services, { ...first, code: oldest })).rejects.toMatchObject(wrong);
    await completeSetup(services, { ...first, code: kept });
    expect(
      await services.db.get`select 1 as one from meta where key = 'setup_code'`,
    ).toBeUndefined();
  });

  test("is checked before the password, which takes long to hash", async () => {
    await setupCode(services);
    await expect(
      completeSetup(services, { ...first, code: "wrong", password: "short" }),
    ).rejects.toMatchObject({ field: "code" });
  });

  test("is worthless once another one replaces it or an administrator exists, even meanwhile", async () => {
    const code = await setupCode(services);
    const replaced = completeSetup(services, { ...first, code: code! }).catch((error) => error);
    const newest = await setupCode(services);
    expect(await replaced).toMatchObject({ reason: "setup_code_wrong" });
    const late = completeSetup(services, { ...first, code: newest! }).catch((error) => error);
    await makePerson(services, { role: "admin" });
    expect(await late).toMatchObject({ code: "conflict", reason: "setup_done" });
    expect(await services.db.get`select cast(count(*) as integer) as n from users`).toEqual({
      n: 1,
    });
  });

  test("cannot be guessed endlessly", async () => {
    for (let count = 0; count < 5; count += 1) {
      await expect(completeSetup(services, { ...first, code: "x" })).rejects.toThrow();
    }
    const code = await setupCode(services);
    await expect(completeSetup(services, { ...first, code: code! })).rejects.toMatchObject({
      code: "limited",
    });
  });

  test("creates one administrator, once, and is not stored in readable form", async () => {
    const code = await setupCode(services);
    const stored = JSON.stringify(await services.db.all`select * from meta`);
    expect(stored).not.toContain(code!);
    await expect(
      completeSetup(services, { ...first, code: code!, password: "short" }),
    ).rejects.toMatchObject({ field: "password" });
    const { userId } = await completeSetup(services, {
      ...first,
      code: ` ${code!.toUpperCase()} `,
    });
    expect(await signIn(services, first)).toMatchObject({ userId });
    expect(await services.db.all`select actor_id, verb, subject_id from audit`).toEqual([
      { actor_id: userId, verb: "user.create", subject_id: userId },
    ]);
    expect(await needsSetup(services)).toBe(false);
    expect(await setupCode(services)).toBeUndefined();
    expect(await services.db.get`select key from meta where key = 'setup_code'`).toBeUndefined();
    await expect(completeSetup(services, { ...first, code: code! })).rejects.toThrow();
  });
});

describe("the demo", () => {
  test("is created only in an empty database", async () => {
    await makePerson(services);
    expect(await createDemoPeople(services)).toBe(false);
    expect(await holdsOnlyDemo(services)).toBe(false);
  });

  test("has the original's people; with anything new it is no longer just the demo", async () => {
    expect(await createDemoPeople(services)).toBe(true);
    const address = "192.0.2.1";
    await signIn(services, { email: "admin@admin.com", password: "admin", address });
    await signIn(services, { email: "test@test.com", password: "test", address });
    expect(await holdsOnlyDemo(services)).toBe(true);
    await makePerson(services);
    expect(await holdsOnlyDemo(services)).toBe(false);
  });

  test("keeps production from starting until every known password is changed", async () => {
    await createDemoPeople(services);
    await expect(enterProduction(services)).rejects.toMatchObject({ handles: { length: 6 } });
    const others = ["admin", "test", "ada", "jonas", "mei"];
    for (const name of others) {
      const email = `${name}@${name === "admin" ? "admin" : "test"}.com`;
      await setPasswordOf(services, { email, password: "something better" });
    }
    const last = new KnownPasswords(["sofia@test.com"]);
    await expect(enterProduction(services)).rejects.toEqual(last);
    await setPasswordOf(services, { email: "sofia@test.com", password: "something better" });
    await enterProduction(services);
  });

  test("prevents production even under another address, disabled, or as a student of the course", async () => {
    await createCourse(services, { students: 1, groups: 1, messages: 0, seed: 1 }, () => {});
    await services.db.transaction(async (tx) => {
      await tx.run`update users set email = 'prof@uni.de', username = 'prof' where role = 'admin'`;
      await tx.run`update users set disabled_at = '2026-01-01' where email = 'test@test.com'`;
      await tx.run`delete from identities where user_id in (select id from users
        where email in ('ada@test.com', 'jonas@test.com', 'mei@test.com', 'sofia@test.com'))`;
    });
    const student = await services.db.get<{ email: string }>`
      select email from users where email like '%@student.example.edu'`;
    const refused: unknown = await enterProduction(services).catch((error: unknown) => error);
    const { handles } = refused as KnownPasswords;
    expect(handles.toSorted()).toEqual(["prof@uni.de", student!.email, "test@test.com"].toSorted());
  });

  test("a session started with a known password ends with it", async () => {
    await createDemoPeople(services);
    const { userId, password } = await signIn(services, {
      email: "test@test.com",
      password: "test",
      address: "192.0.2.1",
    });
    const session = await startSession(services, { userId, password, device: "A test" });
    expect(await accountOfCookie(services, session.token)).toMatchObject({ id: userId });
    await setPasswordOf(services, { email: "test@test.com", password: "something better" });
    expect(await accountOfCookie(services, session.token)).toBeUndefined();
  });

  test("a production database accepts no more known passwords, but is searched only once", async () => {
    await makePerson(services, { role: "admin", password: await newHash("a long secret") });
    let tried = 0;
    await enterProduction(services, () => (tried += 1));
    expect(tried).toBe(1);
    await enterProduction(services, () => (tried += 1));
    expect(tried).toBe(1);
    await expect(requireNoProduction(services)).rejects.toThrow("production start has used this");
  });
});

describe("the operator", () => {
  test("an account deleted while its new password is hashed gets none, and nothing is recorded", async () => {
    const admin = await makePerson(services, { role: "admin" });
    const { id, email } = await makePerson(services);
    const setting = setPasswordOf(services, { email, password: "something better" });
    const refused: Promise<unknown> = setting.catch((error: unknown) => error);
    await removePerson(admin.context, id);
    expect(await refused).toMatchObject({ code: "not_found" });
    const acts = await services.db.all`select verb from audit where subject_id = ${id}`;
    expect(acts).toEqual([{ verb: "user.delete" }]);
  });

  test("cannot set a password that people could not choose, or one for nobody", async () => {
    const { email } = await makePerson(services);
    await expect(setPasswordOf(services, { email, password: "short" })).rejects.toMatchObject({
      field: "password",
    });
    await expect(
      setPasswordOf(services, { email: "nobody@x.de", password: "long enough" }),
    ).rejects.toMatchObject({ code: "not_found" });
    const guest = await makePerson(services, { role: "guest" });
    await expect(
      setPasswordOf(services, { email: guest.email, password: "long enough" }),
    ).rejects.toMatchObject({ reason: "password_absent" });
  });

  test("sets a password, which is recorded", async () => {
    const { id, email } = await makePerson(services);
    await setPasswordOf(services, { email, password: "something better" });
    const address = "192.0.2.1";
    expect(await signIn(services, { email, password: "something better", address })).toMatchObject({
      userId: id,
    });
    expect(await services.db.all`select actor_id, verb, subject_id from audit`).toEqual([
      { actor_id: "operator", verb: "user.reset_password", subject_id: id },
    ]);
  });

  test("reads the newest entries of the audit log, newest first", async () => {
    const { email } = await makePerson(services);
    await createAdmin(services, first);
    await setPasswordOf(services, { email, password: "something better" });
    const verbs = async (count: number) =>
      (await newestActs(services, count)).map(({ verb }) => verb);
    expect(await verbs(1)).toEqual(["user.reset_password"]);
    expect(await verbs(9)).toEqual(["user.reset_password", "user.create"]);
  });

  test("creates an administrator, which is recorded", async () => {
    const { id } = await createAdmin(services, first);
    expect(await signIn(services, first)).toMatchObject({ userId: id });
    await expect(createAdmin(services, first)).rejects.toMatchObject({ code: "conflict" });
    expect(await services.db.all`select actor_id, verb, subject_id from audit`).toEqual([
      { actor_id: "operator", verb: "user.create", subject_id: id },
    ]);
  });
});
