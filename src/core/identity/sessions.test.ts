import { accountLimits } from "#wire/limits.ts";
import { expect, test } from "bun:test";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson } from "#tests/support/people.ts";
import { testServices } from "#tests/support/services.ts";
import { accountOfSession, listDevices, startSession } from "./sessions.ts";

test("one device too many signs out the one unused for longest", async () => {
  const clock = new FakeClock();
  const services = testServices({ clock });
  const other = await makePerson(services);
  const person = await makePerson(services);
  for (let count = 1; count < accountLimits.sessions; count++) {
    await clock.advance(1_000);
    await startSession(services, { userId: person.id, device: `device ${count}` });
  }
  const first = person.actor.sessionId;
  expect(await accountOfSession(services, first)).toBeDefined();
  services.appendedEntries.length = 0;
  await clock.advance(1_000);
  const { id } = await startSession(services, { userId: person.id, device: "one more" });
  expect(await accountOfSession(services, id)).toBeDefined();
  expect(await accountOfSession(services, first)).toBeUndefined();
  expect(services.appendedEntries).toMatchObject([
    { userId: person.id, event: { kind: "sessions_ended", sessionIds: [first] } },
  ]);
  expect(await listDevices(person.context)).toHaveLength(accountLimits.sessions);
  expect(await accountOfSession(services, other.actor.sessionId)).toBeDefined();
  services.dispose();
});
