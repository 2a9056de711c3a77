import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { accountLimits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { countingReads } from "#tests/support/around_reads.ts";
import { makePerson, type PersonOptions, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { endAllSessions } from "../identity/sessions.ts";
import { disablePerson } from "../people/manage_people.ts";
import { arrivalOfCookie } from "./arrival.ts";
import { listGroups } from "./groups.ts";
import { reorderGroups } from "./group_order.ts";

const clock = new FakeClock();
let services: TestServices;
let admin: TestPerson;
let ada: TestPerson;
let groups: string[];
let reads = 0;

beforeAll(async () => {
  services = testServices({ clock, around: countingReads(() => (reads += 1)) });
  admin = await makePerson(services, { role: "admin" });
  ada = await makePerson(services);
  groups = [
    await makeGroup(admin.context, [ada], "One"),
    await makeGroup(admin.context, [ada], "Two"),
  ];
});
afterAll(() => services.dispose());
beforeEach(() => void (reads = 0));

const arrive = ({ cookie }: TestPerson) =>
  arrivalOfCookie(services, cookie.slice(cookie.indexOf("=") + 1));

async function memberWith(options: PersonOptions = {}): Promise<TestPerson> {
  const person = await makePerson(services, options);
  await makeGroup(admin.context, [person]);
  return person;
}
const now = () => new Date(clock.now()).toISOString();

test("[C4] nobody arrives with an unknown cookie, an ended session or an inactive account", async () => {
  expect(await arrive({ ...ada, cookie: "session=unknown" })).toBeUndefined();
  const ended = await memberWith();
  await endAllSessions(ended.context, { keepCurrent: false });
  expect(await arrive(ended)).toBeUndefined();
  const disabled = await memberWith();
  expect(await arrive(disabled)).toBeDefined();
  await disablePerson(admin.context, disabled.id);
  expect(await arrive(disabled)).toBeUndefined();
  const over = await memberWith({ role: "guest" });
  const old = await memberWith();
  await services.db.transaction(async (tx) => {
    await tx.run`update users set expires_at = ${now()} where id = ${over.id}`;
    await tx.run`update sessions set expires_at = ${now()} where user_id = ${old.id}`;
  });
  for (const person of [over, old]) expect(await arrive(person)).toBeUndefined();
});

test("a member arrives with the account and the list in order, from one read", async () => {
  const arrival = await arrive(ada);
  expect(reads).toBe(1);
  const { id, name, role, sessionId } = ada.actor;
  const endsAtMs = clock.now() + accountLimits.sessionLifeMs;
  expect(arrival?.actor).toEqual({
    id,
    name,
    role,
    sessionId,
    endsAtMs,
  });
  expect(arrival?.groups.map((group) => group.id)).toEqual(groups);
  expect(arrival?.groups).toMatchObject(await listGroups(ada.context));
  await reorderGroups(admin.context, groups.toReversed());
  expect((await arrive(ada))?.groups.map((group) => group.id)).toEqual(groups.toReversed());
});

test("a guest's own end counts if it is sooner than the session's", async () => {
  const expiresAt = new Date(clock.now() + 60_000).toISOString();
  const arrival = await arrive(await memberWith({ role: "guest", expiresAt }));
  expect(arrival?.actor).toMatchObject({ role: "guest", endsAtMs: clock.now() + 60_000 });
});

test("those who are in no group arrive with an empty list, from one read", async () => {
  const alone = await makePerson(services);
  reads = 0;
  expect(await arrive(alone)).toMatchObject({ actor: { id: alone.id }, groups: [] });
  expect(reads).toBe(1);
});

test("staff arrive with every group, from two reads", async () => {
  const staff = await makePerson(services, { role: "admin" });
  const all = (await listGroups(staff.context)).map(({ id }) => id);
  reads = 0;
  const arrival = await arrive(staff);
  expect(reads).toBe(2);
  expect(arrival?.actor).toMatchObject({ id: staff.id, role: "admin" });
  expect(arrival?.groups.map(({ id }) => id)).toEqual(all);
  expect(all.length).toBeGreaterThan(groups.length);
  await makeGroup(admin.context, [staff]);
  expect((await arrive(staff))?.groups).toHaveLength(all.length + 1);
});

test("arriving is noted as a use of the session, every five minutes", async () => {
  const lastSeen = async () => {
    const row = await services.db.get<{ at: string }>`
      select last_seen_at as at from sessions where id = ${ada.actor.sessionId}`;
    return Date.parse(row!.at);
  };
  const before = await lastSeen();
  await clock.advance(before + 5 * 60_000 - 1 - clock.now());
  await arrive(ada);
  expect(await lastSeen()).toBe(before);
  await clock.advance(1);
  await arrive(ada);
  expect(await lastSeen()).toBe(clock.now());
});
