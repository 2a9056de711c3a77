import { afterAll, beforeAll, expect, test } from "bun:test";
import { createLocalBus } from "#bus/local.ts";
import { sendMessage } from "#core/messages/messages.ts";
import type { Ack } from "#wire/frames.ts";
import type { ClientFrame } from "#wire/client_frames.ts";
import { limits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { assembled, type Assembled, received } from "#tests/support/assembled.ts";
import { until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson, unhurried } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import type { RecordedSocket } from "#tests/support/recorded_socket.ts";
import { topics } from "../topics.ts";

const unknown = "c0000000-0000-0000-0000-000000000404";
const clock = new FakeClock();
const localBus = createLocalBus();
let world: Assembled;
let boss: TestPerson;
let ada: TestPerson;
let stranger: TestPerson;
let group: string;

beforeAll(async () => {
  world = await assembled({ clock, localBus });
  boss = await makePerson(world.services, { role: "admin" });
  ada = await makePerson(world.services);
  stranger = await makePerson(world.services);
  group = await makeGroup(boss.context, [ada]);
});
afterAll(() => world.stop());

const inGroup = () => ({ roles: { [group]: "member" } }) as const;
const meta = () => ({ conversationId: group });

async function send(socket: RecordedSocket, frame: ClientFrame): Promise<void> {
  const answered = socket.frames.length;
  world.send(socket, frame);
  await socket.connection.chain;
  // A message is not waited for by the frames after it.
  if (frame.messageType === "ChatMessage") {
    await until(async () => socket.connection.pending === 0, "the message's end");
  }
  expect(socket.connection.pending).toBe(0);
  socket.frames.splice(0, answered);
}
const kinds = ({ frames }: RecordedSocket) => frames.map(({ messageType }) => messageType);
const code = (socket: RecordedSocket) => received(socket, "Refusal")?.payload.code;
const open = (conversationId: string): ClientFrame => ({
  messageType: "Open",
  payload: {},
  meta: { conversationId },
});

test("[I1] before it has identified itself, a socket may only ask whether the server is alive", async () => {
  const socket = world.connect(ada);
  const frames: ClientFrame[] = [
    open(group),
    { messageType: "Leave", payload: {}, meta: meta() },
    { messageType: "Typing", payload: {}, meta: meta() },
    { messageType: "Read", payload: {}, meta: { ...meta(), seq: 1 } },
  ];
  for (const frame of frames) {
    await send(socket, frame);
    expect([frame.messageType, code(socket)]).toEqual([frame.messageType, "unauthenticated"]);
  }
  await send(socket, { messageType: "Ping", payload: {}, meta: {} });
  const timestamp = new Date(clock.now()).toISOString();
  expect(socket.frames).toEqual([{ messageType: "Pong", payload: {}, meta: { timestamp } }]);
});

test("[M3] a current client's message is acknowledged with its own id, an original client's is not", async () => {
  const [socket, original] = [
    world.enter(ada, inGroup()),
    world.enter(ada, { ...inGroup(), dialect: "original" }),
  ];
  const say = (senderId: string, messageId?: string): ClientFrame => ({
    messageType: "ChatMessage",
    payload: { content: "Hello", displayName: "" },
    meta: { ...meta(), senderId, timestamp: "", messageId },
  });
  await send(socket, say(ada.id, "own-id"));
  const ack = received(socket, "Ack") as Ack;
  expect(ack.meta).toMatchObject({
    ...meta(),
    clientId: "own-id",
    messageId: ack.payload.message.id,
  });
  expect(ack.meta.seq).toBe(ack.payload.message.seq);
  await send(original, say(ada.id));
  expect(original.frames).toEqual([]);
  await send(socket, say(boss.id));
  expect(code(socket)).toBe("forbidden");
});

test("[E4] what an account has read is told to its devices, here and elsewhere, when it moves", async () => {
  const { instanceDir } = world.services.config;
  const other = await assembled({ clock, localBus, instanceDir });
  const sockets = [world.enter(ada, inGroup()), world.enter(ada, inGroup()), other.enter(ada)];
  const outside = world.enter(boss, inGroup());
  const first = await sendMessage(unhurried(boss.context), { ...meta(), content: "1" });
  await sendMessage(unhurried(boss.context), { ...meta(), content: "2" });
  const [reader] = sockets as [RecordedSocket];
  const moved = {
    messageType: "ReadMoved",
    payload: { unread: 1 },
    meta: { ...meta(), seq: first.seq },
  };
  await send(reader, { messageType: "Read", payload: {}, meta: { ...meta(), seq: first.seq } });
  for (const socket of sockets) {
    expect(socket.frames.filter(({ messageType }) => messageType === "ReadMoved")).toEqual([
      moved,
    ] as never);
  }
  await send(reader, { messageType: "Read", payload: {}, meta: { ...meta(), seq: first.seq } });
  expect(reader.frames).toEqual([]);
  expect(kinds(outside)).not.toContain("ReadMoved");
  other.stop();
});

test("[O1] typing is shown to those who have the group open, and refused where the user sees nothing", async () => {
  const [reader, typist] = [world.enter(ada, inGroup()), world.enter(boss)];
  const other = world.enter(stranger);
  await send(reader, open(group));
  const typing = (conversationId: string): ClientFrame => ({
    messageType: "Typing",
    payload: {},
    meta: { conversationId },
  });
  await send(typist, typing(group));
  expect(received(reader, "Typing")?.payload).toEqual({ userId: boss.id, name: boss.actor.name });
  await send(typist, typing(unknown));
  expect(code(typist)).toBe("not_found");
  await send(other, typing(group));
  expect(code(other)).toBe("not_found");
});

test("[O5] a socket has 50 conversations open; one that is open may be opened again, and left for another", async () => {
  const groups = await Promise.all(
    Array.from({ length: limits.openConversations + 1 }, () => makeGroup(boss.context, [stranger])),
  );
  const roles = Object.fromEntries(groups.map((id) => [id, "member" as const]));
  const socket = world.enter(stranger, { roles });
  for (const id of groups.slice(0, 50)) await send(socket, open(id));
  expect(socket.connection.open).toHaveLength(50);
  await send(socket, open(groups[50]!));
  expect(received(socket, "Refusal")?.payload).toMatchObject({ code: "conflict", retry: false });
  expect(received(socket, "Refusal")?.payload.message).toContain("50");
  await send(socket, open(groups[0]!));
  expect(kinds(socket)).toEqual(["Opened"]);
  await send(socket, { messageType: "Leave", payload: {}, meta: { conversationId: groups[0]! } });
  expect(socket.topics).toContain(topics.passive(groups[0]!));
  await send(socket, open(groups[50]!));
  expect(kinds(socket)).toEqual(["Opened"]);
});

test("[O6] opening is recorded for staff who are not in the group, and only for them", async () => {
  const observed = await makeGroup(boss.context, [ada]);
  const overseer = await makePerson(world.services, { role: "admin" });
  const sockets = [overseer, boss, ada].map((person) =>
    world.enter(person, person === overseer ? {} : { roles: { [observed]: "member" } }),
  );
  for (const socket of sockets) {
    await send(socket, open(observed));
    expect(kinds(socket)).toEqual(["Opened"]);
  }
  const readers = await world.services.db.all`select actor_id as id from audit
    where verb = 'conversation.read' and conversation_id = ${observed}`;
  expect(readers).toEqual([{ id: overseer.id }]);
  await send(sockets[0]!, open(unknown));
  expect(code(sockets[0]!)).toBe("not_found");
});

test("[C4] nothing is opened with a session that is over, before any check finds it", async () => {
  const guest = await makePerson(world.services);
  const actor = { ...guest.actor, endsAtMs: clock.now() };
  const socket = world.enter({ ...guest, actor }, inGroup());
  await world.services.db.transaction(
    (tx) => tx.run`delete from sessions where user_id = ${guest.id}`,
  );
  await send(socket, open(group));
  expect(kinds(socket)).toEqual(["SignedOut"]);
  expect(socket.closed).toEqual([{ code: 4002, reason: "expired" }]);
});
