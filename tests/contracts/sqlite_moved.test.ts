/** A commit to a file that can no longer be found is not a commit. */
import { Database as Connection } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "#storage/database.ts";
import { openSqlite } from "#storage/sqlite/sqlite.ts";

let folder: string;
let file: string;
let db: Database;
let told: string[];
const onMoved = (what: string) => void told.push(what);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-"));
  file = join(folder, "db.sqlite3");
  const connection = new Connection(file, { create: true });
  connection.run("pragma journal_mode = wal");
  connection.run("create table things (id text primary key) strict");
  connection.close();
  told = [];
  db = openSqlite({ file, onMoved });
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const insert = (id: string) =>
  db.transaction((tx) => tx.run`insert into things (id) values (${id})`);

const replace = (path: string) => () => {
  copyFileSync(path, `${path}.new`);
  renameSync(`${path}.new`, path);
};

const actions: [title: string, act: () => void, what: string][] = [
  ["the database is deleted", () => rmSync(file), "db.sqlite3 was deleted"],
  ["a copy takes its place", () => replace(file)(), "db.sqlite3 was replaced"],
  ["its log is deleted", () => rmSync(`${file}-wal`), "db.sqlite3-wal was deleted"],
  ["a copy of its log takes its place", () => replace(`${file}-wal`)(), "-wal was replaced"],
  ["the log's index is deleted", () => rmSync(`${file}-shm`), "db.sqlite3-shm was deleted"],
  [
    "its folder gets another name",
    () => {
      renameSync(folder, `${folder}-old`);
      folder = `${folder}-old`;
    },
    "db.sqlite3 was deleted",
  ],
];

describe("no transaction resolves once", () => {
  for (const [title, act, what] of actions) {
    test(title, async () => {
      await insert("before");
      expect(db.isInPlace()).toBe(true);
      act();
      await expect(insert("after")).rejects.toMatchObject({ problem: "moved" });
      await expect(insert("again")).rejects.toMatchObject({ problem: "moved" });
      expect(db.isInPlace()).toBe(false);
      expect(told).toEqual([expect.stringContaining(what)]);
      // Earlier data can still be read, and nothing was written after it.
      expect(await db.all`select id from things`).toEqual([{ id: "before" }]);
    });
  }
});

test("no transaction of a batch resolves if the file disappears during it", async () => {
  const outcomes = await Promise.allSettled([
    insert("a"),
    db.transaction(async (tx) => {
      await tx.run`insert into things (id) values ('b')`;
      rmSync(file);
    }),
    insert("c"),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(existsSync(file)).toBe(false);
});

test("a file that is back in its place is written to again, and each event is reported once", async () => {
  for (const id of ["a", "b"]) {
    renameSync(file, `${file}.away`);
    await expect(insert("lost")).rejects.toThrow("storage is moved");
    await expect(insert("lost")).rejects.toThrow("storage is moved");
    renameSync(`${file}.away`, file);
    await insert(id);
  }
  expect(await db.all`select id from things order by id`).toEqual([{ id: "a" }, { id: "b" }]);
  expect(told).toHaveLength(2);
});

test("a link that leads elsewhere is noticed", async () => {
  const link = join(folder, "link.sqlite3");
  symlinkSync(file, link);
  const linked = openSqlite({ file: link, onMoved });
  await linked.transaction((tx) => tx.run`insert into things (id) values ('a')`);
  rmSync(link);
  writeFileSync(join(folder, "other.sqlite3"), "");
  symlinkSync("other.sqlite3", link);
  const late = linked.transaction((tx) => tx.run`insert into things (id) values ('b')`);
  await expect(late).rejects.toMatchObject({ problem: "moved" });
  await insert("c");
  linked.close();
});

test("snapshots continue with what is open, and none opens the file that took its place", async () => {
  await insert("before");
  replace(file)();
  const read = () => db.snapshot((queries) => queries.all`select id from things`);
  // The first has an existing connection; the second would need another one.
  const both = await Promise.allSettled([read(), read()]);
  expect(both).toMatchObject([{ value: [{ id: "before" }] }, { reason: { problem: "moved" } }]);
  expect(await read()).toEqual([{ id: "before" }]);
});

test("opening a missing file does not create it", () => {
  const nowhere = join(folder, "nowhere.sqlite3");
  expect(() => openSqlite({ file: nowhere })).toThrow();
  expect(existsSync(nowhere)).toBe(false);
});
