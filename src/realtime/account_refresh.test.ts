import { afterEach, beforeEach, expect, test } from "bun:test";
import { reorderGroups } from "#core/groups/group_order.ts";
import { updateGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { startSession } from "#core/identity/sessions.ts";
import type { Queries } from "#storage/database.ts";
import { logStart } from "#storage/log_position.ts";
import type { Role } from "#wire/views.ts";
import { assembled, type Assembled, received } from "#tests/support/assembled.ts";
import { until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import type { RecordedSocket } from "#tests/support/recorded_socket.ts";
import { topics } from "./topics.ts";

let world: Assembled;
let boss: TestPerson;
let ada: TestPerson;
let own: string;
let foreign: string;
/** Runs after the next read of the account's list, before its result is known. */
let meanwhile: (() => unknown) | undefined;
let reads: number;

/** The lists of members and of staff. */
const listing = /from conversation_members m|m\.conversation_id = c\.id and m\.user_id = $/;

beforeEach(async () => {
  meanwhile = undefined;
  reads = 0;
  world = await assembled({
    around: (db) => ({
      ...db,
      async all<Row>(text: TemplateStringsArray, ...values: Parameters<Queries["all"]>[1][]) {
        const rows = await db.all<Row>(text, ...values);
        if (!text.some((part) => listing.test(part))) return rows;
        reads += 1;
        const act = meanwhile;
        meanwhile = undefined;
        await act?.();
        return rows;
      },
    }),
  });
  boss = await makePerson(world.services, { role: "admin" });
  ada = await makePerson(world.services, { role: "admin" });
  own = await makeGroup(boss.context, [ada]);
  foreign = await makeGroup(boss.context, []);
});
afterEach(() => world.stop());

/** Changes the account as the log would say, and nothing else. */
async function become(role: Role, name = "Ada"): Promise<void> {
  await world.services.db.transaction(
    (tx) => tx.run`update users set role = ${role}, name = ${name} where id = ${ada.id}`,
  );
  const event = { kind: "user_changed" } as const;
  world.realtime.hub.deliver({ position: logStart, scope: "user", userId: ada.id, event });
}

const asOwner = () => ({ roles: { [own]: "member" } }) as const;
const welcomed = (socket: RecordedSocket) =>
  until(async () => received(socket, "Welcome") !== undefined, "a welcome");
const followed = (socket: RecordedSocket) => [...socket.topics].toSorted();

test("[C4] former staff keep what they are members of on each device, and lose the rest", async () => {
  const open = world.enter(ada, asOwner());
  const passive = world.enter(ada, asOwner());
  const original = world.enter(ada, { ...asOwner(), dialect: "original" });
  const { hub } = world.realtime;
  for (const id of [own, foreign]) {
    hub.follow(open.connection, id);
    hub.follow(original.connection, id);
  }
  await become("user");
  await welcomed(open);
  expect(followed(open)).toEqual([topics.open(own)]);
  expect(followed(passive)).toEqual([topics.passive(own)]);
  expect(followed(original)).toEqual([topics.original(own)]);
  expect(open.connection.open).toEqual([own]);
  expect(received(passive, "Welcome")?.payload).toMatchObject({ role: "user", name: "Ada" });
  expect(original.frames).toEqual([]);
});

test("memberships that ended without an event end with the account's next change", async () => {
  const socket = world.enter(ada, { roles: { [own]: "member", [foreign]: "member" } });
  for (const id of [own, foreign]) socket.connection.subscribe(topics.passive(id));
  await become("user");
  await welcomed(socket);
  expect(followed(socket)).toEqual([topics.passive(own)]);
  expect(world.realtime.roster.countOf(foreign)).toBe(0);
});

test("an account that changes again while it is read is read once more, and told the newest", async () => {
  const socket = world.enter(ada, asOwner());
  meanwhile = () => become("user", "Ada the Second");
  await become("admin", "Ada the First");
  await until(
    async () => socket.frames.filter(({ messageType }) => messageType === "Welcome").length === 2,
    "a welcome for each change",
  );
  const names = socket.frames.flatMap((frame) =>
    frame.messageType === "Welcome" ? [frame.payload.name] : [],
  );
  expect(names).toEqual(["Ada the Second", "Ada the Second"]);
  expect(reads).toBe(3);
});

test("what changes in groups while an account is read is sent after the welcome, and nothing else", async () => {
  const other = await makeGroup(boss.context, [ada], "Not changed");
  const seen = { user: ["A group"], admin: ["A group", "Elsewhere"] } as const;
  for (const role of ["user", "admin"] as const) {
    const roles = { [own]: "member", [other]: "member" } as const;
    const socket = world.enter(ada, { roles });
    meanwhile = async () => {
      await sendMessage(boss.context, { conversationId: own, content: "Meanwhile" });
      await updateGroup(boss.context, foreign, { name: "Elsewhere", description: "" });
      await reorderGroups(boss.context, [foreign]);
    };
    await become(role);
    await welcomed(socket);
    const start = socket.frames.findIndex(({ messageType }) => messageType === "Welcome");
    const listed = () =>
      socket.frames
        .slice(start)
        .flatMap((frame) =>
          frame.messageType === "ConversationListed" ? [frame.payload.conversation.name] : [],
        );
    const isOrdered = () =>
      socket.frames.slice(start).some(({ messageType }) => messageType === "ConversationsOrdered");
    await until(async () => listed().length >= seen[role].length && isOrdered(), "the changes");
    expect([role, listed().toSorted()]).toEqual([role, seen[role]] as never);
  }
});

test("an account that leaves while it is read leaves nothing behind", async () => {
  const { roster } = world.realtime;
  const socket = world.enter(ada, asOwner());
  let left = false;
  meanwhile = () => {
    left = roster.remove(socket.connection, roster.get(ada.id)!);
  };
  await become("user");
  await until(async () => left, "the departure");
  await world.services.db.transaction((tx) => tx.get`select 1`);
  expect([roster.countOf(own), roster.get(ada.id), socket.frames]).toEqual([0, undefined, []]);
});

test("only the devices whose sessions are over are signed out", async () => {
  const { services } = world;
  const session = await startSession(services, { userId: ada.id, device: "Another" });
  const device = { ...ada, actor: { ...ada.actor, sessionId: session.id } };
  const [over, live] = [world.enter(ada, asOwner()), world.enter(device, asOwner())];
  await services.db.transaction(
    (tx) => tx.run`delete from sessions where id = ${ada.actor.sessionId}`,
  );
  await become("user");
  await welcomed(live);
  expect([over.closed, live.closed]).toEqual([[{ code: 4002, reason: "signed_out" }], []]);
});

test("a failure is logged", async () => {
  world.enter(ada, asOwner());
  meanwhile = () => Promise.reject(new Error("the disk hiccups"));
  await become("user");
  const { lines } = world.services;
  await until(async () => lines.some((line) => line.includes("refresh.failed")), "the report");
});
