/** Other files in place of the database: refused in one line, and left unchanged. */
import { Database as Connection } from "bun:sqlite";
import {
  afterAll,
  afterEach,
  beforeEach,
  describe,
  expect,
  setDefaultTimeout,
  test,
} from "bun:test";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandsScript } from "#tests/support/commands.ts";
import { makeOriginal } from "#tests/support/original.ts";
import { readOutput } from "#tests/support/output.ts";
import { testMs } from "#tests/support/patience.ts";
import { freePorts } from "#tests/support/ports.ts";
import { everythingIn } from "#tests/support/folders.ts";
import { runCommand } from "#tests/support/system.ts";

setDefaultTimeout(testMs);

let folder: string;
let file: string;
let env: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-files-"));
  file = join(folder, "db.sqlite3");
  const [web, realtime] = freePorts(2);
  env = { INSTANCE_DIR: folder, WEB_PORT: `${web}`, REALTIME_PORT: `${realtime}` };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let madeOnce: Promise<string> | undefined;

/** A closed database of ours, with data in it. */
async function makeOurs(): Promise<void> {
  madeOnce ??= makeDemo();
  cpSync(await madeOnce, folder, { recursive: true, preserveTimestamps: true });
}

/** @returns the instance folder of a demo that nothing has open */
async function makeDemo(): Promise<string> {
  const INSTANCE_DIR = mkdtempSync(join(tmpdir(), "team-chat-files-demo-"));
  const size = ["--students", "20", "--groups", "4", "--messages", "800", "--seed", "1"];
  expect(await runCommand(["demo", ...size], { INSTANCE_DIR })).toMatchObject({ exitCode: 0 });
  rmSync(join(INSTANCE_DIR, "db.sqlite3-lock"));
  return INSTANCE_DIR;
}
afterAll(async () => {
  if (madeOnce) rmSync(await madeOnce, { recursive: true, force: true });
});

function makeAnothers(journal = "delete"): void {
  const connection = new Connection(file, { create: true });
  connection.run(`pragma journal_mode = ${journal}`);
  connection.run("create table notes (id integer primary key, text text)");
  connection.run("insert into notes (text) values ('precious')");
  connection.close();
}

function withOurs(change: (connection: Connection) => void): void {
  const connection = new Connection(file);
  change(connection);
  connection.close();
}

/** Overwrites a part of the file. */
function scribble(at: number, length: number): void {
  writeSync(openSync(file, "r+"), Buffer.alloc(length, 0xa5), 0, length, at);
}

const commands = [
  ["start"],
  ["init-db"],
  ["check"],
  ["audit"],
  ["backup", "/tmp/team-chat-never-made.sqlite3"],
  ["create-admin", "prof@uni.example.edu", "Prof", "--password-stdin"],
];

/** All open the database in the same way, so that a wrong one meets a start and one more in turn. */
function inTurn(index: number): string[][] {
  const [start, ...others] = commands;
  return [start!, others[index % others.length]!];
}

type Wrong = [title: string, make: () => unknown, says: string[]];

/** Not even a damaged database of ours is deleted. */
const aliens: Wrong[] = [
  [
    "a database of the original",
    () => makeOriginal(file).connection.close(),
    ["is a database of the original Team Chat", "run.sh cli adopt"],
  ],
  ["a database of another program", () => makeAnothers(), ["is a database of another program"]],
  [
    "another program's database with a write-ahead log",
    () => makeAnothers("wal"),
    ["is a database of another program"],
  ],
  ["a text", () => writeFileSync(file, "My thesis.\n"), ["is not a SQLite database"]],
  ["a single sign", () => writeFileSync(file, "x"), ["is not a SQLite database"]],
  ["a folder", () => mkdirSync(file), ["is a folder"]],
  ["a link that leads nowhere", () => symlinkSync("gone.sqlite3", file), ["is a link to gone"]],
  ["a link that leads to itself", () => symlinkSync("db.sqlite3", file), ["cannot be reached"]],
  [
    "a link to another program's database",
    () => {
      const elsewhere = join(folder, "notes.sqlite3");
      makeAnothers();
      renameSync(file, elsewhere);
      symlinkSync(elsewhere, file);
    },
    ["is a database of another program"],
  ],
];

const unusable: Wrong[] = [
  [
    "a database that was cut off",
    async () => {
      await makeOurs();
      truncateSync(file, 20_480);
    },
    ["is damaged", "Restore a backup"],
  ],
  [
    "a database whose first page is damaged",
    async () => {
      await makeOurs();
      scribble(100, 3_000);
    },
    ["is damaged", "Restore a backup"],
  ],
  [
    "a database of a newer version",
    async () => {
      await makeOurs();
      withOurs((connection) =>
        connection.run("insert into migrations (name, checksum) values ('9999_future', 'x')"),
      );
    },
    ["was created by a newer Team Chat", "restore a backup"],
  ],
  [
    "a database with a second name",
    async () => {
      await makeOurs();
      linkSync(file, join(folder, "second.sqlite3"));
    },
    ["has a second name", "hard link"],
  ],
];

describe("the file stays unchanged, and one line says what to do:", () => {
  for (const [index, [title, make, says]] of [...aliens, ...unusable].entries()) {
    test(title, async () => {
      await make();
      const before = everythingIn(folder);
      for (const command of inTurn(index)) await expectRefusal(command, says);
      expect(everythingIn(folder)).toEqual(before);
    });
  }

  test("a log without its database", async () => {
    writeFileSync(`${file}-wal`, "the only copy of something");
    const before = everythingIn(folder);
    const call = ["create-admin", "prof@uni.example.edu", "Prof", "--password-stdin"];
    for (const command of [["start"], ["init-db"], call]) {
      await expectRefusal(command, ["is missing or empty", "db.sqlite3-wal"]);
    }
    expect(everythingIn(folder)).toEqual(before);
  });

  test("a missing folder, or a file in its place", async () => {
    const INSTANCE_DIR = join(folder, "instance");
    writeFileSync(join(folder, "text"), "");
    const places: [string, string][] = [
      [join(folder, "missing/db.sqlite3"), "There is no folder"],
      [join(folder, "text/db.sqlite3"), "is not a folder"],
    ];
    const before = everythingIn(folder);
    for (const [index, [place, says]] of places.entries()) {
      const other = { INSTANCE_DIR, DATABASE_URL: `sqlite:${place}` };
      for (const command of index === 0 ? commands : inTurn(index))
        await expectRefusal(command, [says, place], other);
    }
    expect(everythingIn(folder)).toEqual(before);
  });
});

async function expectRefusal(
  command: string[],
  says: string[],
  more: Record<string, string> = {},
): Promise<void> {
  const { exitCode, text } = await runCommand(command, { ...env, ...more });
  for (const part of says) expect(text).toContain(part);
  expect(text).toContain(more["DATABASE_URL"]?.replace("sqlite:", "") ?? file);
  expect(text.split("\n")).toHaveLength(1);
  expect(exitCode).toBe(1);
}

for (const [title, make] of aliens) {
  test(`the command that deletes the database spares ${title}`, async () => {
    await make();
    const before = everythingIn(folder);
    for (const command of ["drop-db", "reset"]) {
      const { exitCode, text } = await runCommand([command, "--yes"], env);
      expect(text).toContain(file);
      expect(exitCode).toBe(1);
    }
    expect(everythingIn(folder)).toEqual(before);
  });
}

test("a damaged database of ours is deleted on confirmation, and created anew", async () => {
  await makeOurs();
  truncateSync(file, 20_480);
  expect(await runCommand(["reset", "--yes"], env)).toMatchObject({ exitCode: 0 });
  expect(await runCommand(["check"], env)).toMatchObject({ exitCode: 0 });
  scribble(100, 3_000);
  expect(await runCommand(["drop-db", "--yes"], env)).toMatchObject({ exitCode: 0 });
  expect(existsSync(file)).toBe(false);
});

test("a link to the database is deleted together with its target", async () => {
  await makeOurs();
  const link = join(folder, "link.sqlite3");
  symlinkSync(file, link);
  const linked = { ...env, DATABASE_URL: `sqlite:${link}` };
  expect(await runCommand(["drop-db", "--yes"], linked)).toMatchObject({ exitCode: 0 });
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(folder)).not.toContain("link.sqlite3");
});

test("damaged pages stop a start, a backup and the check", async () => {
  await makeOurs();
  const { size } = lstatSync(file);
  scribble(size - 4_096 * 8, 4_096);
  const before = Bun.hash(readFileSync(file));
  await expectRefusal(["start"], ["is damaged", "Restore a backup"]);
  const copy = join(folder, "copy.sqlite3");
  const backup = await runCommand(["backup", copy], env);
  expect(backup.exitCode).toBe(1);
  expect(backup.text).toContain("damaged");
  expect(readdirSync(folder).filter((name) => name.startsWith("copy"))).toEqual([]);
  const check = await runCommand(["check"], env);
  expect(check.exitCode).toBe(1);
  expect(check.text).toContain("the file is damaged");
  expect(check.text).toContain(`${file} is damaged. Restore a backup`);
  expect(check.text).not.toContain("at ");
  expect(Bun.hash(readFileSync(file))).toBe(before);
});

/** Runs a command without root's rights: as another user, if this one is root. */
async function asNobody(command: string[]): Promise<{ exitCode: number; text: string }> {
  const wrapper = join(folder, "..", `as-nobody-${process.pid}.ts`);
  const drop = process.getuid?.() === 0 ? "process.setgid(65534); process.setuid(65534);" : "";
  writeFileSync(wrapper, `${drop} await import(${JSON.stringify(commandsScript)});`);
  const { PATH = "" } = process.env;
  const child = Bun.spawn([process.execPath, "--no-env-file", wrapper, ...command], {
    env: { PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = readOutput([child.stdout, child.stderr]);
  await output.ended;
  rmSync(wrapper);
  return { exitCode: await child.exited, text: output.lines.join("\n") };
}

const misplaced: [title: string, put: () => void, says: string, calls: string[][]][] = [
  [
    "a text in place of the lock",
    () => writeFileSync(`${file}-lock`, "abc"),
    "db.sqlite3-lock cannot be locked",
    [["start"], ["check"], ["drop-db", "--yes"]],
  ],
  [
    "a folder in place of the database's lock",
    () => mkdirSync(`${file}-lock`),
    "db.sqlite3-lock is a folder",
    [["start"], ["check"], ["audit"]],
  ],
  [
    "a folder in place of the instance folder's lock",
    () => mkdirSync(join(folder, "running.lock")),
    "running.lock cannot be locked",
    [["start"]],
  ],
  [
    "a folder in place of the log",
    () => mkdirSync(`${file}-wal`),
    "db.sqlite3-wal is a folder",
    [["start"], ["check"], ["audit"]],
  ],
];
for (const [title, put, says, calls] of misplaced) {
  test(`${title} is named, and the database is not blamed`, async () => {
    await makeOurs();
    put();
    const before = Bun.hash(readFileSync(file));
    for (const call of calls) {
      const { exitCode, text } = await runCommand(call, env);
      expect(text).toContain(says);
      expect(text).not.toContain("damaged");
      expect(text.split("\n")).toHaveLength(1);
      expect(exitCode).toBe(1);
    }
    expect(Bun.hash(readFileSync(file))).toBe(before);
  });
}

test.skipIf(process.getuid?.() !== 0)(
  "a command that root runs on another user's database leaves nothing that keeps that user out",
  async () => {
    await makeOurs();
    for (const name of ["", ...readdirSync(folder)]) chownSync(join(folder, name), 65534, 65534);
    expect(await runCommand(["check"], env)).toMatchObject({ exitCode: 0 });
    expect(lstatSync(`${file}-lock`)).toMatchObject({ uid: 65534, mode: 0o100600 });
    expect(await asNobody(["check"])).toMatchObject({ exitCode: 0 });
  },
);

describe("a user without the right to", () => {
  const modes: [title: string, change: () => void, says: string][] = [
    ["write to the database", () => chmodSync(file, 0o444), "cannot be written to"],
    ["read the database", () => chmodSync(file, 0o000), "cannot be read"],
    ["write to its folder", () => chmodSync(folder, 0o555), "cannot be written to"],
    ["look into its folder", () => chmodSync(folder, 0o600), "cannot be reached"],
    [
      "write to what another user has left beside it",
      () => {
        writeFileSync(`${file}-lock`, "");
        chmodSync(`${file}-lock`, 0o400);
      },
      "db.sqlite3-lock cannot be written to",
    ],
  ];
  for (const [title, change, says] of modes) {
    test(`${title} is told so in one line`, async () => {
      await makeOurs();
      if (process.getuid?.() === 0) {
        for (const name of ["", ...readdirSync(folder)])
          chownSync(join(folder, name), 65534, 65534);
      }
      expect(await asNobody(["check"])).toMatchObject({ exitCode: 0 });
      change();
      for (const command of [["start"], ["check"], ["audit"], ["init-db"]]) {
        const { exitCode, text } = await asNobody(command);
        expect(text).toContain(says);
        expect(text).toContain(folder);
        expect(text.split("\n")).toHaveLength(1);
        expect(exitCode).toBe(1);
      }
      chmodSync(folder, 0o700);
    });
  }
});
