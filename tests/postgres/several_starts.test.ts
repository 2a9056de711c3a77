/** Several machines on one database: each start has an instance folder of its own. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LockTakenError } from "#storage/adapter.ts";
import { postgresAdapter } from "#storage/postgres/adapter.ts";
import { readOutput } from "#tests/support/output.ts";
import { testMs, until } from "#tests/support/patience.ts";
import { freePorts } from "#tests/support/ports.ts";
import { openSocket } from "#tests/support/realtime.ts";
import {
  runCommand,
  spawnCommand,
  startSystem,
  type System,
  type SystemOptions,
} from "#tests/support/system.ts";
import { asked, emptyDatabase } from "./empty_database.ts";

setDefaultTimeout(testMs);

let url: URL;
let folder: string;
let first: System;
let second: System;
beforeAll(async () => {
  url = await emptyDatabase();
  folder = mkdtempSync(join(tmpdir(), "team-chat-several-"));
  [first, second] = await Promise.all([start("first"), start("second")]);
});
afterAll(async () => {
  await Promise.all([first.dispose(), second.dispose()]);
  rmSync(folder, { recursive: true, force: true });
});

function start(name: string, options: SystemOptions = {}): Promise<System> {
  const env = { DATABASE_URL: url.href, ...options.env };
  return startSystem({ ...options, instanceDir: join(folder, name), env });
}

/** The settings of a start that a test runs itself. */
function settingsOf(name: string): Record<string, string> {
  const [web, realtime] = freePorts(2);
  const ports = { WEB_PORT: `${web}`, REALTIME_PORT: `${realtime}` };
  return { ...ports, INSTANCE_DIR: join(folder, name), DATABASE_URL: url.href };
}

const isUp = async (at: string) => (await fetch(`${at.replace("ws", "http")}/readyz`)).status;

interface Client {
  userId: string;
  token: string;
  cookie: string;
}

async function signIn({ webUrl }: System, email: string, password: string): Promise<Client> {
  const response = await fetch(`${webUrl}/auth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  expect(response.status).toBe(200);
  const { access_token: token } = (await response.json()) as { access_token: string };
  const { user_id: userId } = JSON.parse(atob(token.split(".")[1] ?? "")) as { user_id: string };
  const cookies = response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
  const cookie = cookies.find((pair) => pair.startsWith("session=")) ?? "";
  expect(cookie).not.toBe("");
  return { userId, token, cookie };
}

/** What a server answers to the person's list of groups. */
const groups = ({ webUrl }: System, { userId }: Client, headers: HeadersInit) =>
  fetch(`${webUrl}/api/user/${userId}/conversations`, { headers });

test("two starts at the same moment make the tables, the demo people and the secret once", async () => {
  const people = await asked(url, "select email from users where email like '%@admin.com'");
  expect(people).toHaveLength(1);
  const keys = await asked(url, "select value from meta where key = 'secret_key'");
  expect(keys).toEqual([{ value: expect.stringMatching(/^.{32,}$/) }]);
  for (const { instanceDir } of [first, second]) {
    expect(readdirSync(instanceDir)).not.toContain("secrets.json");
  }
});

test("neither the secret nor the database's password is in an output or a command line", async () => {
  const [stored] = await asked<{ value: string }>(
    url,
    "select value from meta where key = 'secret_key'",
  );
  const secrets = [stored!.value, url.password, decodeURIComponent(url.password)];
  for (const system of [first, second]) {
    const pids = [system.pid, system.pidOf("web"), system.pidOf("realtime")];
    // Where the system shows them as files.
    const files = pids.map((pid) => `/proc/${pid}/cmdline`).filter((file) => existsSync(file));
    const shown = [...system.output.lines, ...files.map((file) => readFileSync(file, "utf8"))];
    expect(shown.join("\n")).toContain("Team Chat is running");
    for (const secret of secrets) expect(shown.join("\n")).not.toContain(secret);
  }
});

test("who signed in at one web server is signed in at the other, by cookie and by token", async () => {
  const client = await signIn(first, "test@test.com", "test");
  const Authorization = `Bearer ${client.token}`;
  for (const headers of [new Headers({ Cookie: client.cookie }), new Headers({ Authorization })]) {
    expect((await groups(second, client, headers)).status).toBe(200);
  }
  const forged = { Authorization: `${Authorization.slice(0, -8)}forgery0` };
  expect((await groups(second, client, forged)).status).toBe(401);
});

test("a guessed password counts on both, and its address is stored nowhere", async () => {
  const attempt = ({ webUrl }: System, password: string) =>
    fetch(`${webUrl}/auth/token`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email: "mei@test.com", password }),
    }).then(({ status }) => status);
  const guesses = [first, second, first, second, first].map((system) => attempt(system, "guess"));
  expect(await Promise.all(guesses)).toEqual([401, 401, 401, 401, 401]);
  expect(await attempt(first, "test")).toBe(429);
  expect(await attempt(second, "test")).toBe(429);
  const rows = await asked<{ key: string }>(url, "select key from attempts");
  expect(rows.length).toBeGreaterThan(1);
  for (const { key } of rows) expect(key).toMatch(/^[\w-]{43}$/);
});

test("messages pass between the socket servers of both, in both directions", async () => {
  const [ada, bob] = await Promise.all([
    signIn(first, "test@test.com", "test"),
    signIn(second, "admin@admin.com", "admin"),
  ]);
  const answer = await groups(first, ada, { Cookie: ada.cookie });
  const list = (await answer.json()) as { conversations: { id: string; name: string }[] };
  const group = list.conversations.find(({ name }) => name === "Welcome")?.id ?? "";
  const joined = async ({ wsUrl }: System, { cookie, userId: senderId }: Client) => {
    const socket = await openSocket(wsUrl, { headers: { Cookie: cookie } });
    socket.sendText(JSON.stringify({ messageType: "IdMessage", senderId, convId: group }));
    await socket.settle();
    return socket;
  };
  const [here, there] = await Promise.all([joined(first, ada), joined(second, bob)]);
  for (const [from, to, { userId: senderId }] of [
    [here, there, ada],
    [there, here, bob],
  ] as const) {
    const payload = { content: `from ${senderId}`, displayName: "" };
    const meta = { conversationId: group, senderId, timestamp: "2026-11-23T08:00:00Z" };
    from.sendText(JSON.stringify({ messageType: "ChatMessage", payload, meta }));
    for (const socket of [from, to]) {
      expect((await socket.next("ChatMessage")).payload).toMatchObject({
        content: payload.content,
      });
    }
  }
});

test("a job of a server that died is taken over, and done once", async () => {
  await asked(
    url,
    `insert into sessions select 'expired', 'no hash', id, 'd', '2020', '2020', '2020' from users limit 1;
     update jobs set due_ms = 0, owner = 'a dead server',
       leased_until_ms = extract(epoch from clock_timestamp()) * 1000 + 1000
     where name = 'cleanup'`,
  );
  const jobs = () =>
    asked(url, "select name, owner, tries, due_ms > 0 as done from jobs where name = 'cleanup'");
  expect(await jobs()).toEqual([
    { name: "cleanup", owner: "a dead server", tries: 0, done: false },
  ]);
  const expired = () => asked(url, "select id from sessions where id = 'expired'");
  await until(async () => (await expired()).length === 0, "a cleanup by another server");
  const done = { name: "cleanup", owner: null, tries: 0, done: true };
  await until(async () => Bun.deepEquals(await jobs(), [done]), "its end");
});

test("nobody deletes the database while a start uses it, and the refusal names its process", async () => {
  for (const call of [
    ["drop-db", "--yes"],
    ["reset", "--yes"],
  ]) {
    const { exitCode, text } = await runCommand(call, settingsOf("command"));
    expect(text).toMatch(/^Team Chat is running on PostgreSQL .* \(process \d+\)/);
    expect(exitCode).toBe(1);
  }
  expect([await isUp(first.webUrl), await isUp(second.wsUrl)]).toEqual([200, 200]);
});

test("locks lead to the database itself where its address leads through a pooler", async () => {
  const unreachable = new URL("postgres://chat:secret@127.0.0.1:1/chat");
  const adapter = postgresAdapter({ url: unreachable, directUrl: url });
  await expect(adapter.lock("alone")).rejects.toBeInstanceOf(LockTakenError);
  (await adapter.takeTurn(() => {})).release();
});

test("two starts do not share an instance folder", async () => {
  const { exitCode, text } = await runCommand(["start"], settingsOf("first"));
  expect(text).toContain(`Team Chat is running in ${first.instanceDir} (process ${first.pid})`);
  expect(exitCode).toBe(1);
});

test("a start waits while another one prepares the database", async () => {
  const turn = await postgresAdapter({ url }).takeTurn(() => {});
  await using waiting = spawnCommand(["start"], settingsOf("third"));
  const output = readOutput([waiting.stdout, waiting.stderr]);
  await output.line((line) => line.includes("Another start is preparing the database."));
  expect(output.lines.join("\n")).not.toContain("started");
  turn.release();
  await output.line((line) => line.includes("Ctrl-C stops it"));
  waiting.kill();
  expect(await waiting.exited).toBe(0);
});

test("web and realtime start alone, and need only their own port", async () => {
  const { WEB_PORT = "", REALTIME_PORT = "" } = settingsOf("ports");
  const taken = (port: string) =>
    Bun.listen({ hostname: "127.0.0.1", port: Number(port), socket: { data() {} } });
  for (const part of ["web", "realtime"] as const) {
    const other = taken(part === "web" ? REALTIME_PORT : WEB_PORT);
    const system = await start(part, { part, env: { WEB_PORT, REALTIME_PORT } });
    const started = system.output.lines.filter((line) => line.includes('"event":"started"'));
    expect(started).toEqual([expect.stringContaining(`"server":"${part}"`)]);
    expect(await isUp(part === "web" ? system.webUrl : system.wsUrl)).toBe(200);
    expect(await system.stop()).toBe(0);
    other.stop(true);
  }
});

test("a start runs no other part, and one alone needs a database that several can share", async () => {
  const unknown = await runCommand(["start", "bus"], settingsOf("parts"));
  expect(unknown).toEqual({ exitCode: 2, text: expect.stringContaining("not bus") });
  const { DATABASE_URL: _, ...sqlite } = settingsOf("parts");
  const alone = await runCommand(["start", "web"], sqlite);
  expect(alone).toEqual({ exitCode: 2, text: expect.stringContaining("DATABASE_URL names none") });
  expect(readdirSync(folder)).not.toContain("parts");
});

test("a secret from the environment is used and never stored", async () => {
  const client = await signIn(first, "test@test.com", "test");
  const SECRET_KEY = "a key of this test alone, in no file".replaceAll(" ", "-");
  const system = await start("keyed", { part: "web", env: { SECRET_KEY } });
  const Authorization = `Bearer ${client.token}`;
  expect((await groups(system, client, { Authorization })).status).toBe(401);
  expect((await groups(system, client, { Cookie: client.cookie })).status).toBe(200);
  const stored = await asked(url, `select key from meta where value = '${SECRET_KEY}'`);
  expect(stored).toEqual([]);
  expect(system.output.lines.join("\n")).not.toContain(SECRET_KEY);
  expect(await system.stop()).toBe(0);
});

test("a restored database has a new epoch once it was told so, as OPERATING.md says", async () => {
  const restored = await emptyDatabase();
  const document = readFileSync(join(import.meta.dir, "../../docs/OPERATING.md"), "utf8");
  const [, statement = ""] = /psql .*--command="([^"]+)"/.exec(document) ?? [];
  const open = async () => {
    const env = { ...settingsOf("restored"), DATABASE_URL: restored.href };
    expect((await runCommand(["init-db"], env)).exitCode).toBe(0);
    return asked(restored, "select value from meta where key = 'epoch'");
  };
  const before = await open();
  expect(before).toEqual([{ value: expect.stringMatching(/./) }]);
  expect(await open()).toEqual(before);
  await asked(restored, statement);
  const [after] = await open();
  expect(after).not.toEqual(before[0]);
});
