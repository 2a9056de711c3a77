/** Someone who is muted reads and does not write, on every way in, until it ends without an event. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { addMembers, changeMemberRole } from "#core/groups/members.ts";
import { mutePerson } from "#core/moderation/mutes.ts";
import { createRateLimits } from "#core/rates.ts";
import { editMessage, sendMessage } from "#core/messages/messages.ts";
import { muteLimits } from "#wire/limits.ts";
import { enrol } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let tutor: TestPerson;
let owner: TestPerson;
let student: TestPerson;
let stranger: TestPerson;
let group: string;
let other: string;

beforeAll(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin" });
  [teacher, tutor] = [await makePerson(services), await makePerson(services)];
  await enrol(services, { userId: teacher.id, role: "teacher" });
  await enrol(services, { userId: tutor.id, role: "tutor" });
});
afterAll(() => realtime.stop());
beforeEach(async () => {
  const { services } = realtime;
  [owner, student, stranger] = [
    await makePerson(services),
    await makePerson(services),
    await makePerson(services),
  ];
  group = await makeGroup(admin.context, [student, owner], "Team Quartz");
  other = await makeGroup(admin.context, [student], "Team Basalt");
  await addMembers(admin.context, group, [{ userId: teacher.id }]);
  await changeMemberRole(admin.context, { conversationId: group, userId: owner.id, role: "owner" });
});

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const hourMs = 3_600_000;

async function ask(by: TestPerson, method: string, path: string, body?: object) {
  const answer = await web.request(path, {
    method,
    headers: { Authorization: `Bearer ${by.token}`, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = (text ? JSON.parse(text) : {}) as { reason?: string; mutes?: object[] };
  return { status: answer.status, json, refused: [answer.status, json.reason] };
}

const mute = (by: TestPerson, who: TestPerson, body: object = { until: inMs(hourMs) }) =>
  ask(by, "PUT", `/api/conversation/${group}/members/${who.id}/mute`, body);

let count = 0;

type Socket = Awaited<ReturnType<TestRealtime["connect"]>>;

async function posted(socket: Socket, id: string, done: "Ack" | "ChatMessage") {
  count += 1;
  const meta = { conversationId: id, senderId: student.id, messageId: `mute${count}` };
  socket.send({ messageType: "ChatMessage", payload: { content: "By a socket" }, meta });
  const answer = await Promise.race([
    socket.next(done).then(() => "ok"),
    socket.next("Refusal").then(({ payload }) => payload.code as string),
  ]);
  socket.close();
  return answer;
}

/** What page, API, socket and the original's socket say to the student; each once. */
async function onEveryWay(id: string): Promise<string> {
  // As if over days.
  Object.assign(realtime.services.rates, createRateLimits(realtime.services.clock));
  const codes: Partial<Record<number, string>> = { 201: "ok", 303: "ok", 403: "forbidden" };
  const page = await web.post(`/chat/${id}`, { content: "By a form" }, student);
  const rest = await ask(student, "POST", `/api/conversation/${id}/messages`, { content: "API" });
  const socket = await realtime.connect(student);
  await socket.identify(student);
  const original = await realtime.connect(student);
  const senderId = student.id;
  original.sendText(JSON.stringify({ messageType: "IdMessage", senderId, convId: id }));
  const answers = new Set([
    codes[page.status],
    codes[rest.status],
    await posted(socket, id, "Ack"),
    await posted(original, id, "ChatMessage"),
  ]);
  return [...answers].join(", ");
}

test("nobody mutes people of equal or higher office, for too long, or without a right", async () => {
  expect((await mute(student, owner)).refused).toEqual([403, "mute_by_moderators"]);
  expect((await mute(stranger, student)).refused).toEqual([404, "not_found"]);
  expect((await mute(owner, stranger)).refused).toEqual([404, "not_found"]);
  expect((await mute(owner, owner)).refused).toEqual([403, "equal_office"]);
  expect((await mute(owner, teacher)).refused).toEqual([403, "equal_office"]);
  expect((await mute(tutor, teacher)).refused).toEqual([403, "equal_office"]);
  expect((await mute(teacher, admin)).refused).toEqual([403, "equal_office"]);
  expect((await mute(tutor, owner)).status).toBe(204);
  const long = { until: inMs(muteLimits.dayMs + 2 * muteLimits.graceMs) };
  for (const by of [owner, tutor]) {
    expect((await mute(by, student, long)).refused).toEqual([422, "mute_day"]);
    const everywhere = { until: inMs(hourMs), everywhere: true };
    expect((await mute(by, student, everywhere)).refused).toEqual([403, "mute_in_group"]);
  }
  const past = { until: "2026-01-01T00:00:00.000Z" };
  expect((await mute(teacher, student, past)).refused).toEqual([422, "mode_end_past"]);
  expect((await mute(teacher, student, { until: "noon" })).status).toBe(422);
  const reason = "x".repeat(muteLimits.reasonChars + 1);
  expect((await mute(teacher, student, { until: inMs(hourMs), reason })).status).toBe(422);
  const form = `/conversations/${group}/members/${student.id}/mute`;
  expect((await web.get(form, student)).status).toBe(404);
  expect((await web.post(form, { span: "forever" }, owner)).status).toBe(422);
  expect(await onEveryWay(group)).toBe("ok");
});

test("a mute holds on every way in, in the group or the course, until its end or its lifting", async () => {
  const { id: messageId } = await sendMessage(student.context, {
    conversationId: group,
    content: "Before",
  });
  const socket = await realtime.connect(student);
  await socket.identify(student);
  const until = inMs(hourMs);
  const reason = "Insulting others";
  expect((await mute(owner, student, { until, reason })).status).toBe(204);
  const { payload } = await socket.next("Welcome");
  expect(payload.mutes).toEqual([{ courseId: "first", conversationId: group, until, reason }]);
  socket.close();
  expect(await onEveryWay(group)).toBe("forbidden");
  expect(await onEveryWay(other)).toBe("ok");
  const key = { conversationId: group, messageId };
  await expect(editMessage(student.context, { ...key, content: "After" })).rejects.toMatchObject({
    reason: "muted",
    message: `You cannot write here until ${until.slice(0, 10)} ${until.slice(11, 16)} UTC. ${reason} You can still read everything.`,
  });
  expect((await web.get(`/chat/${group}`, student)).status).toBe(200);
  // Owners and staff see who is muted, others do not.
  const list = await ask(owner, "GET", `/api/conversation/${group}/mutes`);
  expect(list.json.mutes).toMatchObject([
    { user_id: student.id, everywhere: false, reason, until },
  ]);
  expect((await ask(student, "GET", `/api/conversation/${group}/mutes`)).status).toBe(404);
  const page = (by: TestPerson) => web.get(`/conversations/${group}`, by).then((a) => a.text());
  expect(await page(owner)).toContain("Muted");
  expect(await page(student)).not.toContain("Muted");
  const own = `/api/conversation/${group}/members/${student.id}/mute`;
  expect((await ask(tutor, "DELETE", own)).status).toBe(204);
  expect(await onEveryWay(group)).toBe("ok");

  await mutePerson(
    teacher.context,
    { conversationId: group, userId: student.id },
    {
      until: inMs(3 * 24 * hourMs),
      everywhere: true,
    },
  );
  for (const id of [group, other]) expect(await onEveryWay(id)).toBe("forbidden");
  expect((await ask(owner, "DELETE", `${own}?everywhere=true`)).refused).toEqual([
    403,
    "mute_in_group",
  ]);
  // Nothing else happens at the end.
  await realtime.services.db.transaction(
    (tx) => tx.run`update mutes set until_at = '2026-01-01T00:00:00.000Z'`,
  );
  for (const id of [group, other]) expect(await onEveryWay(id)).toBe("ok");
  const acts = await realtime.services.db.all<{ verb: string }>`
    select verb from audit where verb like 'person.%' and subject_id = ${student.id} order by id`;
  expect(acts.map(({ verb }) => verb)).toEqual([
    "person.mute",
    "person.unmute",
    "person.mute_everywhere",
  ]);
});

test("a decision can mute as well, and taking it back brings message and right to write back", async () => {
  const content = "You are too stupid";
  const { id } = await sendMessage(student.context, { conversationId: group, content });
  const report = `/api/conversation/${group}/messages/${id}/reports`;
  expect((await ask(owner, "POST", report, { reason: "insult" })).status).toBe(204);
  const [one] = await realtime.services.db.all<{ id: string }>`
    select id from cases where message_id = ${id}`;
  const path = `/api/cases/${one!.id}`;
  const decide = (ms: number) =>
    ask(tutor, "POST", `${path}/decision`, {
      decision: "remove",
      version: 1,
      text: "Please apologise.",
      mute_until: inMs(ms),
    });
  // All or nothing.
  expect((await decide(2 * muteLimits.dayMs)).refused).toEqual([422, "mute_day"]);
  const shown = () => web.get(`/chat/${group}`, owner).then((answer) => answer.text());
  expect(await shown()).toContain(content);
  expect((await decide(muteLimits.dayMs)).status).toBe(200);
  expect(await shown()).not.toContain(content);
  expect(await onEveryWay(group)).toBe("forbidden");
  expect(await (await web.get("/answers", student)).text()).toContain("You cannot write until");
  expect(await (await web.get(`/chat/${group}`, student)).text()).toContain("isDecision");
  const appeal = { words: "A quotation" };
  expect((await ask(student, "POST", `/api/answers/${one!.id}/appeal`, appeal)).status).toBe(204);
  const outcome = { outcome: "lifted", version: 3 };
  expect((await ask(teacher, "POST", `${path}/outcome`, outcome)).status).toBe(200);
  expect(await shown()).toContain(content);
  expect(await onEveryWay(group)).toBe("ok");
});
