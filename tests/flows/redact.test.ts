/** Parts of messages that staff hide: who may, which parts, and that nothing of them remains. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { editMessage, sendMessage } from "#core/messages/messages.ts";
import { redactMessage } from "#core/messages/redact.ts";
import { readVersions } from "#core/messages/versions.ts";
import { addMembers } from "#core/groups/members.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const canary = "0171-canary";
const text = `Call me: ${canary}, any time`;
const hidden = "Call me: ▒▒▒, any time";
const span = { start: 9, end: 9 + canary.length };

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let moderator: TestPerson;
let author: TestPerson;
let reader: TestPerson;
let group: string;

beforeAll(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin", name: "Root" });
  moderator = await makePerson(services, { name: "Moritz" });
  [author, reader] = [await makePerson(services), await makePerson(services)];
  group = await makeGroup(admin.context, [author, reader], "Team Basalt");
  await addMembers(admin.context, group, [{ userId: moderator.id, role: "moderator" }]);
});
afterAll(() => realtime.stop());

const say = async (content: string) => {
  const { id } = await sendMessage(author.context, { conversationId: group, content });
  return { conversationId: group, messageId: id };
};

async function get(person: TestPerson, path: string): Promise<string> {
  const answer = await web.request(path, { headers: { Cookie: person.cookie } });
  return answer.text();
}

async function open(person: TestPerson, position?: { seq: number; epoch: string }) {
  const socket = await realtime.connect(person);
  const { payload } = await socket.identify(person);
  const meta = { conversationId: group, ...position };
  socket.send({ messageType: "Open", payload: {}, meta });
  await socket.next("Opened");
  return { socket, epoch: payload.epoch };
}

test("[M10] nobody but staff hides a part, and only one that is there, of the text that they have seen", async () => {
  const key = await say(text);
  for (const person of [author, moderator, reader]) {
    const refused = redactMessage(person.context, { ...key, ...span });
    await expect(refused).rejects.toMatchObject({ code: "forbidden" });
  }
  const redact = (input: object) => redactMessage(admin.context, { ...key, ...span, ...input });
  for (const wrong of [{ end: 9 }, { start: -1 }, { end: 1_000 }, { start: 4, end: 5 }]) {
    await expect(redact(wrong)).rejects.toMatchObject({ code: "invalid" });
  }
  await expect(redact({ revision: 1 })).rejects.toMatchObject({ reason: "message_changed" });
  await editMessage(author.context, { ...key, content: `Now: ${text}` });
  await expect(redact({})).rejects.toMatchObject({ reason: "message_changed" });
  await editMessage(author.context, { ...key, content: text });
  expect(await redact({ revision: 2, reason: "A number" })).toMatchObject({
    content: hidden,
    revision: 3,
    redacted: { reason: "A number" },
  });
  const again = editMessage(author.context, { ...key, content: text });
  await expect(again).rejects.toMatchObject({ code: "forbidden" });
});

test("[M10] nothing of a hidden part is in any frame, page, list, replay or answer from then on", async () => {
  const before = await open(reader);
  const key = await say(text);
  const { meta } = await before.socket.next("ChatMessage");
  const position = { seq: meta.seq - 1, epoch: before.epoch };
  const staff = await open(admin);
  const payload = { ...span, reason: "A number" };
  staff.socket.send({ messageType: "RedactMessage", payload, meta: key });
  const { payload: changed } = await before.socket.next("MessageRedacted");
  expect(changed.message).toMatchObject({ content: hidden, redacted: { reason: "A number" } });

  const resumed = await open(reader, position);
  const replayed = [
    (await resumed.socket.next("ChatMessage")).payload.content,
    (await resumed.socket.next("MessageRedacted")).payload.message.content,
  ];
  expect(replayed).toEqual([hidden, hidden]);
  const page = `/chat/${group}/messages/${key.messageId}`;
  const paths = [
    `/chat/${group}`,
    `/chat/${group}/data`,
    `/chat/${group}/data?before=${meta.seq + 1}`,
    "/conversations",
    "/api/conversations",
    `/api/conversation/${group}`,
    `/api/conversation/${group}/messages`,
    `/conversations/${group}`,
    "/find?q=canary",
    "/find/results?q=canary",
    page,
    `${page}?versions=shown`,
    `/api${page.replace("chat", "conversation")}/versions`,
    "/groups",
    "/audit",
  ];
  for (const path of paths) {
    for (const person of [reader, author, moderator]) {
      expect({ path, text: await get(person, path) }).not.toEqual({
        path,
        text: expect.stringContaining(canary),
      });
    }
  }
  expect(await get(reader, `/chat/${group}`)).toContain("▒▒▒");
  expect(await get(reader, "/conversations")).toContain("▒▒▒");
  expect(JSON.stringify(resumed.socket.frames)).not.toContain(canary);
  expect(await get(admin, page)).not.toContain(canary);
  expect(await get(admin, `${page}?versions=shown`)).toContain(canary);
  expect(await readVersions(admin.context, key)).toMatchObject([
    { content: text, change: "redact", reason: "A number" },
  ]);
  const verbs = await realtime.services.db.all<{ verb: string }>`
    select verb from audit where subject_id = ${key.messageId} order by at, id`;
  expect(verbs.map(({ verb }) => verb)).toEqual([
    "message.redact",
    "message.read_versions",
    "message.read_versions",
  ]);
});

test("the form without scripts counts characters from 1, and says what is wrong with them", async () => {
  const key = await say(text);
  const path = `/chat/${group}/messages/${key.messageId}`;
  const send = (form: Record<string, string>) =>
    web.request(`${path}/redact`, {
      method: "POST",
      headers: { Cookie: admin.cookie, Origin: web.origin },
      body: new URLSearchParams(form),
    });
  const numbers = { from: "10", to: String(9 + canary.length), revision: "0" };
  const wrong = await send({ ...numbers, from: "ten" });
  expect([wrong.status, await wrong.text()]).toEqual([
    422,
    expect.stringContaining("choose a part of the message"),
  ]);
  expect((await send({ ...numbers, why: "A number" })).status).toBe(303);
  const stale = await send(numbers);
  expect([stale.status, await stale.text()]).toEqual([
    409,
    expect.stringContaining("changed in the meantime"),
  ]);
  const shown = await get(reader, `/chat/${group}`);
  expect(shown).toContain("part hidden, A number");
});
