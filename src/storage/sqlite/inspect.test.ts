/** What may become or be deleted as a database of Team Chat; looking changes nothing. */
import { Database as Connection } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mayMount, mountDisk } from "#tests/support/disks.ts";
import { makeOriginal } from "#tests/support/original.ts";
import { everythingIn } from "#tests/support/folders.ts";
import { listsOpenFiles, timesOpen } from "#tests/support/open_files.ts";
import { DatabaseError } from "../adapter.ts";
import { assertMayBeDropped, assertUsable } from "./inspect.ts";
import { migrate } from "./migrate.ts";

let folder: string;
let file: string;
let open: Connection[];
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "team-chat-inspect-")));
  file = join(folder, "db.sqlite3");
  open = [];
});
afterEach(() => {
  for (const connection of open) connection.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A database with the given tables. It stays open, so that its log does as well. */
function make(path: string, ...statements: string[]): Connection {
  const connection = new Connection(path, { create: true });
  open.push(connection);
  for (const statement of statements) connection.run(statement);
  return connection;
}

function closed(...statements: string[]): void {
  make(file, ...statements);
  open.pop()!.close();
}

const tables = (...names: string[]) => names.map((name) => `create table ${name} (id text)`);

function messageOf(look: () => void): string {
  try {
    look();
  } catch (error) {
    if (error instanceof DatabaseError) return error.message;
    throw error;
  }
  return "nothing is wrong";
}

/** A copy as a killed process leaves it: with a log or a journal that must be applied. */
function leftBehind(suffix: "-wal" | "-journal", fill: (connection: Connection) => void): void {
  const path = join(folder, "living");
  const connection = make(path);
  fill(connection);
  copyFileSync(path, file);
  copyFileSync(path + suffix, file + suffix);
}

const notes = ["create table notes (text text)", "insert into notes (text) values ('precious')"];

type Other = [title: string, make: () => unknown, says: string];

/** Neither used nor deleted. */
const others: Other[] = [
  ["an original database", () => makeOriginal(file).connection.close(), "of the original Team"],
  [
    "an original database with names in capitals",
    () => closed(...tables("Users", "Conversations", "Conversation_Members", "Messages")),
    "of the original Team Chat. Rename it",
  ],
  [
    "a database with most tables of the original",
    () => closed(...tables("users", "conversations", "messages")),
    "of another program",
  ],
  ["a database of another program", () => closed(...notes), "of another program"],
  ["a database with only a view", () => closed("create view one as select 1"), "of another prog"],
  ["a database with only migrations", () => closed(...tables("migrations")), "of another program"],
  [
    "another program's database with a log",
    () => closed("pragma journal_mode = wal", ...notes),
    "of another program",
  ],
  [
    "another program's database whose tables are only in the log",
    () =>
      leftBehind("-wal", (connection) => {
        connection.run("pragma journal_mode = wal");
        for (const statement of notes) connection.run(statement);
      }),
    "of another program",
  ],
  [
    "another program's database in the middle of a change",
    () =>
      leftBehind("-journal", (connection) => {
        for (const statement of notes) connection.run(statement);
        // Pages that do not fit into the cache are written before the commit.
        connection.run("pragma cache_size = 1");
        connection.run("begin");
        connection.run("drop table notes");
        for (let count = 0; count < 200; count++) {
          connection.run(`create table t${count} (id text)`);
        }
      }),
    "cannot be used",
  ],
  ["a text", () => writeFileSync(file, "My thesis.\n"), "is not a SQLite database"],
  ["a single sign", () => writeFileSync(file, "x"), "is not a SQLite database"],
  ["a folder", () => mkdirSync(file), "is a folder"],
  ["a named pipe", () => Bun.spawnSync(["mkfifo", file]), "is not a file"],
  ["a link that leads nowhere", () => symlinkSync("gone", file), "is a link to gone, which"],
  [
    "a link that leads to itself",
    () => symlinkSync("db.sqlite3", file),
    "cannot be reached (ELOOP",
  ],
  [
    "a link to another program's database",
    () => {
      closed(...notes);
      renameSync(file, join(folder, "notes"));
      symlinkSync("notes", file);
    },
    "of another program",
  ],
  [
    "a database with a second name",
    () => {
      migrate(file, "epoch");
      linkSync(file, join(folder, "second"));
    },
    "has a second name",
  ],
];

describe("neither used nor deleted:", () => {
  for (const [title, put, says] of others) {
    test(title, () => {
      put();
      const before = everythingIn(folder);
      for (const readOnly of [false, true]) {
        const said = messageOf(() => assertUsable(file, { readOnly }));
        expect(said).toContain(says);
        expect(said).toContain(file);
      }
      const kept = messageOf(() => assertMayBeDropped(file));
      expect(kept).toContain(file);
      // Reading a log creates its index, which holds nothing of its own.
      const after = everythingIn(folder).filter((one) => !one.startsWith("db.sqlite3-shm"));
      expect(after).toEqual(before);
    });
  }
});

describe("used, and deleted on demand:", () => {
  const own: [title: string, make: () => unknown][] = [
    ["nothing", () => {}],
    ["an empty file", () => writeFileSync(file, "")],
    ["a database without tables", () => closed("pragma user_version = 1")],
    ["one of ours", () => migrate(file, "epoch")],
    [
      "one of ours whose tables are only in the log",
      () => {
        migrate(join(folder, "ours"), "epoch");
        leftBehind("-wal", (connection) => {
          connection.run("pragma journal_mode = wal");
          connection.run(`attach '${join(folder, "ours")}' as ours`);
          connection.run("create table meta (key text, value text)");
          connection.run("create table migrations as select * from ours.migrations");
        });
      },
    ],
    [
      "a link to one of ours",
      () => {
        migrate(join(folder, "ours"), "epoch");
        symlinkSync("ours", file);
      },
    ],
  ];
  for (const [title, put] of own) {
    test(title, () => {
      put();
      expect(messageOf(() => assertUsable(file))).toBe("nothing is wrong");
      expect(messageOf(() => assertMayBeDropped(file))).toBe("nothing is wrong");
    });
  }
});

describe("not used, but deleted on demand:", () => {
  const damaged: [title: string, make: () => unknown, says: string][] = [
    [
      "one of ours that was cut off",
      () => {
        migrate(file, "epoch");
        truncateSync(file, 20_480);
      },
      "is damaged (",
    ],
    [
      "one of ours from a newer version",
      () => {
        migrate(file, "epoch");
        closed("insert into migrations (name, checksum) values ('9999_future', 'x')");
      },
      "was created by a newer Team Chat",
    ],
  ];
  for (const [title, put, says] of damaged) {
    test(title, () => {
      put();
      expect(messageOf(() => assertUsable(file))).toContain(says);
      expect(messageOf(() => assertMayBeDropped(file))).toBe("nothing is wrong");
    });
  }
});

test("one that must exist is missing, and one that need not is created only beside no log", () => {
  expect(messageOf(() => assertUsable(file, { mustExist: true }))).toBe(
    `There is no database at ${file}.`,
  );
  writeFileSync(`${file}-wal`, "");
  expect(messageOf(() => assertUsable(file))).toBe("nothing is wrong");
  writeFileSync(`${file}-wal`, "x");
  const lost = `${file} is missing or empty, and its log ${file}-wal is not empty`;
  expect(messageOf(() => assertUsable(file))).toContain(lost);
  writeFileSync(file, "");
  expect(messageOf(() => assertUsable(file))).toContain(lost);
  writeFileSync(`${file}-wal`, "");
  expect(messageOf(() => assertUsable(file))).toBe("nothing is wrong");
  rmSync(file);
  symlinkSync("real", file);
  writeFileSync(join(folder, "real"), "");
  writeFileSync(join(folder, "real-wal"), "x");
  expect(messageOf(() => assertUsable(file))).toContain("is missing or empty");
});

test("what is in place of the files beside it is named", () => {
  migrate(file, "epoch");
  for (const suffix of ["-wal", "-shm", "-journal", "-lock"]) {
    mkdirSync(file + suffix);
    expect(messageOf(() => assertUsable(file))).toContain(`${file}${suffix} is a folder`);
    rmSync(file + suffix, { recursive: true });
  }
  expect(messageOf(() => assertUsable(file))).toBe("nothing is wrong");
});

test("its folder must exist, unless it is the one to create, and be a folder", () => {
  const below = join(folder, "below/db.sqlite3");
  const looks = [
    (ownFolder?: string) => assertUsable(below, { ownFolder }),
    (ownFolder?: string) => assertMayBeDropped(below, ownFolder),
  ];
  for (const look of looks) {
    expect(messageOf(() => look())).toContain(`There is no folder ${join(folder, "below")} for`);
    expect(messageOf(() => look(folder))).toContain("There is no folder");
    expect(messageOf(() => look(join(folder, "below")))).toBe("nothing is wrong");
  }
  writeFileSync(join(folder, "below"), "");
  for (const look of looks) expect(messageOf(() => look())).toContain("below is not a folder");
  rmSync(join(folder, "below"));
  symlinkSync("below", join(folder, "below"));
  for (const look of looks) expect(messageOf(() => look())).toContain("cannot be reached (ELOOP");
});

test("a name that is too long for the disk cannot be reached", () => {
  const long = join(folder, "x".repeat(300));
  expect(messageOf(() => assertUsable(long))).toContain("cannot be reached (ENAMETOOLONG)");
});

test.skipIf(!mayMount)(
  "on a read-only disk it may be read, and the disk is named otherwise",
  () => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    const { remount, unmount } = mountDisk(disk, "size=8m");
    try {
      const ours = join(disk, "db.sqlite3");
      migrate(ours, "epoch");
      remount("ro");
      expect(messageOf(() => assertUsable(ours, { readOnly: true }))).toBe("nothing is wrong");
      const refused = `${disk} is on a read-only disk. Mount it for writing.`;
      expect(messageOf(() => assertUsable(ours))).toBe(refused);
      expect(messageOf(() => assertMayBeDropped(ours))).toBe(refused);
      const linked = join(folder, "linked");
      symlinkSync(ours, linked);
      expect(messageOf(() => assertUsable(linked, { readOnly: true }))).toBe("nothing is wrong");
      expect(messageOf(() => assertUsable(linked))).toBe(
        `${ours} is on a read-only disk. Mount it for writing.`,
      );
    } finally {
      unmount();
    }
  },
);

test.skipIf(!listsOpenFiles)("looking leaves no file open", () => {
  migrate(file, "epoch");
  for (let count = 0; count < 3; count++) {
    assertUsable(file);
    assertMayBeDropped(file);
  }
  expect(timesOpen(file)).toBe(0);
});

/** Opens the database, changes much of it, and closes it, again and again. */
const busyWriter = `
  const { Database } = require("bun:sqlite");
  for (let turn = 0; turn < 200; turn++) {
    const connection = new Database(process.argv[1]);
    connection.run("pragma busy_timeout = 10000");
    connection.run("pragma journal_mode = wal");
    connection.run("begin");
    for (let n = 0; n < 30; n++) connection.run("create table t" + n + " (id text)");
    for (let n = 0; n < 300; n++) connection.run("insert into t1 values (?)", ["x".repeat(300)]);
    connection.run("commit");
    connection.run("begin");
    for (let n = 0; n < 30; n++) connection.run("drop table t" + n);
    connection.run("commit");
    connection.run("vacuum");
    connection.close();
  }`;

test("a database is found in order while another program opens, changes and closes it", async () => {
  const migrations = "create table migrations (name text, checksum text)";
  closed("pragma journal_mode = wal", migrations, ...tables("meta"));
  const writer = Bun.spawn([process.execPath, "-e", busyWriter, file]);
  let looks = 0;
  for (; writer.exitCode === null; looks++) {
    assertUsable(file);
    await new Promise(setImmediate);
  }
  expect(writer.exitCode).toBe(0);
  expect(looks).toBeGreaterThan(200);
});
