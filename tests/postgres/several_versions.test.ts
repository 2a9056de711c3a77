/** Servers whose database a newer version has updated, as while machines are updated in turn. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, openSocket, type TestSocket } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { runCommand, startSystem, type System } from "#tests/support/system.ts";
import { asked, emptyDatabase } from "./empty_database.ts";

setDefaultTimeout(testMs);

let url: URL;
let folder: string;
let first: System;
let second: System;
let services: TestServices;
let ann: TestPerson;
let ben: TestPerson;
let group: string;
beforeAll(async () => {
  url = await emptyDatabase();
  folder = mkdtempSync(join(tmpdir(), "team-chat-versions-"));
  const env = { DATABASE_URL: url.href };
  const start = (name: string) => startSystem({ env, instanceDir: join(folder, name) });
  [first, second] = await Promise.all([start("first"), start("second")]);
  services = testServices({ env });
  ann = await makePerson(services, { role: "admin" });
  ben = await makePerson(services);
  group = await makeGroup(ann.context, [ben]);
  await asked(url, newerVersion);
});
afterAll(async () => {
  services.dispose();
  await Promise.all([first.dispose(), second.dispose()]);
  rmSync(folder, { recursive: true, force: true });
});

/** A step that only adds, and its record. */
const newerVersion = `
  alter table messages add column pinned boolean not null default false;
  alter table conversations add column closes_at text;
  create table polls (id text primary key, conversation_id text references conversations on delete cascade);
  create index messages_pinned on messages (conversation_id) where pinned;
  insert into migrations (name, checksum) values ('9999_polls', 'of a newer version')`;

async function enter(system: System, person: TestPerson): Promise<TestSocket> {
  const socket = await openSocket(system.wsUrl, { headers: { Cookie: person.cookie } });
  await socket.identify(person);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await socket.next("Opened");
  return socket;
}

function say(socket: TestSocket, { id: senderId }: TestPerson, content: string): void {
  const meta = { conversationId: group, senderId, timestamp: "" };
  socket.send({ messageType: "ChatMessage", payload: { content, displayName: "" }, meta });
}

test("running servers go on: messages pass between them, and pages show them", async () => {
  const [here, there] = await Promise.all([enter(first, ann), enter(second, ben)]);
  say(here, ann, "written on the first");
  expect((await there.next("ChatMessage")).payload.content).toBe("written on the first");
  say(there, ben, "and on the second");
  await here.next("ChatMessage", ({ payload }) => payload.content === "and on the second");
  for (const { webUrl } of [first, second]) {
    const page = await fetch(`${webUrl}/chat/${group}`, { headers: { Cookie: ben.cookie } });
    expect(await page.text()).toContain("and on the second");
  }
  for (const socket of [here, there]) socket.close();
});

test("a server that dies then stays away and says why, and its people go on elsewhere", async () => {
  process.kill(second.pidOf("realtime"), "SIGKILL");
  await second.output.line((line) => line.includes("was created by a newer Team Chat"));
  const [anns, bens] = await Promise.all([enter(first, ann), enter(first, ben)]);
  say(bens, ben, "from the other machine");
  await anns.next("ChatMessage", ({ payload }) => payload.content === "from the other machine");
  for (const socket of [anns, bens]) socket.close();
  expect((await fetch(`${second.webUrl}/readyz`)).status).toBe(200);
});

test("a start of the old version is refused with one line", async () => {
  const env = { DATABASE_URL: url.href, INSTANCE_DIR: join(folder, "third") };
  const { exitCode, text } = await runCommand(["start"], env);
  expect(text).toMatch(/^PostgreSQL .* was created by a newer Team Chat\. [^\n]*$/);
  expect(exitCode).toBe(1);
});
