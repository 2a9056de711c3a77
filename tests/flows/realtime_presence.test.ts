/** Who is online: sent to users who have a group open, together and with a delay. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { createLocalBus } from "#bus/local.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import {
  makeGroup,
  openPresence,
  startTestRealtime,
  type TestRealtime,
  type TestSocket,
} from "#tests/support/realtime.ts";

let clock: FakeClock;
let realtime: TestRealtime;
let owner: TestPerson;
let students: TestPerson[];
let group: string;
/** Longer than any delay before presence is sent. */
const pauseMs = 3_000;

const hub = createLocalBus();
beforeEach(async () => {
  clock = new FakeClock();
  realtime = await startTestRealtime({ clock, localBus: hub });
  const { services } = realtime;
  owner = await makePerson(services, { role: "admin" });
  students = [await makePerson(services), await makePerson(services), await makePerson(services)];
  group = await makeGroup(owner.context, students);
});
afterEach(() => realtime.stop());

async function arrive(person: TestPerson, at = realtime): Promise<TestSocket> {
  const socket = await at.connect(person);
  await socket.identify(person);
  return socket;
}

async function leave(socket: TestSocket): Promise<void> {
  socket.close();
  await socket.closed;
}

const ids = (...people: TestPerson[]) => new Set(people.map(({ id }) => id));

test("[E4] arrivals and departures are sent as changes, and a change undone is not sent", async () => {
  const [ann, bob, cleo] = students as [TestPerson, TestPerson, TestPerson];
  const reader = await arrive(owner);
  const annsSocket = await arrive(ann);
  const online = await openPresence(reader, group);
  expect(online).toEqual(ids(owner, ann));
  await clock.advance(pauseMs);
  await arrive(bob);
  await leave(annsSocket);
  await leave(await arrive(cleo));
  await clock.advance(pauseMs);
  const { payload } = await reader.next("Presence");
  expect(payload).toEqual({ came: [bob.id], went: [ann.id] });
  expect(online).toEqual(ids(owner, bob));
});

test("a reader who opens while someone is briefly away ends up with the same state as the others", async () => {
  const [ann, bob] = students as [TestPerson, TestPerson];
  const first = await arrive(owner);
  const annsSocket = await arrive(ann);
  const early = await openPresence(first, group);
  await clock.advance(pauseMs);
  await leave(annsSocket);
  const second = await arrive(bob);
  const late = await openPresence(second, group);
  expect(late).toContain(bob.id);
  await arrive(ann);
  await clock.advance(pauseMs);
  await first.next("Presence");
  await second.next("Presence");
  expect(early).toEqual(ids(owner, ann, bob));
  expect(late).toEqual(early);
});
