import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { appendedKinds, type TestServices, testServices } from "#tests/support/services.ts";
import { createGroup } from "../groups/groups.ts";
import {
  createPerson,
  disablePerson,
  enablePerson,
  removePerson,
  editPerson,
} from "./manage_people.ts";
import { readHistory } from "../messages/history.ts";
import { sendMessage } from "../messages/messages.ts";
import { getPerson, listPeople } from "./people.ts";
import { validUsername } from "./person_fields.ts";
import { accountOfSession } from "../identity/sessions.ts";
import { signIn } from "../identity/sign_in.ts";
import { issueCode, redeemCode } from "../identity/codes.ts";

let services: TestServices;
let admin: TestPerson;
beforeAll(async () => {
  services = testServices();
  admin = await makePerson(services, { role: "admin", name: "Root" });
});
afterAll(() => services.dispose());

const audited = async (subjectId: string) => {
  const rows = await services.db.all<{ verb: string }>`
    select verb from audit where subject_id = ${subjectId} order by at, id`;
  return rows.map(({ verb }) => verb);
};

test("only staff read or change accounts", async () => {
  const { id } = admin;
  const input = { name: "N", email: "n@uni.example.edu", role: "admin" as const };
  for (const role of ["user", "guest"] as const) {
    const { context } = await makePerson(services, { role });
    const attempts = [
      () => listPeople(context, {}),
      () => getPerson(context, id),
      () => createPerson(context, input),
      () => editPerson(context, id, { name: "Mine" }),
      () => editPerson(context, context.actor.id, { role: "admin" }),
      () => issueCode(context, id),
      () => disablePerson(context, id),
      () => enablePerson(context, id),
      () => removePerson(context, id),
    ];
    for (const attempt of attempts) {
      expect(await caught(attempt)).toMatchObject({
        code: "forbidden",
        reason: "staff_only_people",
      });
    }
  }
});

test("a person who was staff until a moment ago can change nothing", async () => {
  const former = await makePerson(services, { role: "admin" });
  const person = await makePerson(services);
  await editPerson(admin.context, former.id, { role: "user" });
  expect(former.context.actor.role).toBe("admin");
  await expect(removePerson(former.context, person.id)).rejects.toMatchObject({
    code: "forbidden",
  });
});

describe("the last administrator", () => {
  test("cannot be demoted, disabled or deleted, and no change is partial", async () => {
    const other = await makePerson(services, { role: "admin" });
    await disablePerson(admin.context, other.id);
    const refusal = { code: "conflict", reason: "last_admin" };
    await expect(editPerson(admin.context, admin.id, { role: "user" })).rejects.toMatchObject(
      refusal,
    );
    await expect(editPerson(admin.context, admin.id, { role: "guest" })).rejects.toMatchObject(
      refusal,
    );
    await expect(disablePerson(admin.context, admin.id)).rejects.toMatchObject(refusal);
    await expect(removePerson(admin.context, admin.id)).rejects.toMatchObject(refusal);
    expect(await getPerson(admin.context, admin.id)).toMatchObject({
      role: "admin",
      disabledAt: null,
    });
    expect(await audited(admin.id)).toEqual([]);
    expect(await accountOfSession(services, admin.actor.sessionId)).toBeDefined();
  });

  test("if two demote each other at the same moment, one stays", async () => {
    const own = testServices();
    const one = await makePerson(own, { role: "admin" });
    const two = await makePerson(own, { role: "admin" });
    const outcomes = await Promise.allSettled([
      editPerson(one.context, two.id, { role: "user" }),
      editPerson(two.context, one.id, { role: "user" }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    own.dispose();
  });
});

describe("finding people", () => {
  test("searches names, addresses and usernames, and treats punctuation literally", async () => {
    const percent = await makePerson(services, { name: "100% Özil_Test" });
    for (const query of ["100%", "özil", "ÖZIL_T", percent.email.toUpperCase(), percent.username]) {
      expect(await find(query)).toContain(percent.id);
    }
    expect(await find("%")).toEqual([percent.id]);
    expect(await find("Özil-Test")).toEqual([]);
    expect(await find("\\")).toEqual([]);
  });

  test("filters by role and has pages of 50", async () => {
    for (let count = 0; count < 60; count += 1)
      await makePerson(services, { name: `Paged ${count}` });
    const first = await listPeople(admin.context, { query: "paged" });
    expect(first).toMatchObject({ total: 60, pages: 2, page: 1 });
    expect(first.rows).toHaveLength(50);
    const last = await listPeople(admin.context, { query: "paged", page: 99 });
    expect(last.page).toBe(2);
    expect(last.rows).toHaveLength(10);
    expect((await listPeople(admin.context, { query: "paged", page: Number.NaN })).page).toBe(1);
    for (const page of [-1, 0, 1.9]) {
      expect((await listPeople(admin.context, { query: "paged", page })).page).toBe(1);
    }
    expect((await listPeople(admin.context, { query: "paged", page: 2.9 })).rows).toEqual(
      last.rows,
    );
    const none = await listPeople(admin.context, { query: "paged", role: "admin" });
    expect(none).toEqual({ rows: [], total: 0, page: 1, pages: 1 });
  });

  test("cuts a long search, so that it finds what its beginning finds", async () => {
    const { id } = await makePerson(services, { name: "l".repeat(110) });
    expect(await find(`${"l".repeat(100)} and more`)).toEqual([id]);
    expect(await find(`${"l".repeat(99)}!`)).toEqual([]);
  });
});

describe("changing accounts", () => {
  test("a created account signs in with the password that its code let it choose", async () => {
    const input = { name: "Made", email: "made@uni.example.edu", role: "user" as const };
    const { id, code } = await createPerson(admin.context, input);
    const password = "a password of one's own";
    await redeemCode(services, { code: code!.code, password, address: "x" });
    const credentials = { email: input.email, password, address: "x" };
    expect(await signIn(services, credentials)).toMatchObject({ userId: id });
    await expect(createPerson(admin.context, input)).rejects.toMatchObject({
      code: "conflict",
      field: "email",
    });
  });

  test("several people may have no address; each has a username, and may get an address", async () => {
    const role = "user" as const;
    const made = await createPerson(admin.context, { name: "Çelik Åse", role });
    await createPerson(admin.context, { name: "Çelik Åse", email: " ", role });
    const usernames = await services.db.all`
      select username from users where name = 'Çelik Åse' and email is null order by username`;
    expect(usernames).toEqual([{ username: "celik.ase" }, { username: "celik.ase2" }]);
    expect(await getPerson(admin.context, made.id)).toMatchObject({ email: "" });
    const email = "celik@uni.example.edu";
    await editPerson(admin.context, made.id, { email });
    expect(await getPerson(admin.context, made.id)).toMatchObject({ email });
    await editPerson(admin.context, made.id, { email: "" });
    const next = { name: "Next", email, role };
    expect(await createPerson(admin.context, next)).toHaveProperty("id");
  });

  test("a created guest has no code, and a promoted one gets one", async () => {
    const input = { name: "Guest", email: "guest@uni.example.edu", role: "guest" as const };
    const { id, code } = await createPerson(admin.context, input);
    expect(code).toBeUndefined();
    expect((await getPerson(admin.context, id)).expiresAt).not.toBeNull();
    await expect(issueCode(admin.context, id)).rejects.toMatchObject({
      reason: "code_for_guest",
    });
    await editPerson(admin.context, id, { role: "user" });
    expect((await getPerson(admin.context, id)).expiresAt).toBeNull();
    const given = await issueCode(admin.context, id);
    const password = "a password of one's own";
    await redeemCode(services, { code: given.code, password, address: "x" });
    const credentials = { email: input.email, password, address: "x" };
    expect(await signIn(services, credentials)).toMatchObject({ userId: id });
  });

  test("a taken address is a conflict, the account's own is not", async () => {
    const person = await makePerson(services);
    const refusal = { code: "conflict", field: "email" };
    await expect(
      editPerson(admin.context, person.id, { email: admin.email }),
    ).rejects.toMatchObject(refusal);
    await editPerson(admin.context, person.id, { email: person.email, name: "Renamed" });
    expect((await getPerson(admin.context, person.id)).name).toBe("Renamed");
    expect(await audited(person.id)).toEqual(["user.update"]);
  });

  test("a change is recorded with its fields, and with both roles if the role changes", async () => {
    const { id } = await makePerson(services);
    await editPerson(admin.context, id, { name: "Another Name" });
    await editPerson(admin.context, id, { name: "A Third Name", role: "admin" });
    const acts = await services.db.all`
      select verb, detail from audit where subject_id = ${id} order by at, id`;
    expect(acts).toEqual([
      { verb: "user.update", detail: "name" },
      { verb: "user.update", detail: "name, role, user → admin" },
    ]);
    await editPerson(admin.context, id, { role: "user" });
  });

  test("a username that is taken gets a number up to 50, and then a part of the id", async () => {
    const local = "mia.stark.of.the.departments";
    const start = local.slice(0, 24);
    const create = (domain: number) =>
      createPerson(admin.context, {
        name: "Mia",
        email: `${local}@${domain}.example.edu`,
        role: "guest",
      });
    for (let domain = 1; domain <= 50; domain += 1) await create(domain);
    const { id } = await create(51);
    const rows = await services.db.all<{ id: string; username: string }>`
      select id, username from users where email like ${`${local}@%`}`;
    const names = new Map(rows.map((row) => [row.id, row.username]));
    const last = names.get(id);
    names.delete(id);
    const numbered = Array.from({ length: 49 }, (_, index) => `${start}${index + 2}`);
    expect(new Set(names.values())).toEqual(new Set([start, ...numbered]));
    expect(last).toBe(`${local.slice(0, 19)}-${id.slice(-12)}`);
    expect(last).toBe(validUsername(last!));
  });

  test("an adopted account's unchanged values stay, whatever their form", async () => {
    const username = "max müller";
    const email = "no-dot@localhost";
    const person = await makePerson(services, { username, email });
    const typed = { username: " Max Müller ", email: ` ${email}` };
    const malformed = { code: "invalid", field: "username" };
    await expect(editPerson(admin.context, person.id, { username: "max m" })).rejects.toMatchObject(
      malformed,
    );
    await editPerson(admin.context, person.id, { ...typed, name: "Max" });
    expect(await getPerson(admin.context, person.id)).toMatchObject({
      name: "Max",
      username,
      email,
    });
  });

  test("a used code and a disabled account end every session at once", async () => {
    const person = await makePerson(services);
    services.appendedEntries.length = 0;
    const { code } = await issueCode(admin.context, person.id);
    await redeemCode(services, { code, password: "another good one", address: "x" });
    expect(await accountOfSession(services, person.actor.sessionId)).toBeUndefined();
    expect(services.appendedEntries).toMatchObject([{ event: { kind: "sessions_ended" } }]);
    const other = await makePerson(services);
    await disablePerson(admin.context, other.id);
    expect(await accountOfSession(services, other.actor.sessionId)).toBeUndefined();
    await enablePerson(admin.context, other.id);
    expect((await getPerson(admin.context, other.id)).disabledAt).toBeNull();
    expect(await audited(other.id)).toEqual(["user.disable", "user.enable"]);
  });

  test("a deleted person leaves the groups and their messages, but no personal data", async () => {
    const person = await makePerson(services, { name: "Gone Girl" });
    const group = { name: "G", description: "", members: [{ userId: person.id }] };
    const { id: conversationId } = await createGroup(admin.context, group);
    await sendMessage(person.context, { conversationId, content: "I was here" });
    services.appendedEntries.length = 0;
    await removePerson(admin.context, person.id);
    expect(appendedKinds(services)).toEqual(["MemberRemoved", "sessions_ended", "user_changed"]);
    const [message] = await readHistory(admin.context, { conversationId });
    expect(message).toMatchObject({ content: "I was here", senderName: "" });
    await expect(getPerson(admin.context, person.id)).rejects.toMatchObject({ code: "not_found" });
    const rows = await services.db.all`select * from users where id = ${person.id}`;
    expect(JSON.stringify(rows)).not.toContain("Gone Girl");
    expect(JSON.stringify(rows)).not.toContain(person.email);
    expect(await accountOfSession(services, person.actor.sessionId)).toBeUndefined();
    await makePerson(services, { email: person.email, username: person.username });
  });
});

async function caught(attempt: () => Promise<unknown>): Promise<unknown> {
  try {
    return await attempt();
  } catch (error) {
    return error;
  }
}

async function find(query: string): Promise<string[]> {
  return (await listPeople(admin.context, { query })).rows.map(({ id }) => id);
}
