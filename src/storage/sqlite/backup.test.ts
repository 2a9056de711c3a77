import { Database as Connection } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mayMount, mountDisk } from "#tests/support/disks.ts";
import { listsOpenFiles, timesOpen } from "#tests/support/open_files.ts";
import { BackupError, DatabaseError } from "../adapter.ts";
import type { Queries } from "../database.ts";
import { backUpFile } from "./backup.ts";
import { migrate } from "./migrate.ts";

let folder: string;
let file: string;
let target: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "team-chat-copy-")));
  file = join(folder, "db.sqlite3");
  target = join(folder, "copy.sqlite3");
  migrate(file, "epoch");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sound = async (copy: Queries) => {
  expect(await copy.all`select name from migrations`).not.toEqual([]);
  return [];
};

const backUp = (database = file, keepOff: string[] = []) =>
  backUpFile(database, { target, force: false, keepOff, check: sound });

/** What is in the folder besides the database and its log. */
const besides = () => readdirSync(folder).filter((name) => !name.startsWith("db.sqlite3"));

test("a damaged database is named, and no copy of it is made", async () => {
  const connection = new Connection(file);
  connection.run(`insert into meta (key, value)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000)
    select 'filler ' || i, hex(randomblob(60)) from n`);
  connection.close();
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, Buffer.alloc(4_096, 0xa5), 0, 4_096, statSync(file).size - 40_960);
  closeSync(descriptor);
  const refused = backUp();
  await expect(refused).rejects.toBeInstanceOf(BackupError);
  await expect(refused).rejects.toThrow(`No copy was made. ${file} is damaged (`);
  expect(besides()).toEqual([]);
});

test("without a database there is nothing to copy", async () => {
  const missing = join(folder, "missing");
  await expect(backUp(missing)).rejects.toBeInstanceOf(DatabaseError);
  expect(besides()).toEqual([]);
});

test("a check that fails is passed on, and its copy is removed", async () => {
  const order = { target, force: false, keepOff: [] };
  const failing = backUpFile(file, { ...order, check: () => Promise.reject(new Error("no time")) });
  await expect(failing).rejects.toThrow("no time");
  expect(besides()).toEqual([]);
});

test("files to spare may be in folders that do not exist", async () => {
  const { bytes } = await backUp(file, [join(folder, "missing/secrets.json")]);
  expect(bytes).toBe(statSync(target).size);
  await expect(backUp(file, [target])).rejects.toThrow("is a file of Team Chat itself");
});

test.skipIf(!listsOpenFiles)(
  "the copy is private and complete in itself, and all are closed",
  async () => {
    const usual = process.umask(0);
    try {
      await backUp();
    } finally {
      process.umask(usual);
    }
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(besides()).toEqual(["copy.sqlite3"]);
    expect(timesOpen(folder)).toBe(0);
  },
);

test.skipIf(!mayMount)(
  "a database on a read-only disk can be backed up to another one",
  async () => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    const { remount, unmount } = mountDisk(disk, "size=8m");
    try {
      const fixed = join(disk, "db.sqlite3");
      migrate(fixed, "epoch");
      // One that is to be read only must not need a log.
      const connection = new Connection(fixed);
      connection.run("pragma journal_mode = delete");
      connection.close();
      remount("ro");
      await backUp(fixed);
      expect(besides()).toContain("copy.sqlite3");
      target = join(disk, "copy.sqlite3");
      await expect(backUp(file)).rejects.toThrow(`${disk} cannot be written to (EROFS)`);
    } finally {
      unmount();
    }
  },
);

test("a target that is no file, or has a log beside it, is refused even by force", async () => {
  const byForce = () => backUpFile(file, { target, force: true, keepOff: [], check: sound });
  mkdirSync(target);
  await expect(byForce()).rejects.toThrow("is not a regular file");
  rmSync(target, { recursive: true });
  writeFileSync(`${target}-wal`, "");
  await expect(byForce()).rejects.toThrow(`${target}-wal is beside it`);
  rmSync(`${target}-wal`);
  writeFileSync(target, "");
  await expect(backUp()).rejects.toThrow(`${target} exists.`);
  await byForce();
});
