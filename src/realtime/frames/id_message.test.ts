import { afterEach, beforeEach, expect, test } from "bun:test";
import { updateGroup } from "#core/groups/groups.ts";
import { endAllSessions } from "#core/identity/sessions.ts";
import { sendMessage } from "#core/messages/messages.ts";
import type { Database } from "#storage/database.ts";
import { limits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { assembled, type Assembled, received } from "#tests/support/assembled.ts";
import { until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { recordedSocket, type RecordedSocket } from "#tests/support/recorded_socket.ts";
import { Connection } from "../connection.ts";
import { topics } from "../topics.ts";

let clock: FakeClock;
let world: Assembled;
let boss: TestPerson;
let ada: TestPerson;
let group: string;
let reads: number;
/** Runs after the next read of a list, before its result is known. */
let meanwhile: (() => unknown) | undefined;

beforeEach(async () => {
  clock = new FakeClock();
  meanwhile = undefined;
  world = await assembled({
    clock,
    around: (db): Database => ({
      ...db,
      get(...query) {
        reads += 1;
        return db.get(...query);
      },
      async all<Row>(...query: Parameters<Database["all"]>) {
        reads += 1;
        const rows = await db.all<Row>(...query);
        const act = meanwhile;
        meanwhile = undefined;
        await act?.();
        return rows;
      },
    }),
  });
  boss = await makePerson(world.services, { role: "admin" });
  ada = await makePerson(world.services);
  group = await makeGroup(boss.context, [ada]);
});
afterEach(() => world.stop());

interface Introduction {
  convId?: string;
  protocol?: number;
  token?: string;
}

async function introduce(socket: RecordedSocket, { id }: TestPerson, more: Introduction = {}) {
  const { convId = "", ...rest } = more;
  world.send(socket, { messageType: "IdMessage", senderId: id, convId, timestamp: "", ...rest });
  await socket.connection.chain;
}
const code = (socket: RecordedSocket) => received(socket, "Refusal")?.payload.code;
const current = { protocol: 1 };

test("a current client is welcomed and counts its groups; one without a protocol is the original's", async () => {
  const [socket, original] = [world.connect(ada), world.connect(ada)];
  await introduce(socket, ada, current);
  await introduce(original, ada);
  expect(socket.frames.map(({ messageType }) => messageType)).toEqual(["Welcome"]);
  expect([...socket.topics]).toEqual([topics.passive(group)]);
  expect([original.frames, [...original.topics]]).toEqual([[], []]);
  expect(received(socket, "Welcome")?.payload).toMatchObject({
    userId: ada.id,
    name: ada.actor.name,
    role: "user",
    epoch: world.realtime.epoch,
    conversations: [{ id: group, memberRole: "member" }],
  });
  expect(world.realtime.roster.get(ada.id)?.roleIn(group)).toBe("member");
});

test("[I3] a client of the original follows one conversation at a time, a current one all that it opens", async () => {
  const other = await makeGroup(boss.context, [ada]);
  const [socket, original] = [world.connect(ada), world.connect(ada)];
  for (const convId of [group, other]) {
    await introduce(original, ada, { convId });
    await introduce(socket, ada, { ...current, convId });
  }
  expect([...original.topics]).toEqual([topics.original(other)]);
  expect([...socket.topics].toSorted()).toEqual(
    [topics.open(group), topics.open(other)].toSorted(),
  );
  await introduce(original, ada);
  expect([...original.topics]).toEqual([]);
});

test("[C3] a token proves the account later, and is not needed twice", async () => {
  const socket = recordedSocket(ada.actor);
  const connection = new Connection({ actor: undefined }, 0, clock.monotonic());
  connection.socket = socket.connection.socket;
  const unproved = { ...socket, connection };
  await introduce(unproved, ada, current);
  expect(code(unproved)).toBe("unauthenticated");
  await introduce(unproved, ada, { ...current, token: boss.token });
  socket.frames.length = 0;
  await introduce(unproved, ada, { ...current, token: "nonsense" });
  expect(code(unproved)).toBe("forbidden");
  socket.frames.length = 0;
  await introduce(unproved, boss, current);
  expect(received(unproved, "Welcome")?.payload.userId).toBe(boss.id);
});

test("[C3] a cookie whose session has ended counts as none: a token may follow, and is not needed twice", async () => {
  const socket = world.carry(ada);
  await endAllSessions(ada.context, { keepCurrent: false });
  await introduce(socket, ada, current);
  expect([code(socket), socket.closed]).toEqual(["unauthenticated", []]);
  expect(world.realtime.roster.get(ada.id)).toBeUndefined();
  socket.frames.length = 0;
  await introduce(socket, ada, { ...current, token: ada.token });
  expect(code(socket)).toBe("unauthenticated");
  await introduce(socket, boss, { ...current, token: boss.token });
  expect(received(socket, "Welcome")?.payload.userId).toBe(boss.id);
});

test("[I2] a cookie identifies its own account only, whatever the client claims to be", async () => {
  const socket = world.carry(ada);
  await introduce(socket, boss, { ...current, token: boss.token });
  expect(code(socket)).toBe("forbidden");
  expect([world.realtime.roster.get(ada.id), world.realtime.roster.get(boss.id)]).toEqual([
    undefined,
    undefined,
  ]);
  await introduce(socket, ada, current);
  expect(received(socket, "Welcome")?.payload.userId).toBe(ada.id);
});

test("[C1] [I4] a cookie is looked up together with the list, for clients of either dialect", async () => {
  const [socket, original] = [world.carry(ada), world.carry(ada)];
  reads = 0;
  await introduce(socket, ada, current);
  await introduce(original, ada, { convId: group });
  expect(reads).toBe(2);
  expect(received(socket, "Welcome")?.payload).toMatchObject({
    userId: ada.id,
    conversations: [{ id: group, memberRole: "member" }],
  });
  expect([...socket.topics]).toEqual([topics.passive(group)]);
  expect([...original.topics]).toEqual([topics.original(group)]);
  const staff = world.carry(boss);
  await introduce(staff, boss, current);
  expect(received(staff, "Welcome")?.payload).toMatchObject({ role: "admin", userId: boss.id });
});

test("[C4] [I4] what changes while a cookie and its list are read is part of them, or sent after them", async () => {
  const socket = world.carry(ada);
  let added = "";
  meanwhile = async () => (added = await makeGroup(boss.context, [ada]));
  await introduce(socket, ada, current);
  const ids = received(socket, "Welcome")?.payload.conversations.map(({ id }) => id);
  expect(ids?.toSorted()).toEqual([group, added].toSorted());
  const second = world.carry(ada);
  meanwhile = () => sendMessage(boss.context, { conversationId: group, content: "Meanwhile" });
  await introduce(second, ada, current);
  await until(async () => received(second, "ConversationListed") !== undefined, "the entry");
  expect(received(second, "ConversationListed")?.payload.conversation.unread).toBe(1);
  const ending = world.carry(ada);
  meanwhile = () => endAllSessions(ada.context, { keepCurrent: false });
  await introduce(ending, ada, current);
  expect([ending.closed, ending.frames]).toEqual([[{ code: 4002, reason: "signed_out" }], []]);
});

test("[I2] a client that claims to be another account is refused, before and after it has identified itself", async () => {
  const socket = world.connect(ada);
  await introduce(socket, boss, current);
  expect(code(socket)).toBe("forbidden");
  expect(world.realtime.roster.get(ada.id)).toBeUndefined();
  await introduce(socket, ada, current);
  socket.frames.length = 0;
  await introduce(socket, boss, { ...current, convId: group });
  expect([code(socket), socket.connection.open]).toEqual(["forbidden", []]);
});

test("[L5] an account has 40 sockets here, and another one once one has left", async () => {
  const sockets = Array.from({ length: limits.socketsPerUser }, () => world.connect(ada));
  for (const socket of sockets) await introduce(socket, ada, current);
  expect(sockets.filter(({ closed }) => closed.length > 0)).toEqual([]);
  const more = world.connect(ada);
  await introduce(more, ada, current);
  expect([more.closed.map((closed) => closed.code), more.frames]).toEqual([[4003], []]);
  expect(world.realtime.roster.get(ada.id)?.connections).toHaveLength(40);
  const { roster } = world.realtime;
  roster.remove(sockets[0]!.connection, roster.get(ada.id)!);
  const next = world.connect(ada);
  await introduce(next, ada, current);
  expect(received(next, "Welcome")).toBeDefined();
});

test("[I4] what changes during the read of the list is part of it, or sent after it", async () => {
  const socket = world.connect(ada);
  let added = "";
  meanwhile = async () => (added = await makeGroup(boss.context, [ada]));
  await introduce(socket, ada, current);
  const ids = received(socket, "Welcome")?.payload.conversations.map(({ id }) => id);
  expect(ids?.toSorted()).toEqual([group, added].toSorted());
  const second = world.connect(ada);
  meanwhile = () => sendMessage(boss.context, { conversationId: group, content: "Meanwhile" });
  await introduce(second, ada, current);
  await until(async () => received(second, "ConversationListed") !== undefined, "the entry");
  expect(received(second, "ConversationListed")?.payload.conversation.unread).toBe(1);
  const staff = world.connect(boss);
  meanwhile = () => updateGroup(boss.context, group, { name: "Renamed", description: "" });
  await introduce(staff, boss, current);
  await until(async () => received(staff, "ConversationListed") !== undefined, "the entry");
  expect(received(staff, "ConversationListed")?.payload.conversation.name).toBe("Renamed");
});

test("a socket that closes while its list is read leaves nothing behind", async () => {
  for (const socket of [world.connect(ada), world.carry(ada)]) {
    meanwhile = () => (socket.connection.state = { kind: "closed" });
    await introduce(socket, ada, current);
    expect([socket.frames, [...socket.topics]]).toEqual([[], []]);
  }
  expect([world.realtime.roster.get(ada.id), world.realtime.roster.countOf(group)]).toEqual([
    undefined,
    0,
  ]);
});

test("[C4] a session that ended before the client identified itself lets nobody in", async () => {
  const socket = world.connect(ada);
  await endAllSessions(ada.context, { keepCurrent: false });
  await introduce(socket, ada, { ...current, convId: group });
  expect([socket.closed, socket.frames]).toEqual([[{ code: 4002, reason: "signed_out" }], []]);
  expect(world.realtime.roster.get(ada.id)).toBeUndefined();
});

test("[E3] a session that ends before the first check is ended at its moment", async () => {
  const ending = { ...ada, actor: { ...ada.actor, endsAtMs: clock.now() + 3_000 } };
  const socket = world.connect(ending);
  await introduce(socket, ada, current);
  await world.services.db.transaction(
    (tx) => tx.run`delete from sessions where user_id = ${ada.id}`,
  );
  await clock.advance(2_999);
  expect(socket.closed).toEqual([]);
  await clock.advance(1);
  await until(async () => socket.closed.length > 0, "the end");
});
