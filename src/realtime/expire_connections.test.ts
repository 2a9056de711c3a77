import { afterEach, beforeEach, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { editPerson } from "#core/people/manage_people.ts";
import { closeCodes } from "#wire/codes.ts";
import { limits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { assembled, received } from "#tests/support/assembled.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { identifiedSocket } from "#tests/support/recorded_socket.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { expiryCheckMs } from "./current_actor.ts";
import { Connection, OnlineMember } from "./connection.ts";
import type { Realtime } from "./parts.ts";
import { Roster } from "./roster.ts";
import { expireConnections } from "./expire_connections.ts";

let services: TestServices;
let clock: FakeClock;
let person: TestPerson;
let admin: TestPerson;
beforeEach(async () => {
  clock = new FakeClock();
  services = testServices({ clock });
  person = await makePerson(services);
  admin = await makePerson(services, { role: "admin" });
});
afterEach(() => services.dispose());

function identified(): Connection {
  const connection = new Connection({ actor: person.actor }, 0, clock.monotonic());
  const member = new OnlineMember(person.actor);
  connection.identify("current", member, person.actor);
  return connection;
}

const still = { cleanUp: () => {} };
const parts = () => ({ services, presence: still }) as unknown as Realtime;

test("a client that does not identify itself within some seconds is disconnected", async () => {
  const closed: unknown[] = [];
  const connection = new Connection({ actor: person.actor }, 0, clock.monotonic());
  connection.close = (code) => void closed.push(code);
  await clock.advance(limits.identifyMs);
  connection.lastReceivedAtMs = clock.monotonic();
  await expireConnections(parts(), [connection]);
  expect(closed).toEqual([]);
  await clock.advance(1);
  await expireConnections(parts(), [connection]);
  expect(closed).toEqual([closeCodes.unidentified]);
});

test("after the next check, sockets act as what their account is now", async () => {
  const connection = identified();
  await editPerson(admin.context, person.id, { name: "Ada Newname" });
  expect(connection.actor?.name).not.toBe("Ada Newname");
  await clock.advance(expiryCheckMs);
  connection.lastReceivedAtMs = clock.monotonic();
  await expireConnections(parts(), [connection]);
  expect(connection.actor).toMatchObject({ id: person.id, name: "Ada Newname" });
});

test("when a check ends, it is recorded that staff still read a group that they are not in", async () => {
  const group = await createGroup(admin.context, { name: "Team 1", description: "", members: [] });
  const { actor } = await makePerson(services, { role: "admin" });
  const connection = new Connection({ actor }, 0, clock.monotonic());
  connection.identify("current", new OnlineMember(actor), actor);
  connection.addOpen(group.id);
  await expireConnections(parts(), [connection]);
  const acts = await services.db.all`select actor_id, conversation_id from audit
    where verb = 'conversation.read'`;
  expect(acts).toEqual([{ actor_id: actor.id, conversation_id: group.id }]);
});

test("with many thousand sockets, each session is checked in its turn", async () => {
  const realtime = parts();
  const connections = Array.from({ length: 7_000 }, identified);
  const startedAt = clock.monotonic();
  for (let passed = 0; passed < 150_000; passed += expiryCheckMs) {
    await clock.advance(expiryCheckMs);
    for (const connection of connections) connection.lastReceivedAtMs = clock.monotonic();
    await expireConnections(realtime, connections);
  }
  const never = connections.filter(({ verifiedAtMs }) => verifiedAtMs === startedAt);
  expect(never).toHaveLength(0);
  expect(limits.silenceMs).toBeGreaterThan(expiryCheckMs);
});

test("[L4] a client that only listens is pinged in time, and disconnected if it does not answer", async () => {
  const recorded = identifiedSocket(new Roster(), person.actor);
  recorded.connection.lastReceivedAtMs = clock.monotonic();
  const check = () => expireConnections(parts(), [recorded.connection]);
  const state = () => [recorded.pings, recorded.closed.map(({ code }) => code)];
  await clock.advance(limits.heartbeatMs);
  await check();
  expect(state()).toEqual([0, []]);
  await clock.advance(1);
  await check();
  expect(state()).toEqual([1, []]);
  await clock.advance(limits.silenceMs - limits.heartbeatMs - 1);
  await check();
  expect(state()).toEqual([2, []]);
  await clock.advance(1);
  await check();
  expect(state()).toEqual([2, [closeCodes.silent]]);
  expect(limits.silenceMs).toBeGreaterThan(limits.heartbeatMs + 2 * expiryCheckMs);
});

test("a role that changed without an event takes effect with the next check", async () => {
  const world = await assembled({ clock });
  const staff = await makePerson(world.services, { role: "admin" });
  const socket = world.enter(staff);
  const check = () => expireConnections(world.realtime, [socket.connection]);
  await check();
  expect(socket.frames).toEqual([]);
  await world.services.db.transaction(
    (tx) => tx.run`update users set role = 'user' where id = ${staff.id}`,
  );
  await check();
  expect(received(socket, "Welcome")?.payload.role).toBe("user");
  expect(socket.connection.actor?.role).toBe("user");
  await world.services.db.transaction(
    (tx) => tx.run`delete from sessions where user_id = ${staff.id}`,
  );
  await check();
  expect(received(socket, "SignedOut")?.payload.reason).toBe("expired");
  world.stop();
});
