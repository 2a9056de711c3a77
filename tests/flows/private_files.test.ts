/** Files in a folder that other users of the machine can read, under the usual umask. */
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  setDefaultTimeout,
  test,
} from "bun:test";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOutput } from "#tests/support/output.ts";
import { testMs } from "#tests/support/patience.ts";
import { freePorts } from "#tests/support/ports.ts";
import { runCommand, startSystem } from "#tests/support/system.ts";

setDefaultTimeout(testMs);

const source = join(import.meta.dir, "../../src");
let folder: string;
let umaskBefore: number;

beforeAll(() => {
  umaskBefore = process.umask(0o022);
});
afterAll(() => void process.umask(umaskBefore));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-open-"));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Files that others can read or write, and folders that they can open. */
function openToOthers(): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => (statSync(join(folder, name)).mode & 0o077) !== 0,
  );
}

const database = ["db.sqlite3", "db.sqlite3-shm", "db.sqlite3-wal"];

test("others can read nothing that a running Team Chat writes", async () => {
  const system = await startSystem({ instanceDir: folder });
  const names = readdirSync(folder);
  const open = openToOthers();
  await system.stop();
  expect(names).toEqual(expect.arrayContaining([...database, "bus.sock", "secrets.json"]));
  expect(open).toEqual([]);
});

for (const name of ["web", "realtime"]) {
  test(`nor anything that the ${name} server writes when started by hand`, async () => {
    const [web, realtime] = freePorts(2);
    const { PATH = "", HOME = "" } = process.env;
    const env = { PATH, HOME, INSTANCE_DIR: folder, LOG_FORMAT: "json" };
    const server = Bun.spawn([process.execPath, "--no-env-file", join(source, name, "main.ts")], {
      env: { ...env, WEB_PORT: `${web}`, REALTIME_PORT: `${realtime}` },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = readOutput([server.stdout, server.stderr]);
    await output.line((line) => line.includes('"event":"listening"'));
    const names = readdirSync(folder);
    const open = openToOthers();
    server.kill();
    await server.exited;
    expect(names).toEqual(expect.arrayContaining(database));
    expect(open).toEqual([]);
  });
}

test("nor anything that commands write: a database, a copy of one, its backup", async () => {
  const env = { INSTANCE_DIR: join(folder, "instance") };
  expect(await runCommand(["init-db"], env)).toMatchObject({ exitCode: 0 });
  const elsewhere = { ...env, DATABASE_URL: `sqlite:${join(folder, "elsewhere.sqlite3")}` };
  expect(await runCommand(["init-db"], elsewhere)).toMatchObject({ exitCode: 0 });
  const target = join(folder, "backup.sqlite3");
  expect(await runCommand(["backup", target], elsewhere)).toMatchObject({ exitCode: 0 });
  expect(readdirSync(folder)).toEqual(
    expect.arrayContaining(["instance", "elsewhere.sqlite3", "backup.sqlite3"]),
  );
  expect(openToOthers()).toEqual([]);
});
