/** The database is deleted or replaced while the servers run: no lost message is acknowledged. */
import { Database as Connection } from "bun:sqlite";
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sleep, systemClock } from "#kit/clock.ts";
import { backUpDatabase } from "#core/instance/backup.ts";
import { within } from "#tests/support/output.ts";
import { patienceMs, testMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, openSocket } from "#tests/support/realtime.ts";
import { type Servers, startServers } from "#tests/support/servers.ts";
import { runCommand, startSystem } from "#tests/support/system.ts";
import { databaseFile, type TestServices, testServices } from "#tests/support/services.ts";

setDefaultTimeout(testMs);

/** Each may post five messages per second. */
const writersOfEach = 12;
const enough = 150;

let services: TestServices;
let servers: Servers;
let writers: TestPerson[];
let group: string;
let file: string;

beforeEach(async () => {
  services = testServices();
  file = databaseFile(services);
  const staff = await makePerson(services, { role: "admin" });
  writers = await Promise.all(
    Array.from({ length: 2 * writersOfEach }, () => makePerson(services)),
  );
  group = await makeGroup(staff.context, writers);
  servers = await startServers(services);
});
afterEach(async () => {
  await servers.stop();
  services.dispose();
});

interface Said {
  id: string;
  /** Whether it was sent after the database was moved. */
  after: boolean;
}

/** The answers to writers of one of the two servers. */
class Told {
  acked: Said[] = [];
  refusedAfter = 0;
}

type Answer = { acked: string } | { waitMs: number } | "refused";

/** Posts one message after another until stopped. */
async function keepSaying(say: () => Promise<Answer>, told: Told, attempt: Attempt): Promise<void> {
  while (!attempt.over) {
    const after = attempt.done;
    const answer = await say();
    if (answer === "refused") {
      if (after) told.refusedAfter += 1;
    } else if ("acked" in answer) told.acked.push({ id: answer.acked, after });
    else await sleep(systemClock, answer.waitMs);
    attempt.look();
  }
}

interface Attempt {
  done: boolean;
  over: boolean;
  look: () => void;
}

function byRest({ token }: TestPerson): () => Promise<Answer> {
  return async () => {
    const response = await fetch(`${servers.webUrl}/api/conversation/${group}/messages`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ content: "hello" }),
    });
    const answer = (await response.json()) as { message: { id: string } };
    if (response.status === 201) return { acked: answer.message.id };
    if (response.status === 429) {
      return { waitMs: Number(response.headers.get("Retry-After")) * 1_000 };
    }
    expect(response.status).toBe(500);
    return "refused";
  };
}

async function bySocket(person: TestPerson): Promise<() => Promise<Answer>> {
  const headers = { Cookie: person.cookie, Origin: servers.webUrl };
  const socket = await openSocket(servers.wsUrl, { headers });
  await socket.identify(person);
  let count = 0;
  return async () => {
    const messageId = `${person.id}-${(count += 1)}`;
    const answer = Promise.withResolvers<Answer>();
    socket.onFrame(({ messageType, payload, meta }) => {
      if (!("messageId" in meta)) return;
      if (messageType === "Ack") answer.resolve({ acked: meta.messageId });
      if (messageType !== "Refusal") return;
      const { code, retryAfterMs = 0 } = payload as { code: string; retryAfterMs?: number };
      answer.resolve(code === "limited" ? { waitMs: retryAfterMs } : "refused");
    });
    socket.send({
      messageType: "ChatMessage",
      payload: { content: "hello", displayName: "" },
      meta: { conversationId: group, senderId: person.id, timestamp: "", messageId },
    });
    return answer.promise;
  };
}

/** Runs `act` while people write through both servers, and continues until all have noticed. */
async function doUnderWriters(act: () => void): Promise<{ web: Told; realtime: Told }> {
  const told = { web: new Told(), realtime: new Told() };
  const allKnow = Promise.withResolvers<void>();
  const attempt: Attempt = {
    done: false,
    over: false,
    look() {
      const each = [told.web, told.realtime];
      if (!attempt.done && each.every(({ acked }) => acked.length >= enough)) {
        act();
        attempt.done = true;
      }
      attempt.over = each.every(({ refusedAfter }) => refusedAfter >= writersOfEach);
      if (attempt.over) allKnow.resolve();
    },
  };
  const sockets = await Promise.all(writers.slice(writersOfEach).map(bySocket));
  const writing = [
    ...writers
      .slice(0, writersOfEach)
      .map((person) => keepSaying(byRest(person), told.web, attempt)),
    ...sockets.map((say) => keepSaying(say, told.realtime, attempt)),
  ];
  await within(allKnow.promise, patienceMs, () => JSON.stringify(told));
  await Promise.all(writing);
  return told;
}

function idsIn(path: string): Set<string> {
  const connection = new Connection(path, { readonly: true });
  const rows = connection.query<{ id: string }, []>("select id from messages").all();
  connection.close();
  return new Set(rows.map(({ id }) => id));
}

const statusOf = async (url: string) =>
  (await fetch(`${url.replace("ws:", "http:")}/readyz`)).status;

/** No later post was acknowledged; both servers notice and say so. */
async function expectStopped(told: { web: Told; realtime: Told }, what: string): Promise<void> {
  for (const { acked } of [told.web, told.realtime]) {
    expect(acked.filter(({ after }) => after)).toEqual([]);
  }
  expect(await statusOf(servers.webUrl)).toBe(503);
  expect(await statusOf(servers.wsUrl)).toBe(503);
  const lines = servers.errors().filter((line) => line.includes('"database.moved"'));
  for (const process of ["web", "realtime"]) {
    const own = lines.filter((line) => line.includes(`"process":"${process}"`));
    expect(own).toHaveLength(1);
    expect(own[0]).toContain(`${file} was ${what}`);
  }
}

test("after the database was deleted, neither server acknowledges a post", async () => {
  const told = await doUnderWriters(() => {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix);
  });
  await expectStopped(told, "deleted");
  expect(existsSync(file)).toBe(false);
});

test("after another database took its place, only posts stored in that one are acknowledged", async () => {
  const other = join(services.config.instanceDir, "other.sqlite3");
  await backUpDatabase(services.config, other, { force: false });
  const told = await doUnderWriters(() => renameSync(other, file));
  await expectStopped(told, "replaced");
  // Only the main file: the log beside it belongs to the former database.
  const alone = join(services.config.instanceDir, "alone.sqlite3");
  copyFileSync(file, alone);
  expect(idsIn(alone).size).toBe(0);
});

test("after a database was moved away and back, writing continues and nothing acknowledged is lost", async () => {
  const away = join(services.config.instanceDir, "away");
  mkdirSync(away);
  const suffixes = ["", "-wal", "-shm"];
  const told = await doUnderWriters(() => {
    for (const suffix of suffixes) renameSync(file + suffix, join(away, `db${suffix}`));
  });
  await expectStopped(told, "deleted");
  for (const suffix of suffixes) renameSync(join(away, `db${suffix}`), file + suffix);
  expect(await statusOf(servers.webUrl)).toBe(200);
  expect(await statusOf(servers.wsUrl)).toBe(200);
  const answers = [await byRest(writers[0]!)(), await (await bySocket(writers.at(-1)!))()];
  const stored = idsIn(file);
  for (const answer of answers) expect(stored).toContain((answer as { acked: string }).acked);
  for (const { id } of [...told.web.acked, ...told.realtime.acked]) expect(stored).toContain(id);
});

test("a restarted server does not create a new database in place of a deleted one", async () => {
  const system = await startSystem();
  const database = join(system.instanceDir, "db.sqlite3");
  const copy = join(system.instanceDir, "copy.sqlite3");
  expect(await runCommand(["backup", copy], system.env)).toMatchObject({ exitCode: 0 });
  for (const suffix of ["", "-wal", "-shm"]) rmSync(database + suffix);
  const from = system.output.lines.length;
  process.kill(system.pidOf("web"), "SIGKILL");
  const line = await system.output.line((one) => one.startsWith("There is no"), from);
  expect(line).toBe(`There is no database at ${database}.`);
  expect(existsSync(database)).toBe(false);
  copyFileSync(copy, database);
  await system.output.line((one) => one.includes('"event":"listening"'), from);
  expect(await statusOf(system.webUrl)).toBe(200);
  expect(await statusOf(system.wsUrl)).toBe(503);
  expect(await system.stop()).toBe(0);
  expect(await runCommand(["check"], system.env)).toMatchObject({ exitCode: 0 });
  await system.dispose();
});
