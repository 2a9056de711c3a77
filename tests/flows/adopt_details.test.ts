/** Names, ids and order in an adopted database. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { adoptDatabase } from "#adopt/adopt.ts";
import { checkInstallation } from "#core/instance/check.ts";
import { createDemoPeople } from "#demo/people.ts";
import { readHistory } from "#core/messages/history.ts";
import { accountOfCookie, startSession } from "#core/identity/sessions.ts";
import { signIn } from "#core/identity/sign_in.ts";
import {
  makeOriginal,
  type OriginalDatabase,
  originalHash,
  originalIds,
} from "#tests/support/original.ts";
import { makePerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { promptClock } from "#tests/support/prompt_clock.ts";
import { testWeb } from "#tests/support/web.ts";

const { admin, student, group } = originalIds;
const time = "2025-10-03 08:00:00";

let services: TestServices;
let original: OriginalDatabase;
let file: string;
beforeEach(() => {
  services = testServices();
  file = join(services.config.instanceDir, "original.sqlite3");
  original = makeOriginal(file);
});
afterEach(async () => {
  expect(await checkInstallation(services.config, services)).toEqual([]);
  original.connection.close();
  services.dispose();
});

const run = () => {
  const { instanceDir: workDir } = services.config;
  return adoptDatabase(services, file, { workDir, production: false, progress: () => {} });
};

const person = (id: string, username: string, name: string | null = null) =>
  original.user([
    id,
    `${id}@uni.example.edu`,
    username,
    originalHash(id),
    "user",
    name,
    time,
    time,
  ]);

test("names that look like those of staff are adopted, and reported", async () => {
  const { connection } = original;
  connection.query("update users set name = 'Prof. Grace Hopper' where id = ?").run(admin);
  person("p1", "grace", "Grасе Норреr");
  person("p2", "gina", "GRACE H0PPER");
  const { notes } = await run();
  const about = notes.filter((note) => note.includes("look like"));
  expect(about).toEqual([
    "Names that look like that of a member of staff were kept. (GRACE H0PPER)",
  ]);
  expect((await personHere("p2"))?.name).toBe("GRACE H0PPER");
});

const personHere = (id: string) =>
  services.db.get<{ name: string; username: string }>`
    select name, username from users where id = ${id}`;

describe("names of people", () => {
  const cases: [what: string, username: string, name: string | null, shown: string][] = [
    ["capitals stay where the original showed the user name", "Gästin", null, "Gästin"],
    ["and so do they in two words", "Jan Müller", "", "Jan Müller"],
    ["a name goes before the user name", "annak", "Anna Kowalska", "Anna Kowalska"],
    ["blanks around and within are one or none", "u", "  Anna \t\n Lena  ", "Anna Lena"],
    ["signs that command or turn round are taken out", "u", "An\u0007na\u202egnp", "Annagnp"],
    ["a name of which nothing is left gives way", "Ben", "\u200b\u202e ", "Ben"],
    ["a name that Team Chat itself says gives way", "Cem", "Deleted user", "Cem"],
    ["markup is text", "<b>Bold</b>", null, "<b>Bold</b>"],
    ["letters and marks become one sign", "u", "Jose\u0301", "José"],
    ["who has no name at all is called as their address", "", null, "p1"],
    ["a long one is cut between characters", "u", `${"a".repeat(119)}😀`, "a".repeat(119)],
  ];
  test.each(cases)("%s", async (_what, username, name, shown) => {
    person("p1", username, name);
    await run();
    expect((await personHere("p1"))?.name).toBe(shown);
  });

  test("the username is lowercase, beside the unchanged name", async () => {
    person("p1", "  AnnaK ");
    await run();
    expect(await personHere("p1")).toEqual({ name: "AnnaK", username: "annak" });
  });

  test("the report lists exactly the names that had to be replaced", async () => {
    person("p1", "Ben", "\u200b\u202e ");
    person("p2", "Cem", "Cem  Aydın");
    const { notes } = await run();
    expect(notes.filter((note) => note.startsWith("Names"))).toEqual([
      "Names that are not allowed here, or are too long, were replaced. (Ben)",
    ]);
  });
});

describe("a nameless conversation", () => {
  async function nameOf(members: string[]): Promise<string | undefined> {
    original.conversation(["dm", admin, null, null, time, null]);
    for (const id of members) original.member(["dm", id, null, time]);
    await run();
    const row = await services.db.get<{ name: string }>`
      select name from conversations where id = 'dm'`;
    return row?.name;
  }

  test("is named after its members, in any language", async () => {
    person("p1", "Anna");
    person("p2", "Ben");
    expect(await nameOf(["p1", "p2"])).toBe("Anna, Ben");
  });

  test("says how many more there are if not all fit", async () => {
    for (let index = 10; index < 40; index += 1) person(`p${index}`, `Student ${index}`);
    const name = await nameOf(Array.from({ length: 30 }, (_, index) => `p${index + 10}`));
    expect(name).toMatch(/^Student 10, Student 11, .*, Student \d\d \+\d\d$/);
    expect(name!.length).toBeLessThanOrEqual(120);
    const shown = name!.split(",").length;
    expect(name).toEndWith(` +${30 - shown}`);
  });

  test("has a name even if no name fits or there are no members", async () => {
    person("p1", "a".repeat(130));
    person("p2", "Ben");
    expect(await nameOf(["p1", "p2"])).toBe("a".repeat(120));
    original.conversation(["empty", admin, "\u200b", null, time, null]);
    original.member(["empty", "nobody", null, time]);
    await run();
    const row = await services.db.get<{ name: string }>`
      select name from conversations where id = 'empty'`;
    expect(row?.name).toBe("Group");
  });
});

test("messages of the same millisecond are in the order of the text of their times", async () => {
  original.connection.run("delete from messages");
  const at = (fraction: string) => `2025-10-01 09:01:00.${fraction}`;
  const rows: [string, string | null, string][] = [
    ["third", at("123900"), at("123900")],
    ["first", at("123000100"), at("123000100")],
    ["second", at("123000200"), at("123000200")],
    ["fourth", null, "2025-10-01 09:01:00.124"],
    ["zeroth", at("999"), at("122999999")],
  ];
  for (const [content, client, server] of rows) {
    original.message([content, student, group, content, client, server]);
  }
  await run();
  const root = await makePerson(services, { role: "admin" });
  const messages = await readHistory(root.context, { conversationId: group });
  expect(messages.map(({ content }) => content)).toEqual([
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
  ]);
});

describe("ids", () => {
  test("that differ only in surrounding spaces are two people, two groups and two messages", async () => {
    const ids = ["padded", " padded ", "padded\n"];
    for (const [index, id] of ids.entries()) {
      original.user([id, `${index}@uni.example.edu`, `u${index}`, null, "user", null, time, time]);
      original.conversation([id, id, `Group ${index}`, null, time, null]);
      original.member([id, id, "owner", time]);
      original.message([id, id, id, `text ${index}`, time, time]);
    }
    const { tallies, notes } = await run();
    expect(tallies).toEqual({
      people: { adopted: 5, present: 0, skipped: 0 },
      groups: { adopted: 5, present: 0, skipped: 0 },
      members: { adopted: 6, present: 0, skipped: 0 },
      messages: { adopted: 6, present: 0, skipped: 0 },
    });
    expect(notes.join("\n")).toContain("Ids that cannot be part of an address were replaced.");
    const rows = await services.db.all<{ content: string; name: string; username: string }>`
      select m.content, c.name, u.username from messages m
      join conversations c on c.id = m.conversation_id join users u on u.id = m.sender_id
      where m.content like 'text %' order by m.content`;
    expect(rows).toEqual(
      ids.map((_, index) => ({
        content: `text ${index}`,
        name: `Group ${index}`,
        username: `u${index}`,
      })),
    );
    const stored = await services.db.all<{ id: string }>`
      select id from users union select id from conversations union select id from messages`;
    for (const { id } of stored) expect(id).toBe(id.trim());
    const again = await run();
    for (const { adopted } of Object.values(again.tallies)) expect(adopted).toBe(0);
  });
});

test("a session started with the demo's password ends when the adopted one replaces it", async () => {
  original.connection.run("delete from users where id = ?", [admin]);
  original.user(["p1", "test@test.com", "test", originalHash("my own"), "user", null, time, time]);
  await createDemoPeople(services);
  const credentials = { email: "test@test.com", address: "192.0.2.1" };
  const proven = await signIn(services, { ...credentials, password: "test" });
  const session = await startSession(services, { ...proven, device: "A test" });
  await run();
  expect(await accountOfCookie(services, session.token)).toBeUndefined();
  await expect(signIn(services, { ...credentials, password: "test" })).rejects.toThrow();
  const again = await signIn(services, { ...credentials, password: "my own" });
  expect(again.userId).toBe(proven.userId);
});

describe("everyone signs in as before", () => {
  const accounts: [what: string, email: string, password: string][] = [
    ["with one letter", "short@uni.de", "a"],
    ["with umlauts", "umlaut@uni.de", "Grüße an ß"],
    ["with characters of three bytes", "kanji@uni.de", "漢字"],
    ["with an emoji", "emoji@uni.de", "🎓 party"],
    ["with letters in two parts", "nfd@uni.de", "Jose\u0301"],
    ["with blanks at both ends", "blanks@uni.de", "  inside  "],
    ["with the signs that a hash is made of", "signs@uni.de", "p$x:y$z"],
    ["with a very long one", "long@uni.de", "long ".repeat(800)],
    ["with an address in capitals", "UPPER@UNI.DE", "upper"],
    ["with an umlaut in the address", "jörg.müller@uni.de", "umlaut"],
    ["with an address in two parts", "jo\u0308rg@uni.de", "parts"],
    ["with a blank before the address", " leading@uni.de", "blank"],
    ["with an address that is none", "noat", "none"],
    ["with an address of one machine", "prof@localhost", "local"],
    ["with a space in the address", "with space@uni.de", "space"],
  ];

  test("whatever their address and password", async () => {
    for (const [index, [what, email, password]] of accounts.entries()) {
      const hash = originalHash(password);
      original.user([`p${index}`, email, what, hash, "user", what, time, time]);
    }
    expect((await run()).tallies.people.adopted).toBe(accounts.length + 2);
    const web = testWeb({ services: { ...services, clock: promptClock } });
    for (const [what, email, password] of accounts) {
      const wrong = await web.postJson("/auth/token", { email, password: `${password}?` });
      expect([what, wrong.status]).toEqual([what, 401]);
      const byApi = await web.postJson("/auth/token", { email, password });
      expect([what, byApi.status]).toEqual([what, 200]);
      const byPage = await web.post("/auth/login", { email, password });
      expect([what, byPage.status]).toEqual([what, 303]);
    }
  });
});
