import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { accountLimits } from "#wire/limits.ts";
import { systemClock } from "#kit/clock.ts";
import { StorageError } from "#storage/database.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import {
  accountOfCookie,
  accountOfSession,
  accountOfToken,
  endAllSessions,
  endSession,
  listDevices,
  startSession,
} from "./sessions.ts";
import { signToken } from "./tokens.ts";

let clock: FakeClock;
let services: TestServices;
let person: TestPerson;
let failure: StorageError | undefined;

beforeEach(async () => {
  clock = new FakeClock();
  failure = undefined;
  services = testServices({
    clock,
    around: (db) => ({
      ...db,
      transaction: (work) => (failure ? Promise.reject(failure) : db.transaction(work)),
    }),
  });
  person = await makePerson(services);
  services.appendedEntries.length = 0;
});
afterEach(() => services.dispose());

const start = (device = "A device") => startSession(services, { userId: person.id, device });
const ended = (...sessionIds: string[]) => ({
  userId: person.id,
  event: { kind: "sessions_ended", reason: "signed_out", sessionIds },
});

test("one device too many signs out the one unused for longest", async () => {
  const other = await makePerson(services);
  const first = person.actor.sessionId;
  for (let count = 1; count < accountLimits.sessions; count++) {
    await clock.advance(1_000);
    await start(`device ${count}`);
  }
  expect(services.appendedEntries).toEqual([]);
  expect(await accountOfSession(services, first)).toBeDefined();
  await clock.advance(1_000);
  const { id } = await start("one more");
  expect(await accountOfSession(services, id)).toBeDefined();
  expect(await accountOfSession(services, first)).toBeUndefined();
  expect(services.appendedEntries).toMatchObject([ended(first)]);
  expect(await listDevices(person.context)).toHaveLength(accountLimits.sessions);
  expect(await accountOfSession(services, other.actor.sessionId)).toBeDefined();
});

describe("no session begins", () => {
  test("with a password that was replaced since", async () => {
    const { id: userId } = await makePerson(services, { password: "a hash" });
    const proven = { userId, device: "A device" };
    const begin = (password: string) => startSession(services, { ...proven, password });
    await expect(begin("another hash")).rejects.toMatchObject({ reason: "credentials_wrong" });
    expect((await begin("a hash")).id).toBeString();
  });

  test("for an account that was disabled since", async () => {
    await services.db.transaction(
      (tx) => tx.run`update users set disabled_at = created_at where id = ${person.id}`,
    );
    await expect(start()).rejects.toMatchObject({ reason: "credentials_wrong" });
  });
});

test("a session ends when its time is over, to the millisecond", async () => {
  const { id, token } = await start();
  await clock.advance(accountLimits.sessionLifeMs - 1);
  expect(await accountOfCookie(services, token)).toMatchObject({ sessionId: id });
  expect(await accountOfSession(services, id)).toMatchObject({ id: person.id });
  await clock.advance(1);
  expect(await accountOfCookie(services, token)).toBeUndefined();
  expect(await accountOfSession(services, id)).toBeUndefined();
});

describe("when a device was last used", () => {
  const lastSeen = async (id: string) =>
    (await listDevices(person.context)).find((device) => device.id === id)?.lastSeenAt;

  test("is recorded by its cookie, at most every five minutes", async () => {
    const { id, token } = await start();
    const begun = new Date(clock.now()).toISOString();
    await clock.advance(5 * 60_000 - 1);
    expect(await accountOfCookie(services, token)).toBeDefined();
    expect(await lastSeen(id)).toBe(begun);
    await clock.advance(1);
    await accountOfCookie(services, token);
    expect(await lastSeen(id)).toBe(new Date(clock.now()).toISOString());
    // Of no other device.
    expect(await lastSeen(person.actor.sessionId)).toBe(begun);
  });

  test("is not recorded while nothing can be written, and nobody is signed out", async () => {
    const { id, token } = await start();
    await clock.advance(3_600_000);
    failure = new StorageError("full");
    expect(await accountOfCookie(services, token)).toMatchObject({ sessionId: id });
    expect(services.lines.join()).toContain("session.touch_failed");
  });
});

test("a device's name is cut to 200 characters", async () => {
  for (const [length, kept] of [
    [200, 200],
    [201, 200],
    [5, 5],
  ] as const) {
    const { id } = await start("x".repeat(length));
    const devices = await listDevices(person.context);
    expect(devices.find((device) => device.id === id)?.device).toBe("x".repeat(kept));
  }
});

describe("signing out", () => {
  test("one device ends no other's session, and not one of another person", async () => {
    const other = await makePerson(services);
    const { id } = await start();
    services.appendedEntries.length = 0;
    await expect(endSession(other.context, id)).rejects.toMatchObject({ code: "not_found" });
    await endSession(person.context, id);
    expect(services.appendedEntries).toMatchObject([ended(id)]);
    await expect(endSession(person.context, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await accountOfSession(services, person.actor.sessionId)).toBeDefined();
  });

  test("all other devices keeps this one, and says nothing if there is no other", async () => {
    await endAllSessions(person.context, { keepCurrent: true });
    expect(services.appendedEntries).toEqual([]);
    const { id } = await start();
    await endAllSessions(person.context, { keepCurrent: true });
    expect(services.appendedEntries).toMatchObject([ended(id)]);
    await endAllSessions(person.context, { keepCurrent: false });
    expect(services.appendedEntries).toMatchObject([ended(id), ended(person.actor.sessionId)]);
    expect(await accountOfSession(services, person.actor.sessionId)).toBeUndefined();
  });
});

describe("an access token", () => {
  const tokenOf = (sessionId: string) => {
    const { id: userId, username } = person;
    return signToken(services, { userId, username, sessionId }, "access");
  };

  test("is valid for an hour, a refresh token as long as a session", async () => {
    const { id: userId, username, actor } = person;
    const subject = { userId, username, sessionId: actor.sessionId };
    const refresh = await signToken(services, subject, "refresh");
    const access = await tokenOf(actor.sessionId);
    await clock.advance(3_600_000 - 1_000);
    expect(await accountOfToken(services, access)).toMatchObject({ id: person.id });
    await clock.advance(1_000);
    expect(await accountOfToken(services, access)).toBeUndefined();
    await clock.advance(accountLimits.sessionLifeMs - 3_600_000 - 1_000);
    expect(await accountOfToken(services, refresh, "refresh")).toMatchObject({ id: person.id });
    const { id: sessionId } = await start();
    const later = await signToken(services, { ...subject, sessionId }, "refresh");
    await clock.advance(1_000);
    expect(await accountOfToken(services, refresh, "refresh")).toBeUndefined();
    expect(await accountOfToken(services, later, "refresh")).toMatchObject({ sessionId });
  });

  test("is accepted if it was issued ten minutes ahead of this clock, and not if more", async () => {
    const token = await tokenOf(person.actor.sessionId);
    const behind = (seconds: number) => ({
      ...services,
      clock: { ...systemClock, now: () => clock.now() - seconds * 1_000 },
    });
    expect(await accountOfToken(behind(600), token)).toMatchObject({ id: person.id });
    expect(await accountOfToken(behind(601), token)).toBeUndefined();
  });

  test("opens nothing for anyone but its session's owner", async () => {
    const other = await makePerson(services);
    const token = await tokenOf(other.actor.sessionId);
    expect(await accountOfToken(services, token)).toBeUndefined();
  });
});
