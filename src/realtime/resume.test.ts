import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { addMembers, removeFromGroup } from "#core/groups/members.ts";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import type { LogEntry } from "#core/log/log_entry.ts";
import { createRateLimits } from "#core/rates.ts";
import { Emitter } from "#kit/emitter.ts";
import { isEventFrame } from "#wire/events/registry.ts";
import { limits, rates } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { assembled, type Assembled, received } from "#tests/support/assembled.ts";
import { until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson, unhurried } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import type { RecordedSocket } from "#tests/support/recorded_socket.ts";
import { resumeConversation } from "./resume.ts";
import { topics } from "./topics.ts";

const clock = new FakeClock();
let world: Assembled;
let boss: TestPerson;
let ada: TestPerson;
let reads: number;
/** Runs after the next read of messages, before its result is known. */
let meanwhile: (() => unknown) | undefined;

beforeAll(async () => {
  world = await assembled({
    clock,
    around: (db) => ({
      ...db,
      async snapshot(work) {
        const result = await db.snapshot(work);
        reads += 1;
        const act = meanwhile;
        meanwhile = undefined;
        await act?.();
        return result;
      },
    }),
  });
  boss = await makePerson(world.services, { role: "admin" });
  ada = await makePerson(world.services);
});
afterAll(() => world.stop());
beforeEach(() => {
  reads = 0;
  Object.assign(world.services.rates, createRateLimits(world.services.clock));
});

/** A group of two members, and so two events, before these messages. */
async function groupWith(...contents: string[]): Promise<string> {
  const group = await makeGroup(boss.context, [ada]);
  for (const content of contents) await say(group, content);
  return group;
}
const say = (conversationId: string, content: string) =>
  sendMessage(unhurried(boss.context), { conversationId, content });
const member = (group: string) => world.enter(ada, { roles: { [group]: "member" } });

async function open(socket: RecordedSocket, conversationId: string, seq?: number, epoch?: string) {
  socket.frames.length = 0;
  const position = { seq, epoch: epoch ?? world.realtime.epoch };
  await resumeConversation(world.realtime, socket.connection, { conversationId, ...position });
  return received(socket, "Opened")?.payload;
}
const sent = ({ frames }: RecordedSocket) => frames.filter((frame) => isEventFrame(frame));
const seqs = (socket: RecordedSocket) => sent(socket).map(({ meta }) => meta.seq);

test("[O2] a client that has every event is sent none, and nothing is read for it", async () => {
  const group = await groupWith("1", "2");
  const socket = member(group);
  expect(await open(socket, group, 4)).toMatchObject({ seq: 4, reload: false, online: [ada.id] });
  expect([reads, seqs(socket)]).toEqual([0, []]);
  expect(await open(socket, group, 3)).toMatchObject({ seq: 4, reload: false });
  expect([reads, seqs(socket)]).toEqual([1, [4]]);
});

test("the seq of a conversation is read once, by the first who opens it after a start", async () => {
  const group = await groupWith("1");
  let lookups = 0;
  const later = await assembled({
    clock,
    instanceDir: world.services.config.instanceDir,
    around: (db) => ({
      ...db,
      get(...query) {
        lookups += 1;
        return db.get(...query);
      },
    }),
  });
  lookups = 0;
  for (let reader = 0; reader < 2; reader++) {
    const socket = later.enter(ada, { roles: { [group]: "member" } });
    await resumeConversation(later.realtime, socket.connection, { conversationId: group });
    expect(received(socket, "Opened")?.payload.seq).toBe(3);
  }
  expect(lookups).toBe(1);
  later.stop();
});

test("[O3] a position ahead of the log, or of another epoch, is told to reload and sent no events", async () => {
  const group = await groupWith("1");
  const socket = member(group);
  expect(await open(socket, group, 4)).toMatchObject({ seq: 3, reload: true });
  expect(await open(socket, group, 3, "another")).toMatchObject({ seq: 3, reload: true });
  expect(await open(socket, group, 1, "another")).toMatchObject({ reload: true });
  expect([reads, seqs(socket)]).toEqual([0, []]);
  expect([...socket.topics]).toEqual([topics.open(group)]);
});

test("[O2] without a position, a client starts with what is delivered from then on", async () => {
  const group = await groupWith("1");
  const socket = member(group);
  expect(await open(socket, group)).toMatchObject({ seq: 3, reload: false });
  await say(group, "2");
  expect(seqs(socket)).toEqual([4]);
});

test("[O2] events during the read follow what was read, or are part of the state to reload", async () => {
  const group = await groupWith("1", "2");
  const socket = member(group);
  meanwhile = () => say(group, "meanwhile");
  expect(await open(socket, group, 2)).toMatchObject({ seq: 5, reload: false });
  expect(seqs(socket)).toEqual([3, 4, 5]);
  const [large, long] = ["x".repeat(limits.contentChars), 70];
  for (let count = 0; count < long; count++) await say(group, large);
  meanwhile = () => say(group, "meanwhile");
  expect(await open(socket, group, 5)).toMatchObject({ seq: 6 + long, reload: true });
  expect(seqs(socket)).toEqual([]);
});

test("[D4] a message that was passed over reaches who opened its group before it was delivered", async () => {
  const [owner, reader] = [
    await makePerson(world.services, { role: "admin" }),
    await makePerson(world.services, { role: "admin" }),
  ];
  const group = await makeGroup(owner.context, []);
  const head = world.realtime.hub.headOf(group) ?? 0;
  const socket = world.enter(reader);
  const elsewhere = { ...owner.context, appended: new Emitter<LogEntry[]>() };
  await sendMessage(elsewhere, { conversationId: group, content: "by another server" });
  let opened: unknown;
  meanwhile = async () => (opened = await open(socket, group, head));
  world.realtime.tail.nudge();
  await until(async () => seqs(socket).length > 0, "the message");
  expect(opened).toMatchObject({ seq: head, reload: false });
  expect(seqs(socket)).toEqual([head + 1]);
});

test("[O3] a replay has at most a thousand events", async () => {
  const group = await groupWith();
  for (let count = 0; count < limits.replayEvents; count++) await say(group, "again");
  const socket = member(group);
  expect(await open(socket, group, 1)).toMatchObject({ reload: true });
  expect(await open(socket, group, 2)).toMatchObject({ reload: false });
  expect(seqs(socket)).toHaveLength(1_000);
});

test("[O3] a replay has at most 512 KiB, counted in bytes on the wire", async () => {
  const large = Array.from({ length: 21 }, () => "漢".repeat(limits.contentChars));
  const group = await groupWith(...large, "x".repeat(5_000), "x");
  const socket = member(group);
  await open(socket, group, 2);
  const sizes = () => sent(socket).map((frame) => Buffer.byteLength(JSON.stringify(frame)));
  const total = () => sizes().reduce((sum, size) => sum + size, 0);
  const room = limits.replayBytes - total() - (sizes().at(-1)! - 1);
  expect(room).toBeGreaterThan(0);
  await say(group, "x".repeat(room));
  expect(await open(socket, group, 2)).toMatchObject({ reload: false });
  expect(total()).toBe(512 * 1024);
  await say(group, "x");
  expect(await open(socket, group, 2)).toMatchObject({ reload: true });
});

test("[O3] each account has its own budget of replayed events", async () => {
  const group = await groupWith(...Array.from({ length: 100 }, () => "again"));
  const [first, second] = [member(group), member(group)];
  const count = Math.floor(rates.replays.burst / 100);
  for (let replay = 0; replay < count; replay++) {
    expect(await open(replay % 2 ? first : second, group, 2)).toMatchObject({ reload: false });
  }
  expect(await open(first, group, 2)).toMatchObject({ reload: true });
  expect(seqs(first)).toEqual([]);
  const againMs = (100 / rates.replays.perSecond) * 1_000;
  await clock.advance(againMs - 1);
  expect(await open(first, group, 2)).toMatchObject({ reload: true });
  await clock.advance(1);
  expect(await open(first, group, 2)).toMatchObject({ reload: false });
  const other = world.enter(boss, { roles: { [group]: "owner" } });
  expect(await open(other, group, 2)).toMatchObject({ reload: false });
});

test("[E2] a reader who is removed during the read is sent nothing and follows nothing", async () => {
  const group = await groupWith("1");
  const socket = member(group);
  meanwhile = () => removeFromGroup(boss.context, { conversationId: group, userId: ada.id });
  expect(await open(socket, group, 1)).toBeUndefined();
  expect(socket.frames.map(({ messageType }) => messageType)).toEqual(["ConversationUnlisted"]);
  expect(socket.topics.size).toBe(0);
  expect(await open(socket, group, 1)).toBeUndefined();
  socket.connection.state = { kind: "closed" };
  expect(await open(socket, group, 1)).toBeUndefined();
});

test("[E2] a reader who is removed is sent nothing of what others have just been sent, or wait for", async () => {
  const bob = await makePerson(world.services);
  const group = await groupWith("1");
  const removal = { conversationId: group, userId: ada.id };
  await addMembers(boss.context, group, [{ userId: bob.id, role: "member" }]);
  const [socket, other] = [member(group), world.enter(bob, { roles: { [group]: "member" } })];
  const waiting = Promise.withResolvers<void>();
  meanwhile = () => waiting.promise;
  const openings = [open(socket, group, 2), open(other, group, 2)];
  await removeFromGroup(boss.context, removal);
  waiting.resolve();
  expect(await Promise.all(openings)).toMatchObject([undefined, { seq: 5, reload: false }]);
  expect([seqs(socket), seqs(other), reads]).toEqual([[], [3, 4, 5], 1]);
  expect(await open(other, group, 2)).toMatchObject({ seq: 5 });
  expect(await open(other, group, 2)).toMatchObject({ seq: 5 });
  expect(await open(socket, group, 2)).toBeUndefined();
  expect([seqs(socket), socket.topics.size, reads]).toEqual([[], 0, 2]);
});

test("[M6] a text that was removed since is not in what is shared", async () => {
  const group = await groupWith();
  const { id: messageId } = await say(group, "regrettable");
  const [first, second] = [member(group), member(group)];
  await open(first, group, 2);
  expect(JSON.stringify(first.frames)).toContain("regrettable");
  await removeMessage(boss.context, { conversationId: group, messageId });
  await open(second, group, 2);
  expect([seqs(second), reads]).toEqual([[3, 4], 2]);
  expect(JSON.stringify(second.frames)).not.toContain("regrettable");
});

test("clients that missed the same are sent it from one read, each by its own budget", async () => {
  const group = await groupWith("1", "2", "3");
  const sockets = [member(group), world.enter(boss, { roles: { [group]: "owner" } })];
  for (const socket of sockets) {
    await open(socket, group, 2);
    expect(seqs(socket)).toEqual([3, 4, 5]);
  }
  expect(reads).toBe(1);
  await open(sockets[0]!, group, 3);
  expect([seqs(sockets[0]!), reads]).toEqual([[4, 5], 2]);
});

test("[O2] a conversation opened again is not delivered twice meanwhile", async () => {
  const group = await groupWith("1");
  const socket = member(group);
  await open(socket, group, 3);
  meanwhile = () => say(group, "meanwhile");
  await open(socket, group, 2);
  expect(seqs(socket)).toEqual([3, 4]);
  expect(socket.connection.open).toEqual([group]);
});
