import { afterEach, beforeEach, expect, test } from "bun:test";
import { limits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { sweepMs } from "./current_actor.ts";
import { Connection, OnlineMember } from "./connection.ts";
import type { Realtime } from "./parts.ts";
import { expireConnections } from "./sweep.ts";

let services: TestServices;
let clock: FakeClock;
let person: TestPerson;
beforeEach(async () => {
  clock = new FakeClock();
  services = testServices({ clock });
  person = await makePerson(services);
});
afterEach(() => services.dispose());

function identified(): Connection {
  const connection = new Connection(person.actor, 0, clock.monotonic());
  const member = new OnlineMember(person.actor);
  connection.state = { kind: "identified", dialect: "current", member };
  return connection;
}

test("with many thousand sockets the session of each is looked at in its turn", async () => {
  const still = { sweep: () => {} };
  const realtime = { services, presence: still, typing: still } as unknown as Realtime;
  const connections = Array.from({ length: 7_000 }, identified);
  const startedAt = clock.monotonic();
  for (let passed = 0; passed < 150_000; passed += sweepMs) {
    await clock.advance(sweepMs);
    for (const connection of connections) connection.heardAtMs = clock.monotonic();
    await expireConnections(realtime, connections);
  }
  const never = connections.filter(({ verifiedAtMs }) => verifiedAtMs === startedAt);
  expect(never).toHaveLength(0);
  expect(limits.silenceMs).toBeGreaterThan(sweepMs);
});
