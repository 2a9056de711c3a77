/** A database that is moved to PostgreSQL and back, by the operator's command, stays the same. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { Database as Connection } from "bun:sqlite";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalBus } from "#bus/local.ts";
import type { Context, Services } from "#core/context.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup } from "#core/groups/groups.ts";
import { holdShared } from "#core/instance/instance_lock.ts";
import { openServices } from "#core/instance/open_services.ts";
import { editMessage, removeMessage, sendMessage } from "#core/messages/messages.ts";
import { createCourse } from "#demo/course.ts";
import { systemClock } from "#kit/clock.ts";
import { type Config, type DatabaseAddress, readConfig } from "#kit/config.ts";
import { startRealtime } from "#realtime/server.ts";
import { readEpoch } from "#storage/events.ts";
import { readMeta } from "#storage/meta.ts";
import { createApp } from "#web/app.tsx";
import { type Outcome, runCli } from "#tests/support/cli.ts";
import { testMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson, unhurried } from "#tests/support/people.ts";
import { openSocket, type TestSocket } from "#tests/support/realtime.ts";
import { asked, emptyDatabase } from "./empty_database.ts";

setDefaultTimeout(testMs);

const texts = ["NULL", '{"a",b\\}', "\\N\t'\"\r\nline", " leading ", "漢字 🎓 a\u0301"];

const instanceDir = mkdtempSync(join(tmpdir(), "team-chat-move-"));
const file = join(instanceDir, "db.sqlite3");
const back = join(instanceDir, "back.sqlite3");
let postgres: URL;
let staff: TestPerson;
let member: TestPerson;
let group: string;

const settings = { INSTANCE_DIR: instanceDir, LOG_LEVEL: "error" };
const configOf = (database: string): Config => ({
  ...readConfig({ ...settings, DATABASE_URL: database, PUBLIC_URL: "http://127.0.0.1:5000" }),
  realtimePort: 0,
});
const open = (config: Config) => openServices(config, { process: "test" });

/** Moves as an operator does; the password is in the environment alone, and in no output. */
async function move(from: string, to: string): Promise<Outcome> {
  const env = { DATABASE_URL: from, MOVE_DATABASE_TO: to };
  const outcome = await runCli(["move-database"], { instanceDir, env });
  expect(outcome.out + outcome.err).not.toContain(postgres.password);
  return outcome;
}

beforeAll(async () => {
  postgres = await emptyDatabase();
  const services = await open(configOf(`sqlite:${file}`));
  await createCourse(services, { students: 20, groups: 4, messages: 3_000, seed: 1 }, () => {});
  staff = await makePerson(services, { role: "admin", name: "Professor Oak" });
  member = await makePerson(services, { name: "Mira Sol" });
  const own = unhurried(staff.context);
  const described = { name: "Team 1", description: "", members: [{ userId: member.id }] };
  group = (await createGroup(own, described)).id;
  await chat(own, group);
  // Its entries leave the log, which must not give out their numbers again.
  const { id } = await createGroup(own, { ...described, name: "Team 2" });
  await sendMessage(own, { conversationId: id, content: "soon gone" });
  await deleteGroup(own, id);
  services.db.close();
});
afterAll(() => rmSync(instanceDir, { recursive: true, force: true }));

async function chat(context: Context, conversationId: string): Promise<void> {
  for (const content of texts) await sendMessage(context, { conversationId, content });
  const edited = await sendMessage(context, { conversationId, content: "first" });
  await editMessage(context, { conversationId, messageId: edited.id, content: "second" });
  const removed = await sendMessage(context, { conversationId, content: "removed" });
  await removeMessage(context, { conversationId, messageId: removed.id });
}

/** Changes the file as another program would. */
function changed(statement: string): void {
  const connection = new Connection(file);
  connection.run(statement);
  connection.close();
}

async function refusal(from: string, to: string): Promise<string> {
  const { code, err } = await move(from, to);
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(code).toBe(1);
  return err;
}

test("a move is refused while anyone has one of the two databases open", async () => {
  const inUse: DatabaseAddress[] = [
    { kind: "sqlite", file },
    { kind: "postgres", url: postgres },
  ];
  for (const database of inUse) {
    const hold = await holdShared({ database, instanceDir });
    expect(await refusal(`sqlite:${file}`, postgres.href)).toContain("Team Chat is still running");
    hold.release();
  }
  expect(await asked(postgres, "select 1 from pg_tables where schemaname = 'public'")).toEqual([]);
});

test("a move is refused without a database, without a target, and to one that is in use already", async () => {
  const missing = `sqlite:${join(instanceDir, "missing")}`;
  expect(await refusal(missing, postgres.href)).toContain("There is no database");
  expect(await refusal(`sqlite:${file}`, "")).toContain("--to");
  expect(await refusal(`sqlite:${file}`, `sqlite:${file}`)).toContain("already holds");
  const others = await emptyDatabase();
  await asked(others, "create table invoices (id integer)");
  expect(await refusal(`sqlite:${file}`, others.href)).toContain("of another program");
  expect(await refusal(`sqlite:${file}`, "mysql://chat:secret@host/db")).not.toContain("secret");
});

test("a move that was interrupted leaves a target that nothing uses, and begins anew", async () => {
  // Only something other than Team Chat can store it, and PostgreSQL refuses it.
  const lastMessage = "where id = (select max(id) from messages)";
  changed(`update messages set edited_at = 'a' || char(0) ${lastMessage}`);
  const interrupted = await move(`sqlite:${file}`, postgres.href);
  expect(interrupted.code).toBe(1);
  expect(interrupted.err).toContain("cannot store a text with U+0000");
  const half = await asked<{ count: string }>(postgres, "select count(*) from users");
  expect(Number(half[0]!.count)).toBeGreaterThan(20);
  for (const command of ["check", "start", "init-db"]) {
    const { code, err } = await runCli([command], {
      instanceDir,
      env: { DATABASE_URL: postgres.href },
    });
    expect(err).toContain("is incomplete: moving a database to it was interrupted");
    expect(code).toBe(1);
  }
  changed(`update messages set edited_at = null ${lastMessage}`);
  const again = await move(`sqlite:${file}`, postgres.href);
  expect(again.err).toContain("100 %");
  expect(again.code).toBe(0);
  await asked(postgres, "drop schema public cascade; create schema public");
});

/** Pages contain the time. */
const shownAt = systemClock.now();

/** Everything that pages and the API show, by its path. */
async function everything(config: Config): Promise<Map<string, string>> {
  const opened = await open(config);
  const services = { ...opened, clock: { ...systemClock, now: () => shownAt } };
  const assets = { url: (name: string) => `/assets/${name}`, file: () => undefined };
  const app = createApp({ services, config, assets });
  const answers = new Map<string, string>();
  const get = async (path: string) => {
    const isApi = path.startsWith("/api/");
    const headers: HeadersInit = isApi
      ? { Authorization: `Bearer ${staff.token}` }
      : { Cookie: staff.cookie };
    const answer = await app.request(config.publicUrl.origin + path, { headers });
    answers.set(path, await answer.text());
    expect(`${answer.status} ${path}`).toBe(`200 ${path}`);
    return answer;
  };
  for (const path of ["/api/users", "/audit", "/users", "/conversations", "/groups", "/api/me"]) {
    await get(path);
  }
  await get(`/api/user/${member.id}/conversations`);
  await get("/api/conversations");
  const { conversations } = JSON.parse(answers.get("/api/conversations")!) as {
    conversations: { id: string }[];
  };
  expect(conversations).toHaveLength(8);
  for (const { id } of conversations) {
    await get(`/api/conversation/${id}`);
    await get(`/api/conversation/${id}/members`);
    let path: string | undefined = `/api/conversation/${id}/messages?limit=200`;
    while (path !== undefined) {
      const link: string | null = (await get(path)).headers.get("Link");
      path = link?.match(/<(.+?)>/)?.[1];
    }
  }
  services.db.close();
  return answers;
}

/** A client's socket on the servers of this database. */
async function live(config: Config, use: (client: Client) => Promise<void>): Promise<void> {
  const services = await open(config);
  const bus = createLocalBus().join();
  const server = await startRealtime({ config, services, bus });
  const headers = { Cookie: member.cookie, Origin: config.publicUrl.origin };
  const socket = await openSocket(`ws://127.0.0.1:${server.port}/`, { headers });
  const { payload } = await socket.identify(member);
  await use({ services, socket, epoch: payload.epoch });
  await server.stop();
  bus.close();
  services.db.close();
}

interface Client {
  services: Services;
  socket: TestSocket;
  epoch: string;
}

async function resumes({ services, socket }: Client, seq: number, epoch: string): Promise<void> {
  const content = `after ${seq}`;
  const context = unhurried({ ...staff.context, ...services });
  const sent = await sendMessage(context, { conversationId: group, content });
  expect(sent.seq).toBe(seq + 1);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group, seq, epoch } });
  expect((await socket.next("Opened")).payload.reload).toBe(false);
  const { payload } = await socket.next("ChatMessage");
  expect(payload).toMatchObject({ content });
}

test("there and back every page, list and the staff log are the same, and open clients resume", async () => {
  const [first, second] = [`sqlite:${file}`, `sqlite:${back}`];
  // What staff read is recorded, so the second look is the one to keep.
  await everything(configOf(first));
  const before = await everything(configOf(first));
  expect([...before.values()].join("")).toContain("漢字");
  let epoch = "";
  let seq = 0;
  await live(configOf(first), async (client) => {
    ({ epoch } = client);
    const row = await client.services.db.get<{ seq: number }>`
      select last_seq as seq from conversations where id = ${group}`;
    seq = row!.seq;
  });

  const there = await move(first, postgres.href);
  expect(there.out).toMatch(/messages +3,0\d\d\n/);
  expect(there.code).toBe(0);
  expect(await everything(configOf(postgres.href))).toEqual(before);
  await live(configOf(postgres.href), (client) => resumes(client, seq, epoch));
  const kept = await everything(configOf(postgres.href));

  // As on another machine.
  rmSync(join(instanceDir, "secrets.json"));
  expect(await move(postgres.href, second)).toMatchObject({ code: 0 });
  expect(await everything(configOf(second))).toEqual(kept);
  await live(configOf(second), (client) => resumes(client, seq + 1, epoch));
});

test("of the two databases only the new one keeps the positions that clients have", async () => {
  expect(existsSync(back)).toBe(true);
  const epochs = new Set<string>();
  for (const database of [`sqlite:${file}`, postgres.href, `sqlite:${back}`]) {
    const services = await open(configOf(database));
    epochs.add(await readEpoch(services.db));
    const key = await readMeta(services.db, "secret_key");
    expect(key === undefined).toBe(database.startsWith("sqlite:"));
    services.db.close();
  }
  expect(epochs.size).toBe(3);
});
