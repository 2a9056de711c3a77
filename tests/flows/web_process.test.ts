/** The web application as a process: what it tells others while it runs, and how it ends. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { channels } from "#bus/channels.ts";
import { connectBus, listenBus } from "#bus/unix.ts";
import { systemClock } from "#kit/clock.ts";
import { buildIfStale } from "#cli/build.ts";
import { createGroup } from "#core/groups/groups.ts";
import { readOutput, within } from "#tests/support/output.ts";
import { patienceMs, testMs } from "#tests/support/patience.ts";
import { makePerson } from "#tests/support/people.ts";
import { freePorts } from "#tests/support/ports.ts";
import { databaseFile as fileOf, testServices } from "#tests/support/services.ts";

setDefaultTimeout(testMs);

const instanceDir = mkdtempSync(join(tmpdir(), "team-chat-"));
const program = join(import.meta.dir, "../../src/web/main.ts");
let databaseFile: string;
let messages: string;
let token: string;

beforeAll(async () => {
  await buildIfStale();
  const services = testServices({ instanceDir });
  const admin = await makePerson(services, { role: "admin" });
  const { id } = await createGroup(admin.context, { name: "Team", description: "", members: [] });
  databaseFile = fileOf(services);
  messages = `/api/conversation/${id}/messages`;
  ({ token } = admin);
  services.dispose();
});
afterAll(() => rmSync(instanceDir, { recursive: true }));

async function start() {
  const { PATH = "", HOME = "" } = process.env;
  const [port] = freePorts(1);
  const child = Bun.spawn([process.execPath, "--no-env-file", program], {
    env: { PATH, HOME, INSTANCE_DIR: instanceDir, WEB_PORT: String(port), LOG_FORMAT: "json" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = readOutput([child.stdout, child.stderr]);
  const line = await output.line((one) => one.includes('"event":"listening"'));
  expect(JSON.parse(line)).toMatchObject({ process: "web", host: "127.0.0.1", port });
  return { child, origin: `http://127.0.0.1:${port}` };
}

test("a message that is stored is counted once, like its request, and announced on the bus", async () => {
  const path = join(instanceDir, "bus.sock");
  const hub = await listenBus(path);
  const bus = connectBus(path, systemClock);
  const announced = Promise.withResolvers<null>();
  channels.log.subscribe(bus, announced.resolve);
  const { child, origin } = await start();
  const answer = await fetch(origin + messages, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ content: "Hello" }),
  });
  expect(answer.status).toBe(201);
  await within(announced.promise, patienceMs, () => "Nothing was announced.");
  const counters = await (await fetch(`${origin}/metrics`)).text();
  expect(counters).toContain("\nteam_chat_commits_total 1\n");
  expect(counters).toContain('\nteam_chat_http_requests_total{status="2xx"} 1\n');
  child.kill("SIGTERM");
  await child.exited;
  bus.close();
  hub.close();
});

test("a signal ends it without an error, and its database is closed", async () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const { child } = await start();
    expect(existsSync(`${databaseFile}-wal`)).toBe(true);
    child.kill(signal);
    expect(await child.exited).toBe(0);
    expect(existsSync(`${databaseFile}-wal`)).toBe(false);
  }
});
