/** Messages that are removed with a reason, handed back or restored, and what they said before. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { addMembers } from "#core/groups/members.ts";
import { editMessage, readRemovedContent, sendMessage } from "#core/messages/messages.ts";
import { readVersions } from "#core/messages/versions.ts";
import { limits } from "#wire/limits.ts";
import type { MessageView } from "#wire/views.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { enrol, firstCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const clock = new FakeClock();
let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let owner: TestPerson;
let moderator: TestPerson;
let member: TestPerson;
let author: TestPerson;
let teacher: TestPerson;
let tutor: TestPerson;
let group: string;

beforeAll(async () => {
  realtime = await startTestRealtime({ clock });
  const { services } = realtime;
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin", name: "Root" });
  const student = (name: string) => makePerson(services, { name });
  [owner, moderator] = [await student("Olga"), await student("Moritz")];
  [member, author] = [await student("Ben"), await student("Ada")];
  [teacher, tutor] = [await onStaff("teacher"), await onStaff("tutor")];
  group = await makeGroup(admin.context, [member, author], "Team Basalt");
  await addMembers(admin.context, group, [
    { userId: owner.id, role: "owner" },
    { userId: moderator.id, role: "moderator" },
  ]);
});
afterAll(() => realtime.stop());

async function onStaff(role: "teacher" | "tutor"): Promise<TestPerson> {
  const { services } = realtime;
  const person = await makePerson(services, { name: `A ${role}` });
  await enrol(services, { courseId: firstCourse, userId: person.id, role });
  const actor = { ...person.actor, office: role };
  return { ...person, actor, context: { ...person.context, actor } };
}

async function say(content: string, person = author): Promise<string> {
  const { context } = person;
  return (await sendMessage(context, { conversationId: group, content })).id;
}
const edit = (messageId: string, content: string) =>
  editMessage(author.context, { conversationId: group, messageId, content });

interface Asked {
  status: number;
  json: Record<string, unknown>;
  text: string;
}

/** The API, by token. */
async function ask(person: TestPerson, request: string, body?: object): Promise<Asked> {
  const [method = "GET", path = ""] = request.split(" ");
  const answer = await web.request(path, {
    method,
    headers: { Authorization: `Bearer ${person.token}`, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("Content-Type")?.includes("json") === true;
  return { status: answer.status, text, json: isJson ? (JSON.parse(text) as never) : {} };
}

/** A page, or a form. */
async function browse(person: TestPerson, path: string, form?: Record<string, string>) {
  const headers = { Cookie: person.cookie, Origin: web.origin };
  const body = form && new URLSearchParams(form);
  const answer = await web.request(path, { method: form ? "POST" : "GET", headers, body });
  return { status: answer.status, text: await answer.text() };
}

const api = (messageId: string) => `/api/conversation/${group}/messages/${messageId}`;
const pageOf = (messageId: string) => `/chat/${group}/messages/${messageId}`;
const remove = (person: TestPerson, messageId: string, query = "") =>
  ask(person, `DELETE ${api(messageId)}${query}`);
const restore = (person: TestPerson, messageId: string) =>
  ask(person, `POST ${api(messageId)}/restore`);

/** Verbs that were recorded about a message. */
async function recorded(messageId: string): Promise<string[]> {
  const rows = await realtime.services.db.all<{ verb: string }>`
    select verb from audit where subject_id = ${messageId} order by at, id`;
  return rows.map(({ verb }) => verb);
}

async function live(person: TestPerson) {
  const socket = await realtime.connect(person);
  await socket.identify(person);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  const opened = await socket.next("Opened");
  return { socket, opened };
}

test("[M7] who may restore: staff what others than the author removed, moderators what they removed", async () => {
  const everybody = [member, author, moderator, owner, tutor, teacher, admin];
  const answers = async (messageId: string, people = everybody) => {
    const given: number[] = [];
    for (const person of people) given.push((await restore(person, messageId)).status);
    return given;
  };
  const present = await say("never removed");
  expect(await answers(present)).toEqual([403, 403, 409, 409, 409, 409, 409]);
  const taken = await say("taken back");
  await remove(author, taken);
  expect(await answers(taken)).toEqual([403, 403, 403, 403, 403, 403, 403]);
  const byStaff = await say("by staff");
  await remove(tutor, byStaff);
  expect(await answers(byStaff)).toEqual([403, 403, 403, 403, 200, 409, 409]);
  const byModerator = await say("by a moderator");
  for (const person of [moderator, tutor, teacher, admin]) {
    await remove(moderator, byModerator);
    expect(await answers(byModerator, [member, author, owner])).toEqual([403, 403, 403]);
    expect(await answers(byModerator, [person])).toEqual([200]);
  }
  const outsider = await makePerson(realtime.services);
  expect((await restore(outsider, byStaff)).status).toBe(404);
  expect((await ask(admin, `POST ${api("none")}/restore`)).status).toBe(404);
});

test("[M7] a restored message is in its place again: live, for who resumes, in lists and on the page", async () => {
  const before = await live(member);
  const messageId = await say("Marble shines");
  const { meta } = await before.socket.next("ChatMessage");
  await remove(teacher, messageId, "?reason=Wrong%20group");
  const removed = (await before.socket.next("MessageRemoved")).payload.message;
  expect(removed).toMatchObject({ content: "", revision: 1, removed: { reason: "Wrong group" } });
  const { socket } = await live(moderator);
  const key = { conversationId: group, messageId };
  socket.send({ messageType: "RestoreMessage", payload: {}, meta: key });
  expect((await socket.next("Refusal")).payload.code).toBe("forbidden");
  (await live(teacher)).socket.send({ messageType: "RestoreMessage", payload: {}, meta: key });
  const restored = (await before.socket.next("MessageRestored")).payload.message;
  expect(restored).toMatchObject({ content: "Marble shines", revision: 2, seq: meta.seq });
  expect(restored.removed).toBeUndefined();
  const again = await realtime.connect(member);
  const { payload } = await again.identify(member);
  const listed = payload.conversations.find(({ id }) => id === group);
  expect(listed?.lastMessage).toMatchObject({ content: "Marble shines", seq: meta.seq });
  const position = { seq: meta.seq - 1, epoch: payload.epoch };
  again.send({ messageType: "Open", payload: {}, meta: { conversationId: group, ...position } });
  const replayed: MessageView[] = [];
  replayed.push((await again.next("ChatMessage")).payload as unknown as MessageView);
  replayed.push((await again.next("MessageRemoved")).payload.message);
  replayed.push((await again.next("MessageRestored")).payload.message);
  expect(replayed.map(({ content, revision }) => [content, revision])).toEqual(
    Array.from({ length: 3 }, () => ["Marble shines", 2]),
  );
  expect((await browse(member, `/chat/${group}`)).text).toContain("Marble shines");
  expect(await recorded(messageId)).toEqual(["message.remove", "message.restore"]);
});

test("staff read what a message said before each edit and removal; each look is recorded", async () => {
  const messageId = await say("first canary");
  await edit(messageId, "second canary");
  await remove(moderator, messageId, "?reason=Rude");
  await restore(moderator, messageId);
  await edit(messageId, "third canary");
  await remove(tutor, messageId);
  for (const person of [member, author, moderator, owner]) {
    expect((await ask(person, `GET ${api(messageId)}/versions`)).status).toBe(404);
    expect((await ask(person, `GET ${api(messageId)}/removed`)).status).toBe(404);
  }
  const { json } = await ask(teacher, `GET ${api(messageId)}/versions`);
  const by = (name: string) => expect.objectContaining({ name });
  expect(json["versions"]).toMatchObject([
    { revision: 0, content: "first canary", change: "edit", by: by("Ada"), reason: null },
    { revision: 1, content: "second canary", change: "remove", by: by("Moritz"), reason: "Rude" },
    { revision: 3, content: "second canary", change: "edit", by: by("Ada") },
    { revision: 4, content: "third canary", change: "remove", by: by("A tutor"), reason: null },
  ]);
  const shown = await browse(tutor, `${pageOf(messageId)}?versions=shown`);
  for (const word of ["first", "second", "third"]) expect(shown.text).toContain(`${word} canary`);
  expect((await browse(tutor, pageOf(messageId))).text).not.toContain("canary");
  const looks = (await recorded(messageId)).filter((verb) => verb === "message.read_versions");
  expect(looks).toHaveLength(2);
  const { text: moderators } = await browse(moderator, pageOf(messageId));
  for (const person of [member, author, moderator]) {
    const { text } = await browse(person, `/chat/${group}`);
    for (const word of ["first", "second", "third"]) expect(text).not.toContain(`${word} canary`);
  }
  expect(moderators).not.toContain("canary");
});

test("what its author takes back is erased with all it said before, also after it was restored", async () => {
  const messageId = await say("obsidian one");
  await edit(messageId, "obsidian two");
  await remove(tutor, messageId);
  await restore(tutor, messageId);
  expect(await readVersions(teacher.context, { conversationId: group, messageId })).toHaveLength(2);
  await remove(author, messageId);
  const { db } = realtime.services;
  const kept = [
    await db.all`select content, removed_content from messages`,
    await db.all`select content from message_versions`,
  ];
  expect(JSON.stringify(kept)).not.toContain("obsidian");
  const { json } = await ask(admin, `GET ${api(messageId)}/versions`);
  expect(json["versions"]).toEqual([]);
});

test("a text that its author gets back is read by nobody else but staff, and that is not recorded", async () => {
  const messageId = await say("gneiss");
  const { json } = await remove(tutor, messageId, "?reason=Please%20rephrase&hand_back=true");
  expect(json["message"]).toMatchObject({ removed: { handed_back: true } });
  for (const person of [member, moderator, owner]) {
    expect((await ask(person, `GET ${api(messageId)}/removed`)).status).toBe(404);
  }
  const read = await ask(author, `GET ${api(messageId)}/removed`);
  expect(read.json).toEqual({ content: "gneiss" });
  const key = { conversationId: group, messageId };
  expect(await readRemovedContent(author.context, key)).toBe("gneiss");
  expect(await recorded(messageId)).toEqual(["message.remove"]);
  expect((await ask(author, `GET ${api(messageId)}/versions`)).status).toBe(404);
  await restore(tutor, messageId);
  expect((await ask(author, `GET ${api(messageId)}/removed`)).status).toBe(404);
  const own = await say("basalt", tutor);
  await clock.advance(limits.editWindowMs + 1);
  const kept = await remove(tutor, own, "?hand_back=true");
  expect(kept.json["message"]).not.toMatchObject({ removed: { handed_back: true } });
});

test("teachers keep reasons in both languages, which those who remove are offered in their own", async () => {
  const path = `/api/courses/${firstCourse}/templates`;
  const wanted = [
    { en: "Off topic", de: "Gehört nicht hierher" },
    { en: "", de: "Bitte sachlich bleiben" },
  ];
  const many = Array.from({ length: 31 }, () => wanted[0]!);
  expect((await ask(teacher, `PUT ${path}`, { templates: many })).status).toBe(422);
  const long = [{ en: "x".repeat(limits.reasonChars + 1), de: "" }];
  expect((await ask(teacher, `PUT ${path}`, { templates: long })).status).toBe(422);
  for (const person of [tutor, owner]) {
    expect((await ask(person, `PUT ${path}`, { templates: wanted })).status).toBe(404);
  }
  const { json } = await ask(teacher, `PUT ${path}`, { templates: wanted });
  const [first, second] = json["templates"] as { id: string }[];
  expect(json["templates"]).toMatchObject(wanted);
  const offered = await ask(moderator, `GET /chat/${group}/reasons`);
  expect(offered.json).toEqual({ reasons: ["Off topic", "Bitte sachlich bleiben"] });
  expect((await ask(member, `GET /chat/${group}/reasons`)).status).toBe(404);

  // Another teacher has added one since the page was shown: it stays, the one that was emptied goes.
  await ask(admin, `PUT ${path}`, { templates: [first, second, { en: "Solution", de: "Lösung" }] });
  const form = new URLSearchParams([
    ["id", first!.id],
    ["id", second!.id],
    ["en-0", " "],
    ["en-1", "Stay factual"],
    ["de-1", "Bitte sachlich bleiben"],
  ]);
  const page = `/courses/${firstCourse}/templates`;
  const answer = await web.request(page, {
    method: "POST",
    headers: { Cookie: teacher.cookie, Origin: web.origin },
    body: form,
  });
  expect(answer.status).toBe(303);
  const { text } = await browse(teacher, page);
  for (const word of ["Stay factual", "Solution", "Lösung"]) expect(text).toContain(word);
  expect(text).not.toContain("Off topic");

  const messageId = await say("rude");
  const removal = { template: "Stay factual", reason: " ", handBack: "on" };
  const done = await browse(moderator, `${pageOf(messageId)}/remove`, removal);
  expect(done.status).toBe(303);
  const newest = await ask(member, `GET /api/conversation/${group}/messages?limit=1`);
  const removed = { reason: "Stay factual", handed_back: true, by: "moderator" };
  expect(newest.json["messages"]).toMatchObject([{ id: messageId, removed }]);
});
