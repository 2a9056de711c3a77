/** Behind a pooler that gives each transaction any session of the server. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresAdapter } from "#storage/postgres/adapter.ts";
import { openPostgres } from "#storage/postgres/postgres.ts";
import { testMs } from "#tests/support/patience.ts";
import { type Pooler, startPgbouncer } from "#tests/support/pgbouncer.ts";
import { openSocket } from "#tests/support/realtime.ts";
import { runCommand, startSystem } from "#tests/support/system.ts";
import { adapterContract } from "../contracts/adapter.ts";
import { databaseContract } from "../contracts/database.ts";
import { asked, emptyDatabase } from "./empty_database.ts";

setDefaultTimeout(testMs);

let pooler: Pooler;
beforeAll(async () => {
  pooler = await startPgbouncer();
});
afterAll(() => pooler.stop());

adapterContract("a pooled PostgreSQL keeps the contract of an adapter:", async () => ({
  adapter: postgresAdapter({ url: pooler.pooled(await emptyDatabase()), isPooled: true }),
  backsUp: false,
  remove() {},
}));

databaseContract("a pooled PostgreSQL keeps the contract:", async () => {
  const url = await emptyDatabase();
  await asked(
    url,
    `create table things (id text collate "C" primary key, size integer not null);
     create table entries (id integer generated always as identity primary key, who text)`,
  );
  const another = () => openPostgres({ url: pooler.pooled(url), isPooled: true });
  const opened = [another()];
  return {
    db: opened[0]!,
    another() {
      const db = another();
      opened.push(db);
      return db;
    },
    close() {
      for (const db of opened) db.close();
    },
  };
});

test("two starts behind it are one chat, without any notification, and their locks hold", async () => {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-pooled-"));
  const database = pooler.pooled(await emptyDatabase()).href;
  const env = { DATABASE_URL: database, DATABASE_POOLER: "transaction" };
  const start = (name: string) => startSystem({ instanceDir: join(folder, name), env });
  const [first, second] = [await start("first"), await start("second")];
  const signIn = async (email: string, password: string) => {
    const answer = await fetch(`${first.webUrl}/auth/token`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const { user_id: id } = JSON.parse(atob(token.split(".")[1]!)) as { user_id: string };
    const Cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]!);
    return { id, headers: { Authorization: `Bearer ${token}` }, cookie: Cookie.join("; ") };
  };
  const writer = await signIn("test@test.com", "test");
  const api = `${first.webUrl}/api`;
  const listed = await fetch(`${api}/user/${writer.id}/conversations`, { headers: writer.headers });
  const { conversations } = (await listed.json()) as { conversations: { id: string }[] };
  const [{ id: group } = { id: "" }] = conversations;
  const socket = await openSocket(second.wsUrl, { headers: { Cookie: writer.cookie } });
  const identity = { senderId: writer.id, convId: group, timestamp: "" };
  socket.sendText(JSON.stringify({ messageType: "IdMessage", ...identity }));
  await socket.settle();
  await fetch(`${api}/conversation/${group}/messages`, {
    method: "POST",
    headers: { ...writer.headers, "Content-Type": "application/json" },
    body: JSON.stringify({ content: "through the pooler" }),
  });
  const { payload } = await socket.next("ChatMessage");
  expect(payload.content).toBe("through the pooler");
  socket.close();
  const places = { ...env, INSTANCE_DIR: join(folder, "third") };
  const drop = () => runCommand(["drop-db", "--yes"], places);
  expect(await drop()).toMatchObject({ exitCode: 1, text: expect.stringContaining("is running") });
  await Promise.all([first.stop(), second.stop()]);
  expect(await drop()).toMatchObject({ exitCode: 0 });
  rmSync(folder, { recursive: true, force: true });
});
