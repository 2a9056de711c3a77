import { afterEach, beforeEach, expect, test } from "bun:test";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { assembled, type Assembled, received } from "#tests/support/assembled.ts";
import { until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { logStart } from "#storage/log_position.ts";
import { currentActor, endInTime, expiryCheckMs } from "./current_actor.ts";

let clock: FakeClock;
let world: Assembled;
let ada: TestPerson;
let reads: number;
let isBroken: boolean;

beforeEach(async () => {
  clock = new FakeClock();
  reads = 0;
  isBroken = false;
  world = await assembled({
    clock,
    around: (db) => ({
      ...db,
      get(...query) {
        reads += 1;
        return isBroken ? Promise.reject(new Error("the disk hiccups")) : db.get(...query);
      },
    }),
  });
  ada = await makePerson(world.services);
});
afterEach(() => world.stop());

/** The same account with a session that ends after a while. */
const endingIn = (leftMs: number): TestPerson => ({
  ...ada,
  actor: { ...ada.actor, endsAtMs: clock.now() + leftMs },
});
const endSession = () =>
  world.services.db.transaction(
    (tx) => tx.run`delete from sessions where id = ${ada.actor.sessionId}`,
  );
const accountChanged = () =>
  world.realtime.changes.note({
    position: logStart,
    scope: "user",
    userId: ada.id,
    event: { kind: "user_changed" },
  });

test("a session is read again only if its account has changed since, and then once", async () => {
  const { connection } = world.connect(ada);
  reads = 0;
  expect(await currentActor(world.realtime, connection)).toMatchObject({ id: ada.id });
  expect(reads).toBe(0);
  accountChanged();
  for (let time = 0; time < 2; time++) {
    expect(await currentActor(world.realtime, connection)).toMatchObject({ id: ada.id });
  }
  expect(reads).toBe(1);
  accountChanged();
  await endSession();
  expect(await currentActor(world.realtime, connection)).toBeUndefined();
  expect(connection.actor).toBeUndefined();
});

test("[C4] at the moment of its end, a session is read again", async () => {
  const { connection } = world.connect(endingIn(1_000));
  await endSession();
  await clock.advance(999);
  expect(await currentActor(world.realtime, connection)).toBeDefined();
  await clock.advance(1);
  expect(await currentActor(world.realtime, connection)).toBeUndefined();
});

test("[E3] a socket is closed at the moment its session ends, if that is before the next check", async () => {
  const [soon, late] = [
    world.enter(endingIn(expiryCheckMs)),
    world.enter(endingIn(expiryCheckMs + 1)),
  ];
  await endSession();
  for (const { connection } of [soon, late]) endInTime(world.realtime, connection);
  await clock.advance(expiryCheckMs - 1);
  expect(soon.closed).toEqual([]);
  await clock.advance(1);
  await until(async () => soon.closed.length > 0, "the end");
  expect(received(soon, "SignedOut")?.payload.reason).toBe("expired");
  await clock.advance(expiryCheckMs);
  expect(late.closed).toEqual([]);
});

test("a session that was prolonged meanwhile goes on", async () => {
  const socket = world.enter(endingIn(1_000));
  endInTime(world.realtime, socket.connection);
  reads = 0;
  await clock.advance(1_000);
  await until(async () => reads > 0, "the lookup");
  await world.services.db.get`select 1`;
  expect([socket.closed, socket.connection.actor?.id]).toEqual([[], ada.id]);
  expect(socket.connection.actor?.endsAtMs).toBeGreaterThan(clock.now());
});

test("a failure to read the session is logged, and closes nothing", async () => {
  const socket = world.enter(endingIn(1_000));
  endInTime(world.realtime, socket.connection);
  isBroken = true;
  await clock.advance(1_000);
  const { lines } = world.services;
  await until(async () => lines.some((line) => line.includes("session.end_failed")), "the report");
  expect(socket.closed).toEqual([]);
});
