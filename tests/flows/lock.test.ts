/** Who may use an installation at the same time, and what dead processes leave behind. */
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holdAlone } from "#core/instance/instance_lock.ts";
import { readOutput } from "#tests/support/output.ts";
import { testMs } from "#tests/support/patience.ts";
import { freePorts } from "#tests/support/ports.ts";
import { runCommand, startSystem, type System } from "#tests/support/system.ts";

setDefaultTimeout(testMs);

let folder: string;
const systems: System[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-lock-"));
});
afterEach(async () => {
  for (const system of systems.splice(0)) await system.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const ports = (): Record<string, string> => {
  const [web, realtime] = freePorts(2);
  return { WEB_PORT: `${web}`, REALTIME_PORT: `${realtime}` };
};

const instance = (name: string) => join(folder, name);

async function start(name: string, env: Record<string, string> = {}): Promise<System> {
  const system = await startSystem({ instanceDir: instance(name), env: { ...ports(), ...env } });
  systems.push(system);
  return system;
}

/** Starts all at once. @returns the one that serves, and the output of the others */
async function startTogether(starts: Promise<System>[]): Promise<[System, string[]]> {
  const settled = await Promise.allSettled(starts);
  const [first, ...more] = settled.flatMap((one) =>
    one.status === "fulfilled" ? [one.value] : [],
  );
  expect(more).toEqual([]);
  const refused = settled.flatMap((one) =>
    one.status === "rejected" ? [(one.reason as Error).message] : [],
  );
  return [first!, refused];
}

const pidIn = (file: string) => Number(readFileSync(file, "utf8"));

const refusedBy = (pid: number, where: string) =>
  `Team Chat is running ${where} (process ${pid}). Stop it first, with Ctrl-C or: kill ${pid}`;

test("of simultaneous starts one serves, and those refused take nothing away from it", async () => {
  const same = ports();
  const [winner, refused] = await startTogether([
    start("a", same),
    start("a", same),
    start("a"),
    start("a"),
  ]);
  expect(refused).toHaveLength(3);
  for (const text of refused) expect(text).toContain("Team Chat is running in");
  expect(pidIn(join(instance("a"), "running.pid"))).toBe(winner.pid);
  expect(statSync(join(instance("a"), "bus.sock")).isSocket()).toBe(true);
  for (const call of [
    ["drop-db", "--yes"],
    ["reset", "--yes"],
  ]) {
    const { exitCode, text } = await runCommand(call, winner.env);
    expect(text).toBe(refusedBy(winner.pid, `on ${join(instance("a"), "db.sqlite3")}`));
    expect(exitCode).toBe(1);
  }
  expect(existsSync(join(instance("a"), "db.sqlite3"))).toBe(true);
  expect(await winner.stop()).toBe(0);
  expect(await runCommand(["drop-db", "--yes"], winner.env)).toMatchObject({ exitCode: 0 });
});

test("two instance folders cannot share a database, however its path is written", async () => {
  mkdirSync(instance("data"));
  const file = join(instance("data"), "db.sqlite3");
  const first = await start("a", { DATABASE_URL: `sqlite:${file}` });
  symlinkSync(instance("data"), instance("link"));
  symlinkSync(file, instance("file"));
  const spellings = [file, join(instance("link"), "db.sqlite3"), instance("file")];
  for (const spelling of spellings) {
    const env = { ...ports(), INSTANCE_DIR: instance("b"), DATABASE_URL: `sqlite:${spelling}` };
    for (const call of [["start"], ["drop-db", "--yes"], ["reset", "--yes"]]) {
      const { exitCode, text } = await runCommand(call, env);
      expect(text).toBe(refusedBy(first.pid, `on ${spelling}`));
      expect(exitCode).toBe(1);
    }
    expect(await runCommand(["check"], env)).toMatchObject({ exitCode: 0 });
  }
  expect(existsSync(join(instance("b"), "running.pid"))).toBe(false);
  expect((await fetch(`${first.webUrl}/readyz`)).status).toBe(200);
});

test("two databases cannot share an instance folder, however its path is written", async () => {
  const first = await start("a");
  symlinkSync(instance("a"), instance("link"));
  for (const name of ["a", "link"]) {
    const DATABASE_URL = `sqlite:${instance("other.sqlite3")}`;
    const env = { ...ports(), INSTANCE_DIR: instance(name), DATABASE_URL };
    const { exitCode, text } = await runCommand(["start"], env);
    expect(text).toBe(refusedBy(first.pid, `in ${instance(name)}`));
    expect(exitCode).toBe(1);
  }
  expect(existsSync(instance("other.sqlite3"))).toBe(false);
});

test("a start works at once after its predecessor was killed, on the same ports", async () => {
  const same = ports();
  const first = await start("a", same);
  process.kill(first.pid, "SIGKILL");
  const next = await start("a", same);
  expect(pidIn(join(instance("a"), "running.pid"))).toBe(next.pid);
  expect((await fetch(`${next.webUrl}/readyz`)).status).toBe(200);
  expect(await next.stop()).toBe(0);
  expect(existsSync(join(instance("a"), "running.pid"))).toBe(false);
});

test("leftovers of a dead machine prevent no start: a foreign process number, garbage, a dead socket", async () => {
  const other = await start("other");
  mkdirSync(instance("a"));
  const hub = Bun.spawn([process.execPath, "-e", deadHub(join(instance("a"), "bus.sock"))], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await readOutput([hub.stdout]).line((line) => line === "listening");
  hub.kill("SIGKILL");
  await hub.exited;
  for (const left of [`${other.pid}\n`, "", "abc", "-1", "0", "1"]) {
    writeFileSync(join(instance("a"), "running.pid"), left);
    writeFileSync(join(instance("a"), "db.sqlite3-pid"), left);
    const system = await start("a");
    expect(pidIn(join(instance("a"), "running.pid"))).toBe(system.pid);
    expect(await system.stop()).toBe(0);
  }
  // The number is only information; if it cannot be written, everything else works.
  rmSync(join(instance("a"), "running.pid"), { force: true });
  mkdirSync(join(instance("a"), "running.pid"));
  expect(await (await start("a")).stop()).toBe(0);
  expect((await fetch(`${other.webUrl}/readyz`)).status).toBe(200);
});

const deadHub = (path: string) =>
  `Bun.listen({ unix: ${JSON.stringify(path)}, socket: { data() {} } }); console.log("listening");`;

test("the bus replaces nothing but a dead socket", async () => {
  mkdirSync(instance("a"));
  const path = join(instance("a"), "bus.sock");
  const env = { ...ports(), INSTANCE_DIR: instance("a") };
  const living = Bun.listen({ unix: path, socket: { data() {} } });
  expect((await runCommand(["start"], env)).text).toContain(`Another process serves ${path}.`);
  expect(statSync(path).isSocket()).toBe(true);
  living.stop(true);
  writeFileSync(path, "precious");
  expect((await runCommand(["start"], env)).text).toContain(`${path} is not a socket.`);
  expect(readFileSync(path, "utf8")).toBe("precious");
});

test("a start does not take the database from a server started by hand, or from a command", async () => {
  const env = { ...ports(), INSTANCE_DIR: instance("a"), LOG_FORMAT: "json" };
  expect(await runCommand(["reset", "--yes"], env)).toMatchObject({ exitCode: 0 });
  const main = join(import.meta.dir, "../../src/web/main.ts");
  await using server = Bun.spawn([process.execPath, "--no-env-file", main], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await readOutput([server.stdout]).line((line) => line.includes('"event":"listening"'));
  for (const call of [
    ["drop-db", "--yes"],
    ["reset", "--yes"],
  ]) {
    const { exitCode, text } = await runCommand(call, env);
    expect(text).toContain("Team Chat is still running on");
    expect(exitCode).toBe(1);
  }
  server.kill();
  await server.exited;
  expect(await runCommand(["drop-db", "--yes"], env)).toMatchObject({ exitCode: 0 });
});

test("while a command holds the database alone, nothing else opens it", async () => {
  const env = { ...ports(), INSTANCE_DIR: instance("a") };
  expect(await runCommand(["reset", "--yes"], env)).toMatchObject({ exitCode: 0 });
  const file = join(instance("a"), "db.sqlite3");
  const database = { kind: "sqlite" as const, file };
  const hold = await holdAlone({ instanceDir: instance("a"), database });
  for (const call of [["start"], ["check"], ["drop-db", "--yes"], ["init-db"]]) {
    const { exitCode, text } = await runCommand(call, env);
    expect(text).toBe(refusedBy(process.pid, `on ${file}`));
    expect(exitCode).toBe(1);
  }
  hold.release();
  expect(existsSync(`${file}-pid`)).toBe(false);
  expect(await runCommand(["check"], env)).toMatchObject({ exitCode: 0 });
});
