/** What a change of an account stores, records and announces. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { accountLimits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { issueCode } from "../identity/codes.ts";
import { appendedKinds, type TestServices, testServices } from "#tests/support/services.ts";
import { createGroup } from "../groups/groups.ts";
import { removeFromGroup } from "../groups/members.ts";
import { registerGuest } from "./accounts.ts";
import {
  createPerson,
  disablePerson,
  editPerson,
  enablePerson,
  removePerson,
} from "./manage_people.ts";
import { getPerson } from "./people.ts";

let clock: FakeClock;
let services: TestServices;
let admin: TestPerson;
let person: TestPerson;
beforeEach(async () => {
  clock = new FakeClock();
  services = testServices({ clock });
  admin = await makePerson(services, { role: "admin" });
  person = await makePerson(services, { name: "Ada" });
});
afterEach(() => services.dispose());

const at = (ms: number) => new Date(ms).toISOString();

const recorded = (subjectId: string) => services.db.all`
  select actor_id as actor, verb, detail from audit where subject_id = ${subjectId} order by at, id`;

const passwordOf = (id: string) => services.db.get`
  select secret_hash from identities where user_id = ${id}`;

const open = { registration: { mode: "open" as const }, address: "192.0.2.1" };
const guest = { name: "Gast", email: "gast@elsewhere.example.org", role: "guest" as const };

describe("an act of staff is refused", () => {
  test("before its input is read or a code is made", async () => {
    const random = () => {
      throw new Error("a code was made");
    };
    const context = { ...person.context, random };
    const invalid = { name: "", email: "nowhere", role: "user" as const };
    const refused = { code: "forbidden", reason: "staff_only_people" };
    await expect(createPerson(context, invalid)).rejects.toMatchObject(refused);
    await expect(issueCode(context, admin.id)).rejects.toMatchObject(refused);
  });

  test("for an account that does not exist, or was deleted", async () => {
    await removePerson(admin.context, person.id);
    const before = await services.db.all`select * from audit`;
    services.appendedEntries.length = 0;
    for (const id of ["nobody", person.id]) {
      for (const act of [issueCode, disablePerson, enablePerson, removePerson]) {
        await expect(act(admin.context, id)).rejects.toMatchObject({ code: "not_found" });
      }
      await expect(editPerson(admin.context, id, { name: "New" })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    expect(await services.db.all`select * from audit`).toEqual(before);
    expect(services.appendedEntries).toEqual([]);
  });

  test("if the username is taken, but not if it is the account's own", async () => {
    const { id, username } = person;
    await expect(
      editPerson(admin.context, id, { username: admin.username.toUpperCase() }),
    ).rejects.toMatchObject({ code: "conflict", field: "username", reason: "username_taken" });
    await editPerson(admin.context, id, { username: username.toUpperCase(), name: "Ada Lind" });
    await editPerson(admin.context, id, { username: "ada.lind" });
    expect(await getPerson(admin.context, id)).toMatchObject({
      name: "Ada Lind",
      username: "ada.lind",
    });
  });
});

describe("a created account", () => {
  test("has the username that staff type, or one derived from the address", async () => {
    const input = { name: "New", email: "new.one@uni.example.edu", role: "user" as const };
    const { id } = await createPerson(admin.context, { ...input, username: " " });
    const email = "another@uni.example.edu";
    const typed = { ...input, email, username: " New-Two " };
    const { id: second } = await createPerson(admin.context, typed);
    expect(await getPerson(admin.context, id)).toMatchObject({ username: "new.one" });
    expect(await getPerson(admin.context, second)).toMatchObject({ username: "new-two" });
  });

  test("is recorded with its role, and does not expire", async () => {
    const input = { name: "New", email: "new@uni.example.edu", role: "admin" as const };
    const { id } = await createPerson(admin.context, input);
    expect(await recorded(id)).toEqual([
      { actor: admin.id, verb: "user.create", detail: "admin" },
      { actor: admin.id, verb: "user.issue_code", detail: null },
    ]);
    expect(await getPerson(admin.context, id)).toMatchObject({ role: "admin", expiresAt: null });
  });

  test("of a guest has no code, and ends after 30 days", async () => {
    const made = await createPerson(admin.context, guest);
    expect(made).not.toHaveProperty("code");
    expect(await passwordOf(made.id)).toBeUndefined();
    expect((await getPerson(admin.context, made.id)).expiresAt).toBe(
      at(clock.now() + accountLimits.guestLifeMs),
    );
  });
});

describe("a changed account", () => {
  test("is announced to its groups", async () => {
    const members = [{ userId: person.id, role: "moderator" as const }];
    const group = await createGroup(admin.context, { name: "G", description: "", members });
    services.appendedEntries.length = 0;
    await editPerson(admin.context, person.id, { role: "admin" });
    const { id: userId } = person;
    const member = { userId, name: "Ada", userRole: "admin", role: "moderator" };
    expect(services.appendedEntries).toMatchObject([
      { scope: "user", userId, event: { kind: "user_changed" } },
      { frame: { messageType: "MemberChanged", payload: { member } } },
    ]);
    expect(services.appendedEntries[1]).toMatchObject({
      frame: { meta: { conversationId: group.id } },
    });
  });

  test("without a difference is neither recorded nor announced", async () => {
    services.appendedEntries.length = 0;
    const { email, username } = person;
    await editPerson(admin.context, person.id, { name: "Ada", email, username, role: "user" });
    await editPerson(admin.context, person.id, {});
    await enablePerson(admin.context, person.id);
    expect(await recorded(person.id)).toEqual([]);
    expect(services.appendedEntries).toEqual([]);
  });

  test("that becomes a guest loses its code, ends after 30 days, and keeps that end", async () => {
    await issueCode(admin.context, person.id);
    expect(await passwordOf(person.id)).toBeDefined();
    await editPerson(admin.context, person.id, { role: "guest" });
    expect(await passwordOf(person.id)).toBeUndefined();
    const end = at(clock.now() + accountLimits.guestLifeMs);
    expect((await getPerson(admin.context, person.id)).expiresAt).toBe(end);
    await clock.advance(60_000);
    await editPerson(admin.context, person.id, { name: "Ada Lind" });
    expect((await getPerson(admin.context, person.id)).expiresAt).toBe(end);
  });

  test("is disabled and enabled once, however often it is asked for", async () => {
    services.appendedEntries.length = 0;
    for (const act of [disablePerson, disablePerson, enablePerson, enablePerson]) {
      await act(admin.context, person.id);
      await clock.advance(1_000);
    }
    expect(await recorded(person.id)).toEqual([
      { actor: admin.id, verb: "user.disable", detail: null },
      { actor: admin.id, verb: "user.enable", detail: null },
    ]);
    expect(appendedKinds(services)).toEqual(["sessions_ended", "user_changed", "user_changed"]);
    expect(services.appendedEntries[0]).toMatchObject({ event: { reason: "disabled" } });
  });

  test("that gets a code stays signed in, and the code is recorded", async () => {
    services.appendedEntries.length = 0;
    await issueCode(admin.context, person.id);
    expect(services.appendedEntries).toEqual([]);
    expect(await recorded(person.id)).toEqual([
      { actor: admin.id, verb: "user.issue_code", detail: null },
    ]);
  });
});

test("only the deletion of an account removes a member as deleted", async () => {
  const { id: userId } = person;
  const members = [{ userId }];
  const made = { description: "", members };
  const { id: left } = await createGroup(admin.context, { ...made, name: "Left" });
  await createGroup(admin.context, { ...made, name: "Kept" });
  services.appendedEntries.length = 0;
  await removeFromGroup(admin.context, { conversationId: left, userId });
  await removePerson(admin.context, userId);
  const payloads = services.appendedEntries.flatMap((entry) =>
    entry.scope === "conversation" ? [entry.frame.payload] : [],
  );
  expect(payloads).toEqual([{ userId }, { userId, deleted: true }]);
  expect(await recorded(userId)).toEqual([{ actor: admin.id, verb: "user.delete", detail: null }]);
});

describe("the address of a guest", () => {
  test("is free from the moment at which the guest expires", async () => {
    const { userId } = await registerGuest(services, open, guest);
    const { expiresAt } = await getPerson(admin.context, userId);
    await clock.advance(Date.parse(expiresAt!) - clock.now() - 1);
    const taken = { code: "conflict", reason: "email_taken_by_guest" };
    await expect(registerGuest(services, open, guest)).rejects.toMatchObject(taken);
    await clock.advance(1);
    const { userId: another } = await registerGuest(services, open, guest);
    expect(another).not.toBe(userId);
  });

  test("stays the guest's while staff change other fields", async () => {
    const { userId } = await registerGuest(services, open, guest);
    await clock.advance(accountLimits.guestLifeMs);
    const { username } = await getPerson(admin.context, userId);
    const renamed = { ...guest, username, name: "Gast Zwei" };
    const { context } = await makePerson(services, { role: "admin" });
    await editPerson(context, userId, renamed);
    expect(await getPerson(context, userId)).toMatchObject({
      name: "Gast Zwei",
      email: guest.email,
    });
  });
});
