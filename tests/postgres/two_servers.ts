/**
 * A run of two socket servers on one PostgreSQL: people write at both at once, and one of them is
 * removed while a message of hers waits behind the removal.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bus } from "#bus/bus.ts";
import { createLocalBus } from "#bus/local.ts";
import type { Context, Services } from "#core/context.ts";
import { removeFromGroup } from "#core/groups/members.ts";
import { openServices } from "#core/instance/open_services.ts";
import { RateLimit } from "#core/rates.ts";
import { readConfig } from "#kit/config.ts";
import { startRealtime } from "#realtime/server.ts";
import type { Database } from "#storage/database.ts";
import { type Anomaly, check } from "#tests/simulation/checker.ts";
import { endingOf } from "#tests/simulation/ending.ts";
import { loggingClient, type LoggingClient } from "#tests/simulation/logging_client.ts";
import { patienceMs, until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, openSocket } from "#tests/support/realtime.ts";
import { asked, emptyDatabase } from "./empty_database.ts";

export interface Mistake {
  /** The database of the first server. */
  around?: (db: Database, ports: { url: URL; bus: Bus }) => Database;
  /** The second server's. */
  other?: (db: Database) => Database;
  /** Of the first server. */
  bus?: (bus: Bus) => Bus;
  server?: (services: Services) => void;
  /** SQL, before either server opens the database. */
  prepare?: (url: URL) => string;
}

interface Server {
  services: Services;
  connect(person?: TestPerson): ReturnType<typeof openSocket>;
  stop(): Promise<void>;
}

const rounds = 6;
const messagesEach = 6;
/** What has not arrived by then in a run with a mistake is missing. */
const quietMs = 1_000;

/** @returns what the checker found */
export async function runTwoServers(mistake?: Mistake): Promise<Anomaly[]> {
  const url = await emptyDatabase();
  const folder = mkdtempSync(join(tmpdir(), "team-chat-two-"));
  const buses = createLocalBus();
  const open = (changes: Pick<Mistake, "around" | "bus"> = {}) =>
    startServer({ url, folder, bus: buses.join() }, changes);
  try {
    // The first opening creates the tables.
    await (await open()).stop();
    if (mistake?.prepare) await asked(url, mistake.prepare(url));
    const first = await open(mistake);
    const second = await open({ around: mistake?.other });
    mistake?.server?.(first.services);
    try {
      return await play({ url, first, second, endMs: mistake ? quietMs : patienceMs });
    } finally {
      await Promise.all([first.stop(), second.stop()]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startServer(
  { url, folder, bus }: { url: URL; folder: string; bus: Bus },
  changes: Pick<Mistake, "around" | "bus">,
): Promise<Server> {
  const settings = { DATABASE_URL: url.href, INSTANCE_DIR: folder, LOG_LEVEL: "error" };
  const config = { ...readConfig(settings), realtimePort: 0 };
  const opened = await openServices(config, { process: "test" });
  const db = changes.around?.(opened.db, { url, bus }) ?? opened.db;
  const services = { ...opened, db };
  services.rates.messages = new RateLimit(services.clock, { burst: 1e9, perSecond: 1e9 });
  const server = await startRealtime({ config, services, bus: changes.bus?.(bus) ?? bus });
  return {
    services,
    connect: (person) =>
      openSocket(`ws://127.0.0.1:${server.port}/`, { headers: { Cookie: person?.cookie ?? "" } }),
    async stop() {
      await server.stop();
      bus.close();
      db.close();
    },
  };
}

interface Stage {
  url: URL;
  first: Server;
  second: Server;
  /** How long clients may take to catch up. */
  endMs: number;
}

async function play({ url, first, second, endMs }: Stage): Promise<Anomaly[]> {
  const staff = await makePerson(second.services, { role: "admin" });
  const [ann, bob, lea] = [
    await makePerson(second.services),
    await makePerson(second.services),
    await makePerson(second.services),
  ];
  const [here, there] = [
    await makeGroup(staff.context, [ann, lea]),
    await makeGroup(staff.context, [bob]),
  ];
  const enter = async (server: Server, person: TestPerson, groups: string[]) => {
    const client = await loggingClient(server, person);
    for (const group of groups) await client.open(group);
    return client;
  };
  const writers = [await enter(first, ann, [here]), await enter(second, bob, [there])] as const;
  const leaver = await enter(first, lea, [here]);
  const watchers = [
    await enter(first, staff, [here, there]),
    await enter(second, staff, [here, there]),
  ];
  const speak = async (round: number) => {
    for (let time = 0; time < messagesEach; time++) {
      writers[0].send(here, "to here", `ann-${round}-${time}`);
      writers[1].send(there, "to there", `bob-${round}-${time}`);
    }
    await Promise.all(writers.map((writer) => writer.answered()));
  };
  for (let round = 0; round < rounds; round++) await speak(round);
  const context = heldUntil(staff.context, async () => {
    leaver.send(here, "too late", "lea-1");
    await someoneWaits(url);
  });
  await removeFromGroup(context, { conversationId: here, userId: lea.id });
  await leaver.answered();
  await speak(rounds);
  writers[0].send(here, "the last", "ann-last");
  await writers[0].answered();
  const followers = [
    { group: here, clients: [writers[0], ...watchers] },
    { group: there, clients: [writers[1], ...watchers] },
  ];
  await arrived(followers, second.services, endMs);
  const logs = [...writers, leaver, ...watchers].map(({ log }) => log);
  return check(logs, await endingOf(second.services));
}

/** Its transactions end when `meanwhile` is over. */
function heldUntil(context: Context, meanwhile: () => Promise<void>): Context {
  const { db } = context;
  const transaction: Database["transaction"] = (work) =>
    db.transaction(async (tx) => {
      const value = await work(tx);
      await meanwhile();
      return value;
    });
  return { ...context, db: { ...db, transaction } };
}

/** Resolves when a session waits for a lock of any kind. */
async function someoneWaits(url: URL): Promise<void> {
  const query = `select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  await until(async () => (await asked(url, query)).length > 0, "a message that waits");
}

/** Waits until everyone has reached the end of their groups, or for as long as they may take. */
async function arrived(
  followers: { group: string; clients: LoggingClient[] }[],
  { db }: Services,
  endMs: number,
): Promise<void> {
  const rows = await db.all<{ id: string; last_seq: number }>`
    select id, last_seq from conversations`;
  const heads = new Map(rows.map(({ id, last_seq: seq }) => [id, seq]));
  const all = followers.flatMap(({ group, clients }) =>
    clients.map((client) => client.reached(group, heads.get(group) ?? 0)),
  );
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, endMs);
  await Promise.race([Promise.all(all), patience.promise]);
  clearTimeout(timer);
}
