import { afterEach, beforeEach, expect, test } from "bun:test";
import type { ClientFrame } from "#wire/client_frames.ts";
import { limits, rates } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { assembled, type Assembled, received } from "#tests/support/assembled.ts";
import { until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import type { RecordedSocket } from "#tests/support/recorded_socket.ts";
import { receiveText } from "./inbound.ts";

let clock: FakeClock;
let world: Assembled;
let ada: TestPerson;
let group: string;
let socket: RecordedSocket;
/** What the next transaction waits for; it fails if this does. */
let waitFor: Promise<unknown> | undefined;

beforeEach(async () => {
  clock = new FakeClock();
  waitFor = undefined;
  world = await assembled({
    clock,
    around: (db) => ({
      ...db,
      async transaction(work) {
        const first = waitFor;
        waitFor = undefined;
        await first;
        return db.transaction(work);
      },
    }),
  });
  ada = await makePerson(world.services, { role: "admin" });
  group = await makeGroup(ada.context, []);
  socket = world.enter(ada, { roles: { [group]: "owner" } });
});
afterEach(() => world.stop());

const pingText = '{"messageType":"Ping","payload":{},"meta":{}}';
const ping: ClientFrame = { messageType: "Ping", payload: {}, meta: {} };
const say = (messageId: string): ClientFrame => ({
  messageType: "ChatMessage",
  payload: { content: "Hello", displayName: "" },
  meta: { conversationId: group, senderId: ada.id, timestamp: "", messageId },
});
const receive = (data: string | Uint8Array) => receiveText(world.realtime, socket.connection, data);
const kinds = () => socket.frames.map(({ messageType }) => messageType);
const answers = (count: number) =>
  until(async () => socket.frames.length >= count, `${count} answers`);
const codes = () =>
  socket.frames.flatMap((frame) => (frame.messageType === "Refusal" ? [frame.payload.code] : []));

test("[L1] a frame may have 64 KiB, counted in bytes, and not one more", async () => {
  receive(pingText.padEnd(limits.frameBytes));
  await answers(1);
  receive(pingText.padEnd(limits.frameBytes + 1));
  receive(`${pingText.slice(0, -1)},"x":"${"漢".repeat(limits.frameBytes / 3)}"}`);
  receive(new TextEncoder().encode(pingText));
  expect([kinds()[0], codes()]).toEqual(["Pong", ["too_large", "too_large", "invalid"]]);
  expect(received(socket, "Refusal")?.payload.retry).toBe(false);
});

test("[L1] a burst of frames is answered, one more is refused with the time to wait, and then they pass again", async () => {
  const { burst, perSecond } = rates.frames;
  for (let count = 0; count < burst; count++) receive(pingText);
  receive(pingText);
  await answers(burst + 1);
  expect(codes()).toEqual(["limited"]);
  expect(received(socket, "Refusal")?.payload).toMatchObject({ retry: true, retryAfterMs: 1_000 });
  await clock.advance(1_000);
  for (let count = 0; count <= perSecond; count++) receive(pingText);
  await answers(burst + 1 + perSecond + 1);
  expect(codes()).toEqual(["limited", "limited"]);
  const nextMs = Math.ceil(1_000 / perSecond);
  await clock.advance(nextMs - 1);
  receive(pingText);
  await clock.advance(1);
  receive(pingText);
  await socket.connection.chain;
  expect([codes().length, kinds().at(-1)]).toEqual([3, "Pong"]);
});

test("a socket may send any number of frames, as long as they are answered in between", async () => {
  const many = limits.queuedFrames + 10;
  for (let count = 1; count <= many; count++) {
    receive(count % 2 ? pingText : "{");
    await socket.connection.chain;
    await clock.advance(1_000);
  }
  expect([codes().length, socket.closed]).toEqual([many / 2, []]);
});

test("a message that is being stored delays no frame after it, and messages keep their order", async () => {
  const gate = Promise.withResolvers<void>();
  waitFor = gate.promise;
  world.send(socket, say("first"));
  world.send(socket, ping);
  await answers(1);
  expect(kinds()).toEqual(["Pong"]);
  gate.resolve();
  await answers(2);
  expect(kinds()).toEqual(["Pong", "Ack"]);
});

test("all other frames are answered in order, however long one takes", async () => {
  const gate = Promise.withResolvers<void>();
  waitFor = gate.promise;
  const messageId = "c0000000-0000-0000-0000-000000000404";
  const meta = { conversationId: group, messageId };
  world.send(socket, { messageType: "RemoveMessage", payload: {}, meta });
  world.send(socket, ping);
  await clock.advance(1_000);
  expect(kinds()).toEqual([]);
  gate.resolve();
  await answers(2);
  expect(kinds()).toEqual(["Refusal", "Pong"]);
});

test("frames that wait while their socket closes are not carried out", async () => {
  const gate = Promise.withResolvers<void>();
  waitFor = gate.promise;
  const meta = { conversationId: group, messageId: "none" };
  world.send(socket, { messageType: "RemoveMessage", payload: {}, meta });
  world.send(socket, { messageType: "Leave", payload: {}, meta: { conversationId: group } });
  world.send(socket, say("too late"));
  const { chain } = socket.connection;
  socket.connection.state = { kind: "closed" };
  gate.resolve();
  await chain;
  await until(async () => socket.connection.pending === 0, "the end of all frames");
  // The answer to the one that was being handled.
  expect(kinds()).toEqual(["Refusal"]);
  const stored = await world.services.db.all`select 1 from messages`;
  expect(stored).toEqual([]);
});

test("[R2] an error of our own is logged, with the reference that the client is given", async () => {
  const failure = Promise.reject(new Error("the disk hiccups"));
  failure.catch(() => {});
  waitFor = failure;
  world.send(socket, say("lost"));
  await answers(1);
  const { payload, meta } = received(socket, "Refusal")!;
  expect(payload).toMatchObject({ code: "internal", retry: true });
  expect(meta).toEqual({ about: "ChatMessage", conversationId: group, messageId: "lost" });
  const logged = world.services.lines
    .map((line) => JSON.parse(line) as Record<string, string>)
    .filter(({ event }) => event === "frame.failed");
  expect(logged).toMatchObject([
    { kind: "ChatMessage", error: expect.stringContaining("hiccups") },
  ]);
  expect(payload.message).toEndWith(` (${logged[0]!["reference"]})`);
});

test("[R1] a refusal names the frame that it is about, as far as that names something", async () => {
  const idMessage = (convId: string) =>
    ({ messageType: "IdMessage", senderId: "someone else", convId, timestamp: "" }) as const;
  const frames: [ClientFrame, object][] = [
    [idMessage(""), { about: "IdMessage" }],
    [idMessage("g"), { about: "IdMessage", conversationId: "g" }],
    [
      { messageType: "Open", payload: {}, meta: { conversationId: "g" } },
      { about: "Open", conversationId: "g" },
    ],
    [
      {
        messageType: "RemoveMessage",
        payload: {},
        meta: { conversationId: group, messageId: "m" },
      },
      { about: "RemoveMessage", conversationId: group, messageId: "m" },
    ],
  ];
  for (const [index, [frame, meta]] of frames.entries()) {
    world.send(socket, frame);
    await answers(index + 1);
    expect(socket.frames[index]).toMatchObject({ messageType: "Refusal", meta });
    expect(Object.keys(socket.frames[index]!.meta)).toEqual(Object.keys(meta));
  }
  const text = world.realtime.metrics.text();
  expect(text).toContain('team_chat_frames_total{type="IdMessage"} 2\n');
  expect(text).toContain('team_chat_refusals_total{code="forbidden"} 2\n');
  expect(text).toContain('team_chat_refusals_total{code="not_found"} 2\n');
});
