import { afterAll, beforeAll, expect, test } from "bun:test";
import { channels } from "#bus/channels.ts";
import { createLocalBus } from "#bus/local.ts";
import { readHistory } from "#core/messages/history.ts";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import { createRateLimits } from "#core/rates.ts";
import { aroundReads } from "#tests/support/around_reads.ts";
import { makePerson, type TestPerson, unhurried } from "#tests/support/people.ts";
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
  admin = await makePerson(realtime.services, { role: "admin" });
  member = await makePerson(realtime.services);
});
afterAll(() => realtime.stop());

async function live(person: TestPerson, at: TestRealtime = realtime) {
  const socket = await at.connect(person);
  const { payload } = await socket.identify(person);
  return { socket, epoch: payload.epoch };
}

/** A group with this many messages, as if written over days: nobody writes this fast. */
async function groupWith(count: number, content: string): Promise<string> {
  const group = await makeGroup(admin.context, [member]);
  for (let index = 0; index < count; index++) {
    await sendMessage(unhurried(admin.context), { conversationId: group, content });
  }
  return group;
}

/** Asks for everything after a position. @returns whether it is told to fetch a page instead */
async function isToldToReload(
  socket: TestSocket,
  conversationId: string,
  position: { seq: number; epoch?: string },
): Promise<boolean> {
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId, ...position } });
  return (await socket.next("Opened")).payload.reload;
}

/** A server reads a moment later what was written without it. */
async function untilDelivered(socket: TestSocket, conversationId: string): Promise<void> {
  const newest = (await readHistory(admin.context, { conversationId, limit: 1 })).at(-1)!;
  let seq = 0;
  while (seq < newest.seq) {
    socket.send({ messageType: "Open", payload: {}, meta: { conversationId } });
    ({ seq } = (await socket.next("Opened")).payload);
  }
}

test("[O3] a position of another epoch, or ahead of the log, is told to reload", async () => {
  const group = await groupWith(0, "");
  const { socket, epoch } = await live(member);
  for (const position of [{ seq: 1, epoch: "of a lost log" }, { seq: 99, epoch }, { seq: 1 }]) {
    expect(await isToldToReload(socket, group, position)).toBe(true);
  }
});

test("[O3] a position that is too many bytes behind is told to reload, in any script", async () => {
  const group = await groupWith(22, "漢".repeat(8_000));
  const { socket, epoch } = await live(member);
  await untilDelivered(socket, group);
  expect(await isToldToReload(socket, group, { seq: 1, epoch })).toBe(true);
  expect(await isToldToReload(socket, group, { seq: 11, epoch })).toBe(false);
});

test("[O3] an account that asks for the same again and again is told to reload, others are not", async () => {
  const group = await groupWith(100, "once more");
  // The clock stands still, so the budget does not recover while a busy machine replays.
  Object.assign(realtime.services.rates, createRateLimits({ monotonic: () => 0 }));
  const greedy = await live(member);
  let replays = 0;
  while (!(await isToldToReload(greedy.socket, group, { seq: 1, epoch: greedy.epoch }))) {
    replays += 1;
    expect(replays).toBeLessThan(60);
  }
  expect(replays).toBeGreaterThanOrEqual(45);
  const second = await live(member);
  expect(await isToldToReload(second.socket, group, { seq: 1, epoch: second.epoch })).toBe(true);
  const other = await live(admin);
  expect(await isToldToReload(other.socket, group, { seq: 1, epoch: other.epoch })).toBe(false);
});

/** A server whose log is read, but not delivered, between the two. */
async function lateServer() {
  const reading = Promise.withResolvers<void>();
  const late = Promise.withResolvers<void>();
  const localBus = createLocalBus();
  let isLate = false;
  const own = await startTestRealtime({
    localBus,
    around: (db) =>
      aroundReads(db, (queries) => ({
        async all(text, ...values) {
          if (isLate && text.some((part) => part.includes("from events where id >"))) {
            reading.resolve();
            await late.promise;
          }
          return queries.all(text, ...values);
        },
      })),
  });
  const beginLateness = () => {
    isLate = true;
    channels.log.publish(localBus.join(), null);
    return reading.promise;
  };
  return { own, beginLateness, endLateness: late.resolve };
}

test("[M6] a text that this server removes is in no replay from then on, even while the log is late", async () => {
  const { own, beginLateness, endLateness } = await lateServer();
  const staff = await makePerson(own.services, { role: "admin" });
  const conversationId = await makeGroup(staff.context, []);
  const [first, second] = [await live(staff, own), await live(staff, own)];
  const { id: messageId } = await sendMessage(staff.context, { conversationId, content: "secret" });
  for (const { socket } of [first, second]) await socket.next("Counter");
  await beginLateness();
  const replayed = async ({ socket, epoch }: typeof first) => {
    const meta = { conversationId, seq: 1, epoch };
    socket.send({ messageType: "Open", payload: {}, meta });
    return (await socket.next("ChatMessage")).payload.content;
  };
  expect(await replayed(first)).toBe("secret");
  await removeMessage(staff.context, { conversationId, messageId });
  expect(await replayed(second)).toBe("");
  endLateness();
  await second.socket.next("MessageRemoved");
  await own.stop();
});
