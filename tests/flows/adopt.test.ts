import { isPostgres } from "#tests/support/postgres_database.ts";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { registerGuest } from "#core/people/accounts.ts";
import { adoptDatabase } from "#adopt/adopt.ts";
import { checkInstallation } from "#core/instance/check.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import { createDemoPeople } from "#demo/people.ts";
import { removeFromGroup } from "#core/groups/members.ts";
import { removePerson } from "#core/people/manage_people.ts";
import { readHistory } from "#core/messages/history.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { newHash } from "#core/identity/passwords.ts";
import { signIn } from "#core/identity/sign_in.ts";
import { makeOriginal, type OriginalDatabase, originalIds } from "#tests/support/original.ts";
import { makePerson } from "#tests/support/people.ts";
import { databaseFile, type TestServices, testServices } from "#tests/support/services.ts";

let services: TestServices;
let original: OriginalDatabase;
let file: string;
beforeEach(() => {
  services = testServices();
  file = join(services.config.instanceDir, "original.sqlite3");
  original = makeOriginal(file);
});
afterEach(() => {
  original.connection.close();
  services.dispose();
});

const { admin, student, group, silent } = originalIds;
const run = (production = false) =>
  adoptDatabase(services, file, {
    workDir: services.config.instanceDir,
    production,
    progress: () => {},
  });
const count = async () =>
  services.db.get`
    select (select cast(count(*) as integer) from users) as users, (select cast(count(*) as integer) from conversations) as groups,
      (select cast(count(*) as integer) from conversation_members) as members,
      (select cast(count(*) as integer) from messages) as messages, (select cast(count(*) as integer) from events) as events`;

describe("a file that is not the original's database", () => {
  test("is refused with a clear message, and nothing is left behind", async () => {
    const text = join(services.config.instanceDir, "text.sqlite3");
    writeFileSync(text, "This is not a database at all. ".repeat(100));
    const refusals: [string, string][] = [
      [join(services.config.instanceDir, "missing"), "no file"],
      [services.config.instanceDir, "no file"],
      [text, "not a database"],
      ...(isPostgres
        ? []
        : [[databaseFile(services), "database of this Team Chat already"] as [string, string]]),
    ];
    for (const [path, message] of refusals) {
      const workDir = services.config.instanceDir;
      await expect(
        adoptDatabase(services, path, { workDir, production: false, progress: () => {} }),
      ).rejects.toThrow(message);
    }
    expect(await count()).toMatchObject({ users: 0 });
    expect(
      readdirSync(services.config.instanceDir).filter((name) => name.startsWith("adopt-")),
    ).toEqual([]);
  });
});

test("everyone signs in with the old password, and old ids work", async () => {
  await run();
  const address = "192.0.2.1";
  expect(
    await signIn(services, { email: "admin@admin.com", password: "letmein-please", address }),
  ).toMatchObject({ userId: admin });
  expect(
    await signIn(services, { email: "stu@uni.example.edu", password: "correct horse", address }),
  ).toMatchObject({ userId: student });
  await expect(
    signIn(services, { email: "stu@uni.example.edu", password: "wrong", address }),
  ).rejects.toMatchObject({ code: "unauthenticated" });
});

test("messages are in the order of their times, each with its event, and all are read", async () => {
  const report = await run();
  expect(report.tallies).toEqual({
    people: { adopted: 2, present: 0, skipped: 0 },
    groups: { adopted: 2, present: 0, skipped: 0 },
    members: { adopted: 3, present: 0, skipped: 0 },
    messages: { adopted: 3, present: 0, skipped: 0 },
  });
  const rows = await services.db.all`
    select id, number, sent_from_server from messages where conversation_id = ${group} order by seq`;
  expect(rows).toEqual([
    { id: "m1", number: 1, sent_from_server: "2025-10-01T09:01:00.000Z" },
    { id: "m2", number: 2, sent_from_server: "2025-10-01T09:02:00.000Z" },
    { id: "m3", number: 3, sent_from_server: "2025-10-01T09:03:00.000Z" },
  ]);
  expect(
    await services.db.get`select read_number from conversation_members
      where conversation_id = ${group} and user_id = ${student}`,
  ).toEqual({ read_number: 3 });
  expect(
    await services.db.get`select name, email, created_at from users where id = ${student}`,
  ).toEqual({ name: "stu", email: "stu@uni.example.edu", created_at: "2025-10-01T08:00:00.123Z" });
  expect(await checkInstallation(services.config, services)).toEqual([]);
});

test("the source is not changed by a byte, and no file appears beside it", async () => {
  const before = readFileSync(file);
  const names = readdirSync(services.config.instanceDir).filter((name) => name.startsWith("orig"));
  await run();
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(
    readdirSync(services.config.instanceDir).filter((name) => name.startsWith("orig")),
  ).toEqual(names);
  expect(readdirSync(services.config.instanceDir).some((name) => name.startsWith("adopt-"))).toBe(
    false,
  );
});

test("rows in the source's write-ahead log are imported", async () => {
  original.connection.run("pragma journal_mode = wal");
  original.message(["m4", student, group, "late", null, "2025-10-01 10:00:00"]);
  expect(readdirSync(services.config.instanceDir)).toContain("original.sqlite3-wal");
  expect((await run()).tallies.messages.adopted).toBe(4);
});

describe("a second run", () => {
  test("duplicates nothing", async () => {
    await run();
    const before = await count();
    const report = await run();
    expect(await count()).toEqual(before);
    expect(report.tallies).toEqual({
      people: { adopted: 0, present: 2, skipped: 0 },
      groups: { adopted: 0, present: 2, skipped: 0 },
      members: { adopted: 0, present: 3, skipped: 0 },
      messages: { adopted: 0, present: 3, skipped: 0 },
    });
  });

  test("imports what is new, after what was written here meanwhile", async () => {
    await run();
    const root = await makePerson(services, { role: "admin" });
    await sendMessage(root.context, { conversationId: group, content: "written here" });
    original.user(["u3", "new@uni.example.edu", "new", null, "user", "New", null, null]);
    original.member([group, "u3", "member", null]);
    original.message(["m4", "u3", group, "fourth", null, "2025-10-01 11:00:00"]);
    const { tallies } = await run();
    expect([tallies.people.adopted, tallies.members.adopted, tallies.messages.adopted]).toEqual([
      1, 1, 1,
    ]);
    const messages = await readHistory(root.context, { conversationId: group });
    expect(messages.map(({ content }) => content)).toEqual([
      "first",
      "second",
      "third",
      "written here",
      "fourth",
    ]);
    expect(await checkInstallation(services.config, services)).toEqual([]);
  });

  test("restores no person and nothing else that was deleted here", async () => {
    await run();
    const root = await makePerson(services, { role: "admin" });
    await deleteGroup(root.context, silent);
    await removeFromGroup(root.context, { conversationId: group, userId: admin });
    await removePerson(root.context, student);
    const before = await count();
    const report = await run();
    expect(await count()).toEqual(before);
    expect(report.notes.join("\n")).toContain("Groups deleted here stay deleted. (Quiet)");
    const email = "stu@uni.example.edu";
    await expect(
      signIn(services, { email, password: "correct horse", address: "x" }),
    ).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("unusual data in the source", () => {
  test("is imported as far as possible, and the report says how", async () => {
    const time = "2025-10-03 08:00:00";
    original.user([
      "u1",
      "STU@uni.example.edu",
      "stu",
      null,
      "UserRole.ADMIN",
      "Second Stu",
      time,
      time,
    ]);
    original.user(["u2", null, null, "plain text", "wizard", null, "yesterday", null]);
    original.user(["u3", "gast@example.org", "gast", null, "Guest", "Gast", time, time]);
    original.conversation(["g3", "nobody", "  Lost  owner ", null, null, null]);
    original.member(["g3", "nobody", "member", null]);
    original.member(["g9", student, "member", null]);
    original.message(["x1", "nobody", "g3", "from nobody", null, null]);
    original.message(["x2", student, "g3", "   ", null, time]);
    original.message(["x3", student, "g9", "in no group", null, time]);
    original.message(["x4", null, "g3", `${"a".repeat(7_999)}😀${"b".repeat(8_000)}`, null, time]);
    original.message([null, student, "g3", "without id", null, time]);
    const report = await run();
    expect(report.tallies).toEqual({
      people: { adopted: 5, present: 0, skipped: 0 },
      groups: { adopted: 3, present: 0, skipped: 0 },
      members: { adopted: 3, present: 0, skipped: 2 },
      messages: { adopted: 6, present: 0, skipped: 2 },
    });
    const users = await services.db.all<{ id: string; email: string | null; role: string }>`
      select id, email, role from users where id in ('u1', 'u2', 'u3') order by id`;
    expect(users).toEqual([
      { id: "u1", email: null, role: "admin" },
      { id: "u2", email: null, role: "user" },
      { id: "u3", email: "gast@example.org", role: "guest" },
    ]);
    const again = { name: "Gast", email: "gast@example.org" };
    const door = { registration: { mode: "open" as const }, address: "192.0.2.1" };
    expect((await registerGuest(services, door, again)).userId).not.toBe("u3");
    const root = await makePerson(services, { role: "admin" });
    const messages = await readHistory(root.context, { conversationId: "g3" });
    expect(messages.find(({ id }) => id === "x1")).toMatchObject({
      senderName: "",
      content: "from nobody",
    });
    const long = messages.filter(({ id }) => id.startsWith("x4")).map(({ content }) => content);
    expect(long.map(({ length }) => length)).toEqual([7_999, 8_000, 2]);
    expect(long.join("")).toBe(`${"a".repeat(7_999)}😀${"b".repeat(8_000)}`);
    expect(report.notes).toContain(
      "The older of two accounts with the same address keeps it. The other has none, and its person signs in with the username. (stu@uni.example.edu)",
    );
    for (const note of report.notes) expect(note).toMatch(/^[A-Z][^(]+\. \(.+\)$/);
    expect(await checkInstallation(services.config, services)).toEqual([]);
    const before = await count();
    await run();
    expect(await count()).toEqual(before);
  });

  test("missing columns count as empty", async () => {
    original.connection.run("alter table users drop column name");
    original.connection.run("alter table users drop column updated_at");
    original.connection.run("alter table conversations drop column description");
    original.connection.run("alter table conversation_members drop column joined_at");
    original.connection.run("alter table messages drop column sent_from_client");
    expect((await run()).tallies.messages.adopted).toBe(3);
    expect(await checkInstallation(services.config, services)).toEqual([]);
  });
});

describe("when the demo is here already", () => {
  test("the account with the same address becomes the adopted one, with its old password", async () => {
    await createDemoPeople(services);
    await run();
    const here = await services.db.get<{ id: string }>`
      select id from users where email = 'admin@admin.com'`;
    expect(here?.id).not.toBe(admin);
    const email = "admin@admin.com";
    expect(
      await signIn(services, { email, password: "letmein-please", address: "x" }),
    ).toMatchObject({
      userId: here!.id,
    });
    await expect(signIn(services, { email, password: "admin", address: "x" })).rejects.toThrow();
    expect(await services.db.get`select sender_id from messages where id = 'm1'`).toEqual({
      sender_id: here!.id,
    });
    const before = await count();
    await run();
    expect(await count()).toEqual(before);
    expect(await checkInstallation(services.config, services)).toEqual([]);
  });

  test("a password that someone has set here stays", async () => {
    const person = await makePerson(services, {
      email: "stu@uni.example.edu",
      password: await newHash("chosen here"),
    });
    await run();
    const { email } = person;
    expect(await signIn(services, { email, password: "chosen here", address: "x" })).toMatchObject({
      userId: person.id,
    });
    await expect(
      signIn(services, { email, password: "correct horse", address: "x" }),
    ).rejects.toThrow();
  });
});

test("an interrupted run leaves complete steps, and the next one continues", async () => {
  for (let index = 0; index < 2_500; index += 1) {
    original.message([`n${index}`, student, group, `text ${index}`, null, 1_760_000_000 + index]);
  }
  const options = {
    workDir: services.config.instanceDir,
    production: false,
    progress: (done: number) => {
      if (done >= 2_000) throw new Error("pulled the plug");
    },
  };
  await expect(adoptDatabase(services, file, options)).rejects.toThrow("pulled the plug");
  expect(await checkInstallation(services.config, services)).toEqual([]);
  expect(await count()).toMatchObject({ messages: 2_000 });
  const { tallies } = await run();
  expect(tallies.messages).toEqual({ adopted: 503, present: 2_000, skipped: 0 });
  expect(await checkInstallation(services.config, services)).toEqual([]);
});
