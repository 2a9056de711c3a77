import { accountLimits, rates as limitOf } from "#wire/limits.ts";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Clock } from "#kit/clock.ts";
import { systemClock } from "#kit/clock.ts";
import { credentialsById, setPassword } from "#storage/identities.ts";
import { makePerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { waitingDatabase } from "#tests/support/waiting_database.ts";
import { changePassword, registerAccount, registerGuest, updateProfile } from "./accounts.ts";
import { createGroup } from "../groups/groups.ts";
import { newHash } from "../identity/passwords.ts";
import {
  accountOfCookie,
  accountOfSession,
  listDevices,
  startSession,
} from "../identity/sessions.ts";
import { signIn } from "../identity/sign_in.ts";

let offsetMs = 0;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + offsetMs };
let services: TestServices;
beforeAll(() => {
  services = testServices({ clock });
});
afterAll(() => services.dispose());

const open = { registration: { mode: "open" as const }, address: "192.0.2.1" };
const eve = { email: "eve@uni.example.edu", name: "Eve", password: "a long secret" };

describe("registration refuses", () => {
  const bad: [string, Partial<typeof eve & { username: string }>, object][] = [
    ["a missing address", { email: " " }, { field: "email", reason: "email_missing" }],
    ["no address at all", { email: "eve" }, { field: "email", reason: "email_malformed" }],
    ["two addresses", { email: "a@b.de,c@d.de" }, { field: "email", reason: "email_malformed" }],
    ["an address with a line break", { email: "a@b.de\nx@y.de" }, { reason: "email_malformed" }],
    ["an address of a deleted account", { email: "deleted-1@deleted.Invalid" }, { field: "email" }],
    [
      "an address beyond 254 characters",
      { email: `a@${"b".repeat(250)}.de` },
      { reason: "email_long" },
    ],
    ["an empty name", { name: "\u200b \n" }, { field: "name", reason: "name_missing" }],
    [
      "a name beyond 120 characters",
      { name: "x".repeat(121) },
      { field: "name", reason: "name_long" },
    ],
    ["a short user name", { username: "ev" }, { field: "username", reason: "username_malformed" }],
    ["a user name with a space", { username: "e ve" }, { field: "username" }],
    ["a short password", { password: "1234567" }, { field: "password", reason: "password_short" }],
    ["a password beyond 200", { password: "x".repeat(201) }, { reason: "password_long" }],
    ["the address as password", { password: eve.email }, { reason: "password_guessable" }],
  ];
  for (const [what, part, refusal] of bad) {
    test(what, async () => {
      await expect(registerAccount(services, open, { ...eve, ...part })).rejects.toMatchObject({
        code: "invalid",
        ...refusal,
      });
    });
  }

  test("everyone while it is closed, including guests", async () => {
    const closed = { ...open, registration: { mode: "closed" as const } };
    const refusal = { code: "forbidden", reason: "registration_closed" };
    await expect(registerAccount(services, closed, eve)).rejects.toMatchObject(refusal);
    await expect(registerGuest(services, closed, eve)).rejects.toMatchObject(refusal);
  });

  test("addresses outside the listed domains, but not in their subdomains", async () => {
    const door = {
      ...open,
      registration: { mode: "domains" as const, domains: ["listed.example.edu"] },
    };
    for (const email of [
      "a@example.edu",
      "a@listed.example.edu.evil.org",
      "a@xlisted.example.edu",
    ]) {
      await expect(registerAccount(services, door, { ...eve, email })).rejects.toMatchObject({
        field: "email",
        reason: "email_domain",
        params: { domains: "listed.example.edu" },
      });
    }
    await expect(
      registerGuest(services, door, { name: "Gast", email: "a@example.edu" }),
    ).rejects.toMatchObject({ reason: "email_domain" });
    await registerAccount(services, door, { ...eve, email: "a@listed.example.edu" });
    await registerAccount(services, door, { ...eve, email: "a@cs.listed.example.edu" });
  });

  test("more accounts from one address than a campus needs, and counts none that are invalid", async () => {
    const { rates } = services;
    const crowded = { ...open, address: "192.0.2.9" };
    for (let left = limitOf.registrationsByAddress.burst; left > 2; left -= 1) {
      await rates.registrationsByAddress.take(crowded.address);
    }
    await expect(
      registerAccount(services, crowded, { ...eve, password: "short" }),
    ).rejects.toMatchObject({ reason: "password_short" });
    await registerAccount(services, crowded, { ...eve, email: "crowd@uni.example.edu" });
    await registerGuest(services, crowded, { name: "Gast", email: "crowd.guest@uni.example.edu" });
    const refusal = { code: "limited", reason: "registration_too_often" };
    const late = { ...eve, email: "late@uni.example.edu" };
    await expect(registerAccount(services, crowded, late)).rejects.toMatchObject(refusal);
    await expect(registerGuest(services, crowded, late)).rejects.toMatchObject(refusal);
    await registerAccount(services, open, late);
  });

  test("an address or username that is taken, in upper or lower case", async () => {
    await registerAccount(services, open, {
      ...eve,
      email: "Taken@Uni.example.edu",
      username: "taken",
    });
    await expect(
      registerAccount(services, open, { ...eve, email: "tAKEN@uni.EXAMPLE.edu" }),
    ).rejects.toMatchObject({ code: "conflict", field: "email", reason: "email_taken" });
    await expect(
      registerAccount(services, open, {
        ...eve,
        email: "other@uni.example.edu",
        username: "TAKEN",
      }),
    ).rejects.toMatchObject({ code: "conflict", field: "username", reason: "username_taken" });
  });
});

test("a new user has the role user and their own name, and can sign in", async () => {
  const { userId } = await registerAccount(services, open, {
    ...eve,
    email: " Eve.Müller@Uni.example.edu ",
  });
  const row = await services.db
    .get`select email, username, role, name from users where id = ${userId}`;
  expect(row).toEqual({
    email: "eve.müller@uni.example.edu",
    username: "eve.muller",
    role: "user",
    name: "Eve",
  });
  const email = "eve.müller@uni.example.edu";
  expect(await signIn(services, { email, password: eve.password, address: "x" })).toMatchObject({
    userId,
  });
  const second = await registerAccount(services, open, {
    ...eve,
    username: " ",
    email: "eve.muller@other.example.edu",
  });
  expect(await services.db.get`select username from users where id = ${second.userId}`).toEqual({
    username: "eve.muller2",
  });
});

test("if two people register the same address at the same moment, one gets it", async () => {
  const twin = { ...eve, email: "twin@uni.example.edu" };
  const outcomes = await Promise.allSettled([
    registerAccount(services, open, twin),
    registerAccount(services, open, twin),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

describe("a guest", () => {
  const gast = { email: "gast@elsewhere.example.org", name: "Gast" };

  test("cannot be taken over with the address, neither again nor with a password", async () => {
    const { userId } = await registerGuest(services, open, gast);
    const taken = { code: "conflict", field: "email", reason: "email_taken_by_guest" };
    await expect(registerGuest(services, open, gast)).rejects.toMatchObject(taken);
    await expect(
      registerAccount(services, open, { ...eve, email: gast.email }),
    ).rejects.toMatchObject(taken);
    expect(
      await signIn(services, { email: gast.email, password: "", address: "x" }).catch((e) => e),
    ).toMatchObject({ reason: "credentials_wrong" });
    expect(
      await services.db.get`select role, i.secret_hash as password from users u
      left join identities i on i.user_id = u.id where u.id = ${userId}`,
    ).toEqual({
      role: "guest",
      password: null,
    });
  });

  test("ends after 30 days; the address then creates a new account that inherits nothing", async () => {
    const email = "late@elsewhere.example.org";
    const { userId } = await registerGuest(services, open, { ...gast, email });
    offsetMs += accountLimits.guestLifeMs + 1;
    const again = await registerGuest(services, open, { ...gast, email });
    expect(again.userId).not.toBe(userId);
    const old = await services.db.get`select email, name from users where id = ${userId}`;
    expect(old).toEqual({ email: null, name: "Gast" });
  });

  test("has no password to change", async () => {
    const guest = await makePerson(services, { role: "guest" });
    await expect(
      changePassword(guest.context, { current: "", password: "a long secret" }),
    ).rejects.toMatchObject({ code: "forbidden", reason: "password_absent" });
  });
});

describe("the user's own account", () => {
  test("a password replaced while the current one was checked is not replaced again", async () => {
    const person = await makePerson(services, { password: await newHash("the old secret") });
    const { id } = person;
    const replaced = await newHash("a secret from elsewhere");
    const changing = changePassword(person.context, {
      current: "the old secret",
      password: "the new secret",
    }).catch((error) => error);
    const at = new Date(services.clock.now()).toISOString();
    await services.db.transaction((tx) => setPassword(tx, { id, password: replaced, at }));
    expect(await changing).toMatchObject({ field: "current", reason: "password_wrong" });
    expect((await credentialsById(services.db, id))?.password).toBe(replaced);
  });

  test("changing the password needs the current one, ends every session, and gives this device a new one", async () => {
    const person = await makePerson(services, { password: await newHash("the old secret") });
    await startSession(services, { userId: person.id, device: "Phone" });
    expect(
      await changePassword(person.context, { current: "wrong", password: "the new secret" }).catch(
        (error) => error,
      ),
    ).toMatchObject({ code: "invalid", field: "current", reason: "password_wrong" });
    expect(
      await changePassword(person.context, { current: "the old secret", password: "short" }).catch(
        (error) => error,
      ),
    ).toMatchObject({ field: "password", reason: "password_short" });
    expect(await listDevices(person.context)).toHaveLength(2);
    const own = (await listDevices(person.context)).find(({ current }) => current);
    const session = await changePassword(person.context, {
      current: "the old secret",
      password: "the new secret",
    });
    const left = await listDevices(person.context);
    expect(left).toMatchObject([{ id: session.id, device: own!.device, current: false }]);
    expect(await accountOfSession(services, person.actor.sessionId)).toBeUndefined();
    expect(await accountOfCookie(services, session.token)).toMatchObject({ id: person.id });
    const { email } = person;
    expect(
      await signIn(services, { email, password: "the new secret", address: "x" }),
    ).toMatchObject({
      userId: person.id,
    });
  });

  test("the right current password never counts as a guess", async () => {
    const person = await makePerson(services, { password: await newHash("the old secret") });
    const { burst } = limitOf.loginsByAccount;
    for (let times = 0; times <= burst; times += 1) {
      await expect(
        changePassword(person.context, { current: "the old secret", password: "short" }),
      ).rejects.toMatchObject({ reason: "password_short" });
    }
    for (let times = 0; times < burst; times += 1) {
      await expect(
        changePassword(person.context, { current: "a guess", password: "the new secret" }),
      ).rejects.toMatchObject({ reason: "password_wrong" });
    }
    await expect(
      changePassword(person.context, { current: "the old secret", password: "the new secret" }),
    ).rejects.toMatchObject({ code: "limited", reason: "sign_in_too_often" });
  });

  test("an eleventh new name within an hour has to wait, and nothing else does", async () => {
    const person = await makePerson(services);
    for (let i = 1; i <= 10; i++) await updateProfile(person.context, { name: `Name ${i}` });
    await expect(updateProfile(person.context, { name: "Name 11" })).rejects.toMatchObject({
      code: "limited",
    });
    services.appendedEntries.length = 0;
    await updateProfile(person.context, { name: "Name 10", locale: "de" });
    expect(services.appendedEntries).toEqual([]);
    expect(await services.db.get`select name, locale from users where id = ${person.id}`).toEqual({
      name: "Name 10",
      locale: "de",
    });
    await updateProfile(person.context, { locale: null });
    expect(await services.db.get`select name, locale from users where id = ${person.id}`).toEqual({
      name: "Name 10",
      locale: null,
    });
  });

  test("a new name counts once, even if its transaction runs again", async () => {
    const repeating = testServices({ around: (db) => waitingDatabase(db) });
    try {
      const person = await makePerson(repeating);
      for (let i = 1; i <= 10; i++) await updateProfile(person.context, { name: `Name ${i}` });
      await expect(updateProfile(person.context, { name: "Name 11" })).rejects.toMatchObject({
        code: "limited",
      });
    } finally {
      repeating.dispose();
    }
  });

  test("groups receive a new name, and fields that are not given stay", async () => {
    const admin = await makePerson(services, { role: "admin" });
    const person = await makePerson(services);
    const group = await createGroup(admin.context, {
      name: "G",
      description: "",
      members: [{ userId: person.id }],
    });
    await expect(updateProfile(person.context, { name: " " })).rejects.toMatchObject({
      field: "name",
    });
    await updateProfile(person.context, { locale: "de", theme: "dark" });
    services.appendedEntries.length = 0;
    await updateProfile(person.context, { name: "  New \u202e Name " });
    expect(services.appendedEntries).toMatchObject([
      { scope: "user", userId: person.id, event: { kind: "user_changed" } },
      {
        frame: {
          messageType: "MemberChanged",
          payload: { member: { userId: person.id, name: "New Name" } },
          meta: { conversationId: group.id },
        },
      },
    ]);
    expect(
      await services.db.get`select name, locale, theme from users where id = ${person.id}`,
    ).toEqual({ name: "New Name", locale: "de", theme: "dark" });
  });
});
