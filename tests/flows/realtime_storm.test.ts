/** All clients return at once, after a restart of the socket server. */
import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { createGroups } from "#core/groups/groups.ts";
import { currentEpoch } from "#core/log/read.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { type Database, Fragment, type Value } from "#storage/database.ts";
import { RealClient } from "#tests/simulation/real_client.ts";
import { aroundReads } from "#tests/support/around_reads.ts";
import { makePerson } from "#tests/support/people.ts";
import { freePorts } from "#tests/support/ports.ts";
import { startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testMs } from "#tests/support/patience.ts";

setDefaultTimeout(testMs);

const clientCount = 200;
const groupCount = 5;

const running: TestRealtime[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function start(options: Parameters<typeof startTestRealtime>[0]): Promise<TestRealtime> {
  const realtime = await startTestRealtime(options);
  running.push(realtime);
  return realtime;
}

/** Resolves, when its connection is lost, with the milliseconds it will wait. */
async function firstWait(client: RealClient): Promise<number> {
  let waitMs = Number.NaN;
  const waits = () => {
    const { state } = client.session;
    if (state.kind === "waiting") waitMs = state.delayMs;
    return state.kind === "waiting";
  };
  await client.until(waits, () => "does not wait");
  return waitMs;
}

/** Counts reads, and how many of them look up a session. */
function counting(db: Database, count: { reads: number; sessions: number }): Database {
  const note = (text: TemplateStringsArray, values: Value[]) => {
    count.reads += 1;
    const common = values.map((value) => (value instanceof Fragment ? value.text : ""));
    if ([...text, ...common].join("").includes("sessions s join users")) count.sessions += 1;
  };
  return aroundReads(db, (queries) => ({
    all: (text, ...values) => (note(text, values), queries.all(text, ...values)),
    get: (text, ...values) => (note(text, values), queries.get(text, ...values)),
  }));
}

test("two hundred clients return spread out, with one session lookup each, and miss nothing", async () => {
  const env = { REALTIME_PORT: String(freePorts(1)[0]) };
  const first = await start({ env });
  const { services } = first;
  const staff = await makePerson(services, { role: "admin" });
  const people = await Promise.all(Array.from({ length: clientCount }, () => makePerson(services)));
  const groups = await createGroups(
    staff.context,
    Array.from({ length: groupCount }, (_, group) => ({
      name: `Group ${group}`,
      description: "",
      members: people
        .filter((_person, index) => index % groupCount === group)
        .map(({ id: userId }) => ({ userId })),
    })),
  );
  const epoch = await currentEpoch(services);
  const clients = people.map((person) => new RealClient({ wsUrl: first.url }, person));
  const isLive = (client: RealClient) => client.session.state.kind === "live";
  const all = (condition: (client: RealClient) => boolean) =>
    Promise.all(
      clients.map((one) =>
        one.until(
          () => condition(one),
          () => "not in time",
        ),
      ),
    );
  for (const [index, client] of clients.entries()) {
    client.start([groups[index % groupCount]!.id], epoch);
  }
  await all(isLive);

  // In order: the first reconnect while the last are still being disconnected.
  const waiting = Promise.all(clients.map(firstWait));
  await first.server.stop();
  const waits = await waiting;
  // At random, not in step: hardly two in the same millisecond.
  expect(new Set(waits.map(Math.round)).size).toBeGreaterThan(clientCount / 2);
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(300);

  for (const { id } of groups)
    await sendMessage(staff.context, { conversationId: id, content: "missed" });
  const count = { reads: 0, sessions: 0 };
  const { instanceDir } = services.config;
  await start({ env, instanceDir, around: (db) => counting(db, count) });
  await all(isLive);
  const heads = await services.db.all<{ id: string; last_seq: number }>`
    select id, last_seq from conversations`;
  const headOf = new Map(heads.map(({ id, last_seq: seq }) => [id, seq]));
  await Promise.all(
    clients.map((client, index) => {
      const { id } = groups[index % groupCount]!;
      return client.reached(id, headOf.get(id)!);
    }),
  );
  expect(count.sessions).toBe(clientCount);
  const seen = clients.filter(({ screen }) =>
    screen.notes.some(({ kind }) => kind === "delivered"),
  );
  expect(seen).toHaveLength(clientCount);
  for (const { session } of clients) session.stop();
});
