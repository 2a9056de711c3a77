/** Messages that wait for approval: the same answer on every way in, and nothing of them for others. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { deleteGroup, restoreGroup } from "#core/groups/bin.ts";
import { addMembers, changeMemberRole, removeFromGroup } from "#core/groups/members.ts";
import { setMode } from "#core/groups/modes.ts";
import { approveHeld, holdMessage } from "#core/messages/held.ts";
import { editMessage, sendMessage } from "#core/messages/messages.ts";
import { removePerson } from "#core/people/manage_people.ts";
import { mergeStep } from "#core/people/merge_steps.ts";
import { createRateLimits } from "#core/rates.ts";
import { heldLimits, limits } from "#wire/limits.ts";
import { enrol, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let tutor: TestPerson;
let stranger: TestPerson;
let owner: TestPerson;
let student: TestPerson;
let guest: TestPerson;
let group: string;

beforeAll(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  web = testWeb({ services });
  await makeCourse(services, { id: "other" });
  admin = await makePerson(services, { role: "admin" });
  tutor = await makePerson(services, { name: "Dr. Tuff" });
  stranger = await makePerson(services);
  owner = await makePerson(services);
  student = await makePerson(services, { name: "Thao" });
  guest = await makePerson(services, { role: "guest" });
  await enrol(services, { userId: tutor.id, role: "tutor" });
  await enrol(services, { userId: stranger.id, role: "teacher", courseId: "other" });
});
afterAll(() => realtime.stop());
beforeEach(async () => {
  Object.assign(realtime.services.rates, createRateLimits(realtime.services.clock));
  group = await makeGroup(admin.context, [student, owner, guest], "Team Quartz");
  await changeMemberRole(admin.context, { conversationId: group, userId: owner.id, role: "owner" });
});

interface Json {
  reason?: string;
  count?: number;
  next?: string | null;
  message?: { id: string; seq: number; written_at?: string };
  messages?: { id: string; content: string; revision: number; seq?: number }[];
  held?: { id: string; state: string } | { id: string; content: string; state: string }[];
  done?: string[];
  refused?: { id: string; reason: string }[];
}

async function ask(by: TestPerson, method: string, path: string, body?: object) {
  const answer = await web.request(path, {
    method,
    headers: { Authorization: `Bearer ${by.token}`, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = (text ? JSON.parse(text) : {}) as Json;
  return { status: answer.status, json, refused: [answer.status, json.reason] };
}

const hold = (input: object = {}) => setMode(tutor.context, group, { mode: "hold", ...input });
const own = async (by: TestPerson) => {
  const { json } = await ask(by, "GET", `/api/conversation/${group}/held`);
  return json.held as { id: string; content: string; state: string; note?: string }[];
};
const waiting = (by: TestPerson, query = "") =>
  ask(by, "GET", `/api/held-messages?conversation_id=${group}${query}`);
const decide = (by: TestPerson, verb: "approve" | "return", body: object) =>
  ask(by, "POST", `/api/held-messages/${verb}`, body);
const seqsOf = async (clientId: string) =>
  (
    await realtime.services.db.all<{ seq: number }>`
    select seq from messages where client_id = ${clientId}`
  ).length;

let count = 0;
type Socket = Awaited<ReturnType<TestRealtime["connect"]>>;

async function say(socket: Socket, by: TestPerson, content: string, messageId: string) {
  const meta = { conversationId: group, senderId: by.id, messageId };
  socket.send({ messageType: "ChatMessage", payload: { content }, meta });
}

/** The four ways in: whether the text is posted, waits, or is refused with which code. */
const ways: Record<string, (by: TestPerson, content: string) => Promise<string>> = {
  async page(by, content) {
    const { status } = await web.post(`/chat/${group}`, { content }, by);
    if (status !== 303) return status === 403 ? "forbidden" : String(status);
    return (await own(by)).some((one) => one.content === content) ? "held" : "posted";
  },
  async rest(by, content) {
    const { status, json } = await ask(by, "POST", `/api/conversation/${group}/messages`, {
      content,
    });
    if (status !== 201) return status === 403 ? "forbidden" : String(status);
    return json.held ? "held" : "posted";
  },
  async socket(by, content) {
    const socket = await realtime.connect(by);
    await socket.identify(by);
    void say(socket, by, content, `held-${(count += 1)}`);
    const answer = await Promise.race([
      socket.next("Ack").then(({ payload }) => ("held" in payload ? "held" : "posted")),
      socket.next("Refusal").then(({ payload }) => payload.code as string),
    ]);
    socket.close();
    return answer;
  },
  /** It receives nothing of what waits. */
  async original(by, content) {
    const socket = await realtime.connect(by);
    const current = await realtime.connect(by);
    await current.identify(by);
    socket.sendText(JSON.stringify({ messageType: "IdMessage", senderId: by.id, convId: group }));
    void say(socket, by, content, `held-${(count += 1)}`);
    const answer = await Promise.race([
      socket.next("ChatMessage").then(() => "posted"),
      socket.next("Refusal").then(({ payload }) => payload.code as string),
      current.next("HeldChanged").then(() => "held"),
    ]);
    if (answer === "held") expect(socket.frames).toEqual([]);
    for (const one of [socket, current]) one.close();
    return answer;
  },
};

async function onEveryWay(by: TestPerson): Promise<string> {
  Object.assign(realtime.services.rates, createRateLimits(realtime.services.clock));
  const answers = new Set<string>();
  for (const [name, way] of Object.entries(ways)) {
    answers.add(await way(by, `By ${name}, number ${(count += 1)}`));
  }
  return [...answers].join(", ");
}

/** What the student has written on every way in waits. */
async function waitOf(content: string): Promise<{ id: string; revision: number }> {
  await holdMessage(student.context, { conversationId: group, content });
  const { json } = await waiting(tutor);
  const { id, revision } = json.messages!.at(-1)!;
  return { id, revision };
}

test("nobody but staff decides, sees or counts what waits, and only its author changes it", async () => {
  expect(
    (await ask(owner, "PUT", `/api/conversation/${group}/mode`, { mode: "hold" })).refused,
  ).toEqual([403, "mode_by_staff"]);
  const path = `/api/conversation/${group}/mode`;
  const wrong = { mode: "hold", hold_for: "chosen" };
  expect((await ask(tutor, "PUT", path, wrong)).refused).toEqual([422, "hold_people"]);
  expect((await ask(tutor, "PUT", path, { mode: "hold", hold_for: "friends" })).status).toBe(422);
  await hold();
  const one = await waitOf("Canary one");
  for (const by of [owner, guest, student, stranger]) {
    expect((await waiting(by)).json).toMatchObject({ count: 0, messages: [] });
    for (const verb of ["approve", "return"] as const) {
      expect((await decide(by, verb, { messages: [one] })).status).toBe(404);
    }
  }
  const held = `/api/conversation/${group}/held/${one.id}`;
  for (const by of [owner, tutor]) {
    expect((await ask(by, "PATCH", held, { content: "Other" })).status).toBe(404);
    expect((await ask(by, "DELETE", held)).status).toBe(404);
  }
  expect((await ask(student, "PATCH", held, { content: " " })).status).toBe(422);
  expect((await ask(stranger, "GET", `/api/conversation/${group}/held`)).status).toBe(404);
  const long = { messages: [one], reason: "x".repeat(limits.reasonChars + 1) };
  expect((await decide(tutor, "return", long)).status).toBe(422);
  // What its author changed meanwhile is read again before it is approved.
  await ask(student, "PATCH", held, { content: "Canary two" });
  expect((await decide(tutor, "approve", { messages: [one] })).json.refused).toMatchObject([
    { reason: "held_changed" },
  ]);
  await ask(student, "DELETE", held);
  const late = { messages: [{ ...one, revision: 1 }] };
  expect((await decide(tutor, "approve", late)).json.refused).toMatchObject([
    { reason: "held_decided" },
  ]);
  expect((await ask(student, "DELETE", held)).refused).toEqual([409, "held_decided"]);
  expect(await own(student)).toEqual([]);
});

test("messages of everyone, of guests or of chosen people wait on every way in, until the mode ends", async () => {
  const { id: messageId } = await sendMessage(student.context, {
    conversationId: group,
    content: "Before",
  });
  await hold();
  for (const by of [student, owner, guest]) expect(await onEveryWay(by)).toBe("held");
  for (const by of [tutor, admin]) expect(await onEveryWay(by)).toBe("posted");
  // Otherwise an edit would show what would have waited.
  const edit = { conversationId: group, messageId, content: "After" };
  await expect(editMessage(student.context, edit)).rejects.toMatchObject({ reason: "edit_waits" });
  await hold({ holdFor: "guests" });
  expect(await onEveryWay(guest)).toBe("held");
  expect(await onEveryWay(student)).toBe("posted");
  await hold({ holdFor: "chosen", userIds: [student.id, stranger.id] });
  expect(await onEveryWay(student)).toBe("held");
  for (const by of [owner, guest]) expect(await onEveryWay(by)).toBe("posted");
  // Leaving and coming back does not help.
  await removeFromGroup(admin.context, { conversationId: group, userId: student.id });
  await addMembers(admin.context, group, [{ userId: student.id, role: "member" }]);
  expect(await own(student)).toEqual([]);
  expect(await onEveryWay(student)).toBe("held");
  const before = (await waiting(tutor)).json.count;
  await realtime.services.db.transaction(
    (tx) => tx.run`
      update conversations set mode_until = '2026-01-01T00:00:00.000Z' where id = ${group}`,
  );
  expect(await onEveryWay(student)).toBe("posted");
  // What waits is lost to nobody.
  expect((await waiting(tutor)).json.count).toBe(before);
  await setMode(tutor.context, group, { mode: "locked" });
  expect(await onEveryWay(student)).toBe("forbidden");
});

test("[M11] a retry finds a message wherever it is, and an approved one takes its place once, with both times", async () => {
  await hold();
  const socket = await realtime.connect(student);
  await socket.identify(student);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await socket.next("Opened");
  void say(socket, student, "Is it due on Friday?", "retried");
  const ack = await socket.next("Ack");
  expect(ack.payload).toMatchObject({
    held: true,
    message: { content: "Is it due on Friday?", state: "held", revision: 0 },
  });
  expect(ack.meta).toEqual({
    conversationId: group,
    clientId: "retried",
    messageId: (ack.payload.message as { id: string }).id,
  });
  await socket.next("HeldChanged");
  const retry = async () => {
    void say(socket, student, "Is it due on Friday?", "retried");
    return socket.next("Ack");
  };
  expect(await retry()).toEqual(ack);
  // In a group that is open by now too.
  await setMode(tutor.context, group, { mode: "open" });
  expect(await retry()).toEqual(ack);
  await setMode(tutor.context, group, { mode: "locked" });
  expect(await retry()).toEqual(ack);
  const id = ack.meta.messageId;
  const key = { messages: [{ id, revision: 0 }] };
  expect((await decide(tutor, "approve", key)).json.refused).toMatchObject([
    { reason: "group_locked" },
  ]);
  await setMode(tutor.context, group, { mode: "hold" });
  const original = await realtime.connect(owner);
  original.sendText(
    JSON.stringify({ messageType: "IdMessage", senderId: owner.id, convId: group }),
  );
  const before = await sendMessage(tutor.context, { conversationId: group, content: "Wait" });
  const twice = await Promise.all([decide(tutor, "approve", key), decide(admin, "approve", key)]);
  expect(twice.flatMap(({ json }) => json.done)).toEqual([id]);
  const isOurs = ({ payload }: { payload: object }) =>
    "content" in payload && payload.content === "Is it due on Friday?";
  const shown = await socket.next("ChatMessage", isOurs);
  expect(shown.meta).toMatchObject({ seq: before.seq + 1 });
  expect(shown.payload).toHaveProperty("writtenAt");
  const posted = (await retry()).payload.message;
  expect(posted).toMatchObject({ id, seq: before.seq + 1, clientId: "retried" });
  const { writtenAt, sentAt } = posted as { writtenAt: string; sentAt: string };
  expect(writtenAt < sentAt).toBe(true);
  expect(await seqsOf("retried")).toBe(1);
  const list = await ask(owner, "GET", `/api/conversation/${group}/messages`);
  expect(list.json.messages!.at(-1)).toMatchObject({ id, written_at: writtenAt });
  const seen = await original.next("ChatMessage", isOurs);
  expect(seen.meta).toMatchObject({ senderId: student.id });
  expect(await own(student)).toEqual([]);
  const log = await (await web.get("/audit", admin)).text();
  expect(log).toContain("approved a message from");
  for (const one of [socket, original]) one.close();
});

test("others see nothing of what waits or was returned, and its author reads why", async () => {
  const watching = await realtime.connect(owner);
  await watching.identify(owner);
  watching.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await watching.next("Opened");
  await hold();
  const one = await waitOf("Canary Tyrannosaurus");
  const note = "Please leave out the solution.";
  const pages = [`/chat/${group}`, "/conversations", `/conversations/${group}`, "/"];
  const api = [
    `/api/conversation/${group}/messages`,
    "/api/conversations",
    `/api/conversation/${group}`,
  ];
  const words = async (by: TestPerson) => {
    const texts: string[] = [];
    for (const path of pages) texts.push(await (await web.get(path, by)).text());
    for (const path of [...api, `/api/conversation/${group}/held`, "/api/held-messages"]) {
      texts.push(JSON.stringify((await ask(by, "GET", path)).json));
    }
    texts.push(await (await web.get("/find/results?q=Canary", by)).text());
    return texts.join("\n");
  };
  for (const by of [owner, guest, stranger]) expect(await words(by)).not.toContain("Tyrann");
  expect(await (await web.get(`/chat/${group}`, student)).text()).toContain("Waiting for approval");
  const { json } = await decide(tutor, "return", { messages: [one], reason: note });
  expect(json).toEqual({ done: [one.id], refused: [] });
  expect(await own(student)).toMatchObject([
    { state: "returned", content: "Canary Tyrannosaurus", note, returned_by: "Dr. Tuff" },
  ]);
  const page = await (await web.get(`/chat/${group}`, student)).text();
  expect([page.includes("Canary Tyrannosaurus"), page.includes(note)]).toEqual([true, true]);
  for (const by of [owner, guest, stranger]) {
    const seen = await words(by);
    expect([seen.includes("Tyrann"), seen.includes(note)]).toEqual([false, false]);
  }
  expect((await waiting(tutor)).json.count).toBe(0);
  // A frame that comes after all of that shows that there was none before.
  await sendMessage(admin.context, { conversationId: group, content: "Marker" });
  await watching.next("ChatMessage");
  expect(JSON.stringify(watching.frames)).not.toMatch(/Tyrann|HeldChanged|solution/);
  watching.close();
  // The tutor, who is no member, has looked in.
  const looks = await (await web.get(`/conversations/${group}/looks`, student)).text();
  expect(looks).toContain("Dr. Tuff");
});

test("what waits goes with its author and its group, and a long queue is read in parts", async () => {
  await hold();
  const one = await waitOf("In the bin");
  await deleteGroup(admin.context, group);
  expect((await ask(tutor, "GET", "/api/held-messages")).json.messages).not.toContainEqual(
    expect.objectContaining({ id: one.id }),
  );
  await restoreGroup(admin.context, group);
  expect((await waiting(tutor)).json.messages).toMatchObject([{ id: one.id }]);
  expect((await realtime.services.db.all`select * from deleted_held_messages`).length).toBe(0);
  for (let i = 1; i < heldLimits.eachInGroup; i++) {
    await holdMessage(student.context, { conversationId: group, content: `Number ${i}` });
  }
  const full = holdMessage(student.context, { conversationId: group, content: "Too many" });
  await expect(full).rejects.toMatchObject({ reason: "held_many" });
  const seen: string[] = [];
  let next: string | null | undefined = "";
  while (next !== null) {
    const part = await waiting(tutor, `&limit=20${next && `&after=${next}`}`);
    expect(part.json.count).toBe(heldLimits.eachInGroup);
    for (const { id } of part.json.messages!) seen.push(id);
    next = part.json.next;
  }
  expect([seen.length, new Set(seen).size]).toEqual([heldLimits.eachInGroup, seen.length]);
  const message = await approveHeld(tutor.context, { id: one.id, revision: 0 });
  expect(message.content).toBe("In the bin");
  await removeFromGroup(admin.context, { conversationId: group, userId: student.id });
  expect((await waiting(tutor)).json.count).toBe(0);

  // Another account of the same person takes it over; an erased one takes it along.
  const [from, into] = [await makePerson(realtime.services), await makePerson(realtime.services)];
  await addMembers(admin.context, group, [{ userId: from.id, role: "member" }]);
  await hold({ holdFor: "chosen", userIds: [from.id] });
  await holdMessage(from.context, { conversationId: group, content: "By the other account" });
  const path = `/api/users/${from.id}/merge`;
  expect((await ask(admin, "POST", path, { into: into.id })).status).toBeLessThan(300);
  while (await mergeStep(realtime.services, from.id));
  expect(await own(into)).toMatchObject([{ content: "By the other account" }]);
  expect(await ways["rest"]!(into, "Still chosen")).toBe("held");
  await removePerson(admin.context, into.id);
  for (const rows of [
    await realtime.services.db.all`select * from held_messages where sender_id = ${into.id}`,
    await realtime.services.db.all`select * from hold_people where user_id = ${into.id}`,
  ]) {
    expect(rows).toEqual([]);
  }
});
