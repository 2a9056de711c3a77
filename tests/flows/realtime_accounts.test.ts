/** Accounts that change while their sockets are open, or about to identify themselves. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { changePassword } from "#core/people/accounts.ts";
import { editPerson } from "#core/people/manage_people.ts";
import { removeFromGroup } from "#core/groups/members.ts";
import { editMessage, sendMessage } from "#core/messages/messages.ts";
import { newHash } from "#core/identity/passwords.ts";
import { endAllSessions, startSession } from "#core/identity/sessions.ts";
import type { ClientFrame } from "#wire/client_frames.ts";
import { rates } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { aroundReads, bySomebodyElse } from "#tests/support/around_reads.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import {
  makeGroup,
  startTestRealtime,
  type TestRealtime,
  type TestSocket,
} from "#tests/support/realtime.ts";

let realtime: TestRealtime;
let clock: FakeClock;
let boss: TestPerson;
let assistant: TestPerson;
let student: TestPerson;
let group: string;

beforeEach(async () => {
  clock = new FakeClock();
  realtime = await startTestRealtime({ clock });
  const { services } = realtime;
  boss = await makePerson(services, { role: "admin" });
  assistant = await makePerson(services, { role: "admin" });
  student = await makePerson(services);
  group = await makeGroup(boss.context, [student]);
});
afterEach(() => realtime.stop());

const open = (socket: TestSocket) =>
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
const say = (content: string) => sendMessage(student.context, { conversationId: group, content });
const isOwn = (code: number) => ({ code });

/** Another device of the same account. */
async function secondDevice(person: TestPerson): Promise<TestPerson> {
  const { services } = realtime;
  const session = await startSession(services, { userId: person.id, device: "Another" });
  const actor = { ...person.actor, sessionId: session.id };
  return { ...person, actor, cookie: person.cookie.replace(/=.*/, `=${session.token}`) };
}

test("[C4] a user demoted between opening a socket and identifying is no longer staff", async () => {
  const other = await realtime.connect(assistant);
  await other.identify(assistant);
  const socket = await realtime.connect(assistant);
  await editPerson(boss.context, assistant.id, { role: "user" });
  const welcome = await socket.identify(assistant);
  expect(welcome.payload.conversations).toEqual([]);
  for (const one of [socket, other]) {
    open(one);
    expect((await one.next("Refusal")).payload.code).toBe("not_found");
  }
});

const withToken = ({ token }: TestPerson) => ({ headers: { Authorization: `Bearer ${token}` } });

/** A cookie counts as none by now; a token has proved a session that has ended. */
async function expectOutside(
  person: TestPerson,
  { socket, other }: Record<"socket" | "other", TestSocket>,
): Promise<void> {
  const identity = { senderId: person.id, convId: "", timestamp: "", protocol: 1 };
  for (const one of [socket, other]) one.send({ messageType: "IdMessage", ...identity });
  expect((await socket.next("Refusal")).payload.code).toBe("unauthenticated");
  expect(await other.closed).toMatchObject(isOwn(4002));
  for (const { frames } of [socket, other]) {
    expect(frames.map(({ messageType }) => messageType)).not.toContain("Welcome");
  }
}

test("[C4] a user signed out between opening a socket and identifying stays out", async () => {
  const socket = await realtime.connect(student);
  const other = await realtime.connect(undefined, withToken(student));
  await endAllSessions(student.context, { keepCurrent: false });
  await expectOutside(student, { socket, other });
});

test("[O6] a user demoted while the reading of a group is being recorded cannot read it", async () => {
  let before: (() => Promise<unknown>) | undefined;
  const other = await startTestRealtime({
    instanceDir: realtime.services.config.instanceDir,
    around: (db) => ({
      ...db,
      async transaction(work) {
        const first = before;
        before = undefined;
        await first?.();
        return db.transaction(work);
      },
    }),
  });
  const reader = await other.connect(student);
  await reader.identify(student);
  open(reader);
  await reader.next("Opened");
  const known = await other.connect(assistant);
  await known.identify(assistant);
  const socket = await other.connect(assistant);
  const enter = (convId: string) =>
    socket.sendText(
      JSON.stringify({ messageType: "IdMessage", senderId: assistant.id, convId, timestamp: "" }),
    );
  enter("");
  await socket.settle();
  // The record of the reading waits until everyone knows of the demotion.
  before = async () => {
    await editPerson(boss.context, assistant.id, { role: "user" });
    await known.next("Welcome");
  };
  enter(group);
  await socket.settle();
  expect(before).toBeUndefined();
  await say("not for everybody");
  await reader.next("ChatMessage");
  await socket.settle();
  expect(JSON.stringify(socket.frames)).not.toContain("not for everybody");
  await other.stop();
});

test("a device whose session is over ends alone: the account's other devices stay", async () => {
  const { services } = realtime;
  const old = await realtime.connect(student);
  await old.identify(student);
  const device = await secondDevice(student);
  const live = await realtime.connect(device);
  await live.identify(student);
  await services.db.transaction(
    (tx) => tx.run`update sessions set expires_at = ${"2020-01-01T00:00:00.000Z"}
      where id = ${student.actor.sessionId}`,
  );
  await editPerson(boss.context, student.id, { name: "A new name" });
  expect(await old.closed).toMatchObject(isOwn(4002));
  await live.settle();
  open(live);
  await live.next("Opened");
});

/** Every frame of a client that changes something, or is answered with stored data. */
const acts = (messageId: string): ClientFrame[] => {
  const meta = { conversationId: group };
  return [
    {
      messageType: "ChatMessage",
      payload: { content: "too late", displayName: "" },
      meta: { ...meta, senderId: student.id, timestamp: "", messageId: "late" },
    },
    { messageType: "EditMessage", payload: { content: "too late" }, meta: { ...meta, messageId } },
    { messageType: "RemoveMessage", payload: {}, meta: { ...meta, messageId } },
    { messageType: "Read", payload: {}, meta: { ...meta, seq: 99 } },
  ];
};

test("[C4] a frame sent after the end of its session is not carried out, even before the log says so", async () => {
  const { db } = realtime.services;
  const { id: messageId } = await say("first");
  const stored = () => db.all`
    select content, removed_at, (select max(read_seq) from conversation_members) as read from messages`;
  const before = await stored();
  for (const frame of acts(messageId)) {
    const device = await secondDevice(student);
    const socket = await realtime.connect(device);
    await socket.identify(device);
    // Nothing in the log says so.
    await db.transaction((tx) => tx.run`delete from sessions where id = ${device.actor.sessionId}`);
    socket.send(frame);
    expect((await socket.next("SignedOut")).payload.reason).toBe("expired");
    expect(await socket.closed).toMatchObject(isOwn(4002));
    expect([frame.messageType, await stored()]).toEqual([frame.messageType, before]);
  }
});

test("[C4] data being read for a user whose session ends is not shown", async () => {
  let before: (() => Promise<unknown>) | undefined;
  const other = await startTestRealtime({
    instanceDir: realtime.services.config.instanceDir,
    around: (db) =>
      aroundReads(db, (queries) => ({
        async all<Row>(text: TemplateStringsArray, ...values: Parameters<typeof db.all>[1][]) {
          const first = text.join("").includes("m.seq >") ? before : undefined;
          if (first) before = undefined;
          await first?.();
          return queries.all<Row>(text, ...values);
        },
      })),
  });
  await say("missed");
  const socket = await other.connect(student);
  const { payload } = await socket.identify(student);
  const meta = { conversationId: group, seq: 0, epoch: payload.epoch };
  // The messages are read after the end of the session has been delivered.
  before = bySomebodyElse(async () => {
    await endAllSessions({ ...other.services, actor: student.actor }, { keepCurrent: false });
    await socket.next("SignedOut");
  });
  socket.send({ messageType: "Open", payload: {}, meta });
  expect(await socket.closed).toMatchObject(isOwn(4002));
  expect(before).toBeUndefined();
  const kinds = socket.frames.map(({ messageType }) => messageType);
  expect([kinds.at(-1), kinds.includes("Opened")]).toEqual(["SignedOut", false]);
  expect(kinds).not.toContain("ChatMessage");
  await other.stop();
});

test("[E3] a user who changes their password continues with a new session, and nobody with the old one", async () => {
  const { services } = realtime;
  const password = await newHash("the old secret");
  const person = await makePerson(services, { password });
  const [own, other] = [await realtime.connect(person), await secondDevice(person)];
  await own.identify(person);
  const phone = await realtime.connect(other);
  await phone.identify(other);
  const words = { current: "the old secret", password: "the new secret" };
  const session = await changePassword(person.context, words);
  expect(await own.closed).toMatchObject(isOwn(1001));
  expect(own.frames.map(({ messageType }) => messageType)).not.toContain("SignedOut");
  expect(await phone.closed).toMatchObject(isOwn(4002));
  const thief = await realtime.connect(person);
  thief.send({
    messageType: "IdMessage",
    senderId: person.id,
    convId: "",
    timestamp: "",
    protocol: 1,
  });
  expect((await thief.next("Refusal")).payload.code).toBe("unauthenticated");
  const cookie = person.cookie.replace(/=.*/, `=${session.token}`);
  const back = await realtime.connect({ ...person, cookie });
  expect((await back.identify(person)).payload.userId).toBe(person.id);
});

test("[E3] an open socket is closed at the moment its guest expires", async () => {
  const expiresAt = new Date(clock.now() + 17_000).toISOString();
  const guest = await makePerson(realtime.services, { role: "guest", expiresAt });
  group = await makeGroup(boss.context, [guest, student]);
  const socket = await realtime.connect(guest);
  const late = await realtime.connect(guest);
  await socket.identify(guest);
  open(socket);
  await socket.next("Opened");
  for (const stepMs of [5_000, 5_000, 5_000, 1_999]) {
    await clock.advance(stepMs);
    await socket.settle();
  }
  await say("in time");
  await socket.next("ChatMessage");
  await clock.advance(1);
  expect((await socket.next("SignedOut")).payload.reason).toBe("expired");
  expect(await socket.closed).toMatchObject(isOwn(4002));
  expect(await late.closed).toMatchObject(isOwn(4001));
});

test("[E3] a socket whose session ended without an event is closed at the next check", async () => {
  const socket = await realtime.connect(student);
  await socket.identify(student);
  const { id } = student.actor;
  await realtime.services.db.transaction(
    (tx) => tx.run`delete from sessions where user_id = ${id}`,
  );
  await clock.advance(5_000);
  expect((await socket.next("SignedOut")).payload.reason).toBe("expired");
});

test("[C4] a guest who expires between opening a socket and identifying stays out", async () => {
  const expiresAt = new Date(clock.now() + 1_000).toISOString();
  const guest = await makePerson(realtime.services, { role: "guest", expiresAt });
  const socket = await realtime.connect(guest);
  const other = await realtime.connect(undefined, withToken(guest));
  await clock.advance(1_000);
  await expectOutside(guest, { socket, other });
});

test("[O6] staff who are removed from a group while they read it are recorded as reading it", async () => {
  const { services } = realtime;
  const own = await makeGroup(boss.context, [assistant, student]);
  const socket = await realtime.connect(assistant);
  await socket.identify(assistant);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: own } });
  await socket.next("Opened");
  const reads = () => services.db.all`
    select verb from audit where actor_id = ${assistant.id} and verb = 'conversation.read'`;
  expect(await reads()).toEqual([]);
  await removeFromGroup(boss.context, { conversationId: own, userId: assistant.id });
  await socket.next("ConversationListed");
  await services.db.transaction((tx) => tx.get`select 1`);
  expect(await reads()).toHaveLength(1);
  // As long as they stay, it is one look, which becomes longer.
  for (let minutes = 0; minutes < 12; minutes++) {
    for (let step = 0; step < 12; step++) {
      await clock.advance(5_000);
      await socket.settle();
      await services.db.transaction((tx) => tx.get`select 1`);
    }
  }
  expect(await reads()).toHaveLength(1);
  const [look] = await services.db.all<{ from: string; to: string }>`
    select began_at as "from", last_at as "to" from looks where actor_id = ${assistant.id}`;
  expect(Date.parse(look!.to) - Date.parse(look!.from)).toBeGreaterThan(11 * 60_000);
});

test("[L2] edits count as messages", async () => {
  const { id: messageId } = await say("first");
  const change = (content: string) =>
    editMessage(student.context, { conversationId: group, messageId, content });
  for (let i = 1; i < rates.messages.burst; i++) await change(`version ${i}`);
  await expect(change("one too many")).rejects.toMatchObject({ code: "limited" });
});

test("an edit of an old message reaches those who have the group open, and no list", async () => {
  const { id: messageId } = await say("first");
  await say("newest");
  const reader = await realtime.connect(boss);
  await reader.identify(boss);
  open(reader);
  await reader.next("Opened");
  await editMessage(student.context, { conversationId: group, messageId, content: "First" });
  await reader.next("MessageEdited");
  await reader.settle();
  const listed = () =>
    reader.frames.filter(({ messageType }) => messageType === "ConversationListed");
  expect(listed()).toEqual([]);
  const newest = await say("and newer");
  await editMessage(student.context, {
    conversationId: group,
    messageId: newest.id,
    content: "Newer",
  });
  await reader.next("ConversationListed");
});
