import { afterAll, beforeAll, expect, test } from "bun:test";
import { sendMessage, removeMessage } from "#core/messages/messages.ts";
import { removeFromGroup, addMembers } from "#core/groups/members.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import { disablePerson, editPerson } from "#core/people/manage_people.ts";
import { endAllSessions } from "#core/identity/sessions.ts";
import { createLocalBus } from "#bus/local.ts";
import type { Ack } from "#wire/frames.ts";
import { until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import {
  makeGroup,
  startTestRealtime,
  type TestRealtime,
  type TestSocket,
} from "#tests/support/realtime.ts";

let realtime: TestRealtime;
let admin: TestPerson;
let member: TestPerson;

beforeAll(async () => {
  realtime = await startTestRealtime();
  admin = await makePerson(realtime.services, { role: "admin", name: "Prof. Ito" });
  member = await makePerson(realtime.services, { name: "Mei Lin" });
});
afterAll(() => realtime.stop());

async function live(person: TestPerson, conversationId?: string, at: TestRealtime = realtime) {
  const socket = await at.connect(person);
  const welcome = await socket.identify(person);
  if (conversationId) {
    socket.send({ messageType: "Open", payload: {}, meta: { conversationId } });
    await socket.next("Opened");
  }
  return { socket, welcome };
}

function say(
  socket: TestSocket,
  from: TestPerson,
  where: string,
  content: string,
  messageId?: string,
) {
  socket.send({
    messageType: "ChatMessage",
    payload: { content, displayName: "somebody else" },
    meta: { conversationId: where, senderId: from.id, timestamp: "", messageId },
  });
}

const contents = (socket: TestSocket) =>
  socket.frames.flatMap((frame) =>
    frame.messageType === "ChatMessage" ? [frame.payload.content] : [],
  );

test("[E2] [D5] a removed member receives nothing that comes later, on any socket", async () => {
  const group = await makeGroup(admin.context, [member]);
  const { socket } = await live(member, group);
  await sendMessage(admin.context, { conversationId: group, content: "before" });
  await socket.next("ChatMessage");
  await removeFromGroup(admin.context, { conversationId: group, userId: member.id });
  await sendMessage(admin.context, { conversationId: group, content: "after" });
  await socket.next("ConversationUnlisted", ({ meta }) => meta.conversationId === group);
  await socket.settle();
  expect(contents(socket)).toEqual(["before"]);
  expect(JSON.stringify(socket.frames)).not.toContain("after");
  socket.send({
    messageType: "Open",
    payload: {},
    meta: { conversationId: group, seq: 0, epoch: "x" },
  });
  expect((await socket.next("Refusal")).payload.code).toBe("not_found");
});

test("[E3] a session that ends elsewhere closes its socket with a reason", async () => {
  const person = await makePerson(realtime.services);
  const { socket } = await live(person);
  await endAllSessions(person.context, { keepCurrent: false });
  expect((await socket.next("SignedOut")).payload.reason).toBe("signed_out");
  expect((await socket.closed).code).toBe(4002);
});

test("[E3] disabling an account closes its sockets at once", async () => {
  const person = await makePerson(realtime.services);
  const { socket } = await live(person);
  await disablePerson(admin.context, person.id);
  expect((await socket.next("SignedOut")).payload.reason).toBe("disabled");
  expect((await socket.closed).code).toBe(4002);
});

test("[E2] a deleted group ends for everyone who had it open", async () => {
  const group = await makeGroup(admin.context, [member]);
  const { socket } = await live(member, group);
  await deleteGroup(admin.context, group);
  await socket.next("ConversationDeleted");
  await socket.next("ConversationUnlisted");
  socket.send({ messageType: "Typing", payload: {}, meta: { conversationId: group } });
  expect((await socket.next("Refusal")).payload.code).toBe("not_found");
});

test("[M6] a replay contains no removed text", async () => {
  const group = await makeGroup(admin.context, [member]);
  const message = await sendMessage(member.context, { conversationId: group, content: "a secret" });
  await removeMessage(admin.context, {
    conversationId: group,
    messageId: message.id,
    reason: "off topic",
  });
  const { socket, welcome } = await live(member);
  const { epoch } = welcome.payload;
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group, seq: 0, epoch } });
  const removed = await socket.next("MessageRemoved");
  expect(removed.payload.message.removed).toMatchObject({ by: "staff", reason: "off topic" });
  expect(JSON.stringify(socket.frames)).not.toContain("a secret");
});

test("[M2] everyone gets the message with the sender's real name, including the sender", async () => {
  const group = await makeGroup(admin.context, [member]);
  const { socket: sender } = await live(member, group);
  const { socket: reader } = await live(admin, group);
  say(sender, member, group, "Hello");
  for (const socket of [sender, reader]) {
    const frame = await socket.next("ChatMessage");
    expect(frame.payload).toMatchObject({ content: "Hello", displayName: "Mei Lin" });
    expect(frame.meta.senderId).toBe(member.id);
  }
});

test("[M3] [D1] when the acknowledgement arrives, the message is in the database", async () => {
  const group = await makeGroup(admin.context, [member]);
  const { socket } = await live(member, group);
  for (let i = 0; i < 20; i++) {
    const { services } = realtime;
    say(socket, member, group, `number ${i}`, `ack-${i}`);
    const ack = (await socket.next("Ack")) as Ack;
    const row = await services.db.get<{ seq: number }>`
      select seq from messages where id = ${ack.meta.messageId}`;
    expect(row?.seq).toBe(ack.meta.seq);
    services.rates.messages.giveBack(member.id);
  }
});

test("[M4] [D2] [D6] a message sent again is the same message", async () => {
  const group = await makeGroup(admin.context, [member]);
  const { socket } = await live(member, group);
  say(socket, member, group, "once", "same-id");
  say(socket, member, group, "once", "same-id");
  const first = await socket.next("Ack");
  const second = await socket.next("Ack");
  expect(second.meta).toEqual(first.meta);
  const other = await makeGroup(admin.context, [member]);
  say(socket, member, other, "once", "same-id");
  expect((await socket.next("Refusal")).payload.code).toBe("conflict");
  await socket.settle();
  expect(contents(socket)).toEqual(["once"]);
});

test("[O2] a client that resumes from any seq gets what follows, in order and once", async () => {
  const group = await makeGroup(admin.context, [member]);
  for (let i = 0; i < 8; i++) {
    await sendMessage(admin.context, { conversationId: group, content: `m${i}` });
  }
  for (const seq of [0, 1, 5, 9, 10]) {
    const { socket, welcome } = await live(member);
    const { epoch } = welcome.payload;
    socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group, seq, epoch } });
    const opened = await socket.next("Opened");
    expect(opened.payload).toMatchObject({ seq: 10, reload: false });
    await socket.settle();
    const seqs = socket.frames.flatMap(({ meta }) =>
      "seq" in meta && "timestamp" in meta ? [meta.seq] : [],
    );
    expect(seqs).toEqual(Array.from({ length: 10 - seq }, (_, i) => seq + 1 + i));
    socket.close();
  }
});

test("[O2] opening while others write misses nothing and duplicates nothing", async () => {
  const group = await makeGroup(admin.context, [member]);
  const { rates } = realtime.services;
  const writing = Array.from({ length: 60 }, (_, i) => {
    rates.messages.giveBack(admin.id);
    return sendMessage(admin.context, { conversationId: group, content: `busy ${i}` });
  });
  const { socket, welcome } = await live(member);
  const { epoch } = welcome.payload;
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group, seq: 0, epoch } });
  const posted = (await Promise.allSettled(writing)).filter(({ status }) => status === "fulfilled");
  expect(posted.length).toBeGreaterThan(10);
  await sendMessage(
    { ...admin.context, rates: { ...rates, messages: unlimited } },
    { conversationId: group, content: "the end" },
  );
  await socket.next("ChatMessage", ({ payload }) => payload.content === "the end");
  const seqs = socket.frames.flatMap((frame) =>
    frame.messageType === "ChatMessage" || frame.messageType === "MemberAdded"
      ? [frame.meta.seq]
      : [],
  );
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => i + 1));
});

const unlimited = {
  take: () => 0,
  giveBack: () => {},
} as unknown as TestPerson["context"]["rates"]["messages"];

/** A database whose reads take several turns of the event loop, as on a slow disk, once enabled. */
function slowReads() {
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const state = { slow: false };
  const around = (db: TestPerson["context"]["db"]): TestPerson["context"]["db"] => ({
    ...db,
    async all(text, ...values) {
      const rows = await db.all(text, ...values);
      if (state.slow) for (let i = 0; i < 5; i++) await turn();
      return rows as never;
    },
  });
  return { state, around };
}

test("[O2] events during the read of a replay are neither lost nor duplicated", async () => {
  const { state, around } = slowReads();
  const own = await startTestRealtime({ around });
  const staff = await makePerson(own.services, { role: "admin" });
  const context = { ...staff.context, rates: { ...staff.context.rates, messages: unlimited } };
  const group = await makeGroup(staff.context, []);
  const { socket, welcome } = await live(staff, undefined, own);
  const { epoch } = welcome.payload;
  state.slow = true;
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group, seq: 0, epoch } });
  for (let i = 0; i < 20; i++) {
    await sendMessage(context, { conversationId: group, content: `while it is read ${i}` });
  }
  await socket.next("ChatMessage", ({ payload }) => payload.content === "while it is read 19");
  const seqs = socket.frames.flatMap((frame) =>
    frame.messageType === "ChatMessage" || frame.messageType === "MemberAdded"
      ? [frame.meta.seq]
      : [],
  );
  expect(seqs).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
  await own.stop();
});

test("[I4] a group to which a user is added while connecting is not missed", async () => {
  const reading = Promise.withResolvers<void>();
  const added = Promise.withResolvers<void>();
  let armed = false;
  // The socket's list is read before the user is added, and reaches the server after that.
  const around = (db: TestPerson["context"]["db"]): TestPerson["context"]["db"] => ({
    ...db,
    async all(text, ...values) {
      const rows = await db.all(text, ...values);
      if (!armed || !text.some((part) => part.includes("join conversation_members m"))) {
        return rows as never;
      }
      armed = false;
      reading.resolve();
      await added.promise;
      return rows as never;
    },
  });
  const own = await startTestRealtime({ around });
  const staff = await makePerson(own.services, { role: "admin" });
  const late = await makePerson(own.services);
  const group = await makeGroup(staff.context, []);
  const socket = await own.connect(late);
  armed = true;
  const identified = socket.identify(late);
  await reading.promise;
  await addMembers(staff.context, group, [{ userId: late.id }]);
  added.resolve();
  await identified;
  const content = "for who has just come";
  await sendMessage(staff.context, { conversationId: group, content });
  // The entry of the list is read by itself, and may have been read after the message.
  const isShown = () =>
    socket.frames.some(
      (frame) =>
        (frame.messageType === "Counter" && frame.payload.lastMessage.content === content) ||
        (frame.messageType === "ConversationListed" &&
          frame.payload.conversation.lastMessage?.content === content),
    );
  await until(() => Promise.resolve(isShown()), "the message in the list");
  await own.stop();
});

test("[O4] a group that is not open counts new messages, for others' messages and the reader's own", async () => {
  const group = await makeGroup(admin.context, [member]);
  const { socket } = await live(member);
  await sendMessage(admin.context, {
    conversationId: group,
    content: `A long text. ${"word ".repeat(400)}`,
  });
  const counter = await socket.next("Counter", ({ meta }) => meta.conversationId === group);
  expect(counter.payload.senderId).toBe(admin.id);
  expect(counter.payload.lastMessage.content.length).toBeLessThanOrEqual(120);
  expect(contents(socket)).toEqual([]);
});

test("[O4] [O5] a group that was left counts new messages again, and shows nothing of them", async () => {
  const group = await makeGroup(admin.context, [member]);
  const { socket } = await live(member, group);
  await sendMessage(admin.context, { conversationId: group, content: "while it is open" });
  await socket.next("ChatMessage", ({ meta }) => meta.conversationId === group);
  socket.send({ messageType: "Leave", payload: {}, meta: { conversationId: group } });
  await socket.settle();
  await sendMessage(admin.context, { conversationId: group, content: "after it was left" });
  await socket.next("Counter", ({ meta }) => meta.conversationId === group);
  await socket.settle();
  expect(contents(socket)).toEqual(["while it is open"]);
});

test("[E2] an added member is told so, and receives the group's events from then on", async () => {
  const late = await makePerson(realtime.services);
  const group = await makeGroup(admin.context, []);
  const { socket } = await live(late);
  await addMembers(admin.context, group, [{ userId: late.id }]);
  await socket.next("ConversationListed", ({ meta }) => meta.conversationId === group);
  await sendMessage(admin.context, { conversationId: group, content: "welcome" });
  await socket.next("Counter", ({ meta }) => meta.conversationId === group);
});

test("[O6] staff may open any group, and opening one they are not in is recorded", async () => {
  const other = await makePerson(realtime.services, { role: "admin" });
  const group = await makeGroup(admin.context, [member]);
  await live(other, group);
  const rows = await realtime.services.db.all<{ verb: string }>`
    select verb from audit where actor_id = ${other.id} and conversation_id = ${group}`;
  expect(rows.map(({ verb }) => verb)).toEqual(["conversation.read"]);
});

test("[D4] two servers on one database deliver the same events in the same order", async () => {
  const hub = createLocalBus();
  const first = await startTestRealtime({ localBus: hub });
  const { instanceDir } = first.services.config;
  const second = await startTestRealtime({ localBus: hub, instanceDir });
  const staff = await makePerson(first.services, { role: "admin" });
  const student = await makePerson(first.services);
  const group = await makeGroup(staff.context, [student]);
  const { socket: here } = await live(staff, group, first);
  const { socket: there } = await live(student, group, second);
  for (let i = 0; i < 10; i++) {
    say(here, staff, group, `here ${i}`);
    say(there, student, group, `there ${i}`);
  }
  for (const socket of [here, there]) {
    for (let i = 0; i < 20; i++) await socket.next("ChatMessage");
  }
  expect(contents(there)).toEqual(contents(here));
  await second.stop();
  await first.stop();
});

test("[D4] when every nudge is lost, what another server wrote still arrives", async () => {
  const first = await startTestRealtime();
  const second = await startTestRealtime({ instanceDir: first.services.config.instanceDir });
  const staff = await makePerson(first.services, { role: "admin" });
  const group = await makeGroup(staff.context, []);
  const { socket: here } = await live(staff, group, first);
  const { socket: there } = await live(staff, group, second);
  say(here, staff, group, "without a bus");
  expect((await there.next("ChatMessage")).payload.content).toBe("without a bus");
  await second.stop();
  await first.stop();
});

test("[C4] staff who become students stop receiving groups they are not in, on the same socket", async () => {
  const former = await makePerson(realtime.services, { role: "admin" });
  const group = await makeGroup(admin.context, [member]);
  const { socket } = await live(former, group);
  await sendMessage(admin.context, { conversationId: group, content: "for staff, too" });
  await socket.next("ChatMessage");
  await editPerson(admin.context, former.id, { role: "user" });
  const again = await socket.next("Welcome");
  expect(again.payload).toMatchObject({ role: "user", conversations: [] });
  const { socket: witness } = await live(member, group);
  await sendMessage(admin.context, { conversationId: group, content: "no longer" });
  await witness.next("ChatMessage", ({ payload }) => payload.content === "no longer");
  await socket.settle();
  expect(JSON.stringify(socket.frames)).not.toContain("no longer");
});

test("[O6] lists show staff no messages of groups they are not in", async () => {
  const other = await makePerson(realtime.services, { role: "admin" });
  const group = await makeGroup(admin.context, [member]);
  await sendMessage(member.context, { conversationId: group, content: "before they came" });
  const { socket, welcome } = await live(other);
  expect(welcome.payload.conversations.find(({ id }) => id === group)?.lastMessage).toBeUndefined();
  const { socket: witness } = await live(member, group);
  await sendMessage(member.context, { conversationId: group, content: "while they are here" });
  await witness.next("ChatMessage", ({ payload }) => payload.content === "while they are here");
  await socket.settle();
  expect(JSON.stringify(socket.frames)).not.toContain("while they are here");
});
