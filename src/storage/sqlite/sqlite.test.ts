/** What becomes of transactions that share a commit, and of an open database that is closed. */
import { Database as Connection } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mayMount, mountDisk } from "#tests/support/disks.ts";
import { listsOpenFiles, timesOpen } from "#tests/support/open_files.ts";
import { type Database, fragment, StorageError, valueList } from "../database.ts";
import { connect, emptyWal } from "./connection.ts";
import { openInPlace } from "./file_place.ts";
import { openReadOnly, openSqlite } from "./sqlite.ts";

let folder: string;
let file: string;
let db: Database;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "team-chat-sqlite-")));
  file = join(folder, "db.sqlite3");
  const connection = new Connection(file, { create: true });
  connection.run("pragma journal_mode = wal");
  connection.run("create table things (id text primary key, size integer) strict");
  connection.run("create table parts (thing text not null references things (id)) strict");
  connection.close();
  db = openSqlite({ file });
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const insert = (id: string, size = 1) =>
  db.transaction((tx) => tx.run`insert into things (id, size) values (${id}, ${size})`);

const ids = async () => {
  const rows = await db.all<{ id: string }>`select id from things order by id`;
  return rows.map(({ id }) => id);
};

const statuses = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.map((one) => (one.status === "fulfilled" ? "done" : (one.reason as Error).message));

describe("no transaction that shares a commit is done", () => {
  for (const problem of ["full", "unreadable", "moved", "busy"] as const) {
    test(`if the storage is ${problem} for one of them, and later ones are`, async () => {
      const outcomes = await Promise.allSettled([
        insert("a"),
        db.transaction(async (tx) => {
          await tx.run`insert into things (id) values ('b')`;
          throw new StorageError(problem);
        }),
        insert("c"),
      ]);
      const said = `storage is ${problem}`;
      // The last one was still waiting, and runs in the next commit.
      expect(statuses(outcomes)).toEqual([said, said, "done"]);
      expect(await ids()).toEqual(["c"]);
    });
  }

  test.skipIf(!mayMount)(
    "if it does not fit on the disk, and smaller ones are done afterwards",
    async () => {
      db.close();
      const page = 4_096;
      const connection = new Connection(file);
      expect(connection.query("pragma page_size").get()).toEqual({ page_size: page });
      connection.close();
      const disk = join(folder, "disk");
      mkdirSync(disk);
      const { unmount } = mountDisk(disk, "size=512k");
      try {
        renameSync(file, `${file}.away`);
        expect(Bun.spawnSync(["cp", `${file}.away`, join(disk, "db")]).exitCode).toBe(0);
        db = openSqlite({ file: join(disk, "db") });
        const outcomes = await Promise.allSettled([insert("a"), insert("x".repeat(page * 200))]);
        expect(statuses(outcomes)).toEqual(["storage is full", "storage is full"]);
        expect(await ids()).toEqual([]);
        await insert("b");
        expect(await ids()).toEqual(["b"]);
        db.close();
      } finally {
        unmount();
      }
    },
  );
});

test("a row that refers to nothing is refused, alone", async () => {
  const outcomes = await Promise.allSettled([
    insert("a"),
    db.transaction((tx) => tx.run`insert into parts (thing) values ('nothing')`),
    insert("b"),
  ]);
  expect(statuses(outcomes)).toEqual(["done", "FOREIGN KEY constraint failed", "done"]);
  expect(await ids()).toEqual(["a", "b"]);
});

test("many simultaneous transactions do not become one endless commit", async () => {
  const settled: string[] = [];
  const size = 300;
  const first = Array.from({ length: size }, (_, index) =>
    insert(`${index}`).then(() => settled.push("first")),
  );
  let seen = 0;
  const last = db.transaction(async () => void (seen = settled.length));
  await Promise.all([...first, last]);
  expect(seen).toBeGreaterThan(0);
  expect(seen).toBeLessThan(size);
});

test("deleted content is no longer in the file once its log is emptied", async () => {
  const secret = "a secret of ours ".repeat(8);
  await insert(secret);
  expect(emptyWal(file)).toBe(true);
  const bytes = () => Bun.file(file).text();
  expect(await bytes()).toContain("a secret of ours");
  await db.transaction((tx) => tx.run`delete from things`);
  expect(emptyWal(file)).toBe(true);
  expect(await bytes()).not.toContain("secret of ours");
});

describe("a query's text", () => {
  test("may be used again with other values, and lists of other lengths", async () => {
    for (const id of ["a", "b", "c"]) await insert(id, id.charCodeAt(0));
    const large = fragment`size >`;
    const find = (wanted: string[], size: number) =>
      db.all`select id from things where ${large} ${size} and id in ${valueList(wanted)} order by id`;
    expect(await find(["a", "b", "c"], 97)).toEqual([{ id: "b" }, { id: "c" }]);
    expect(await find(["a"], 96)).toEqual([{ id: "a" }]);
    expect(await find(["b", "a"], 0)).toEqual([{ id: "a" }, { id: "b" }]);
  });
});

describe("opening", () => {
  test("a database in memory is refused: its log could not be shared", () => {
    expect(() => connect({ file: ":memory:" })).toThrow("without SQLite's write-ahead log");
  });

  test("a file that is replaced meanwhile is refused", () => {
    const other = join(folder, "other");
    writeFileSync(other, "");
    const replacing = () => openInPlace(file, () => renameSync(other, file));
    expect(replacing).toThrow(`${file} was replaced while it was opened`);
  });

  test("both ways of keeping a promise are possible, and only those", () => {
    for (const [synchronous, level] of [
      ["FULL", 2],
      ["NORMAL", 1],
    ] as const) {
      const connection = connect({ file, synchronous });
      expect(connection.query("pragma synchronous").get()).toEqual({ synchronous: level });
      connection.close();
    }
  });
});

describe("closing", () => {
  test("ends no snapshot that is still at work, and its connection afterwards", async () => {
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const running = db.snapshot(async () => {
      begun.resolve();
      await ended.promise;
      return "finished";
    });
    await begun.promise;
    db.close();
    ended.resolve();
    expect(await running).toBe("finished");
  });

  test.skipIf(!listsOpenFiles)("leaves no file open, however many were", async () => {
    await insert("a");
    const began: (() => void)[] = [];
    const together = Array.from({ length: 3 }, (_, index) => {
      const one = Promise.withResolvers<void>();
      began.push(one.resolve);
      return db.snapshot(async (queries) => {
        await queries.get`select id from things`;
        if (index === 2) for (const end of began) end();
        await one.promise;
      });
    });
    await Promise.all(together);
    await ids();
    emptyWal(file);
    expect(timesOpen(file)).toBeGreaterThan(0);
    db.close();
    expect(timesOpen(file)).toBe(0);
    expect(readdirSync(folder)).toEqual(["db.sqlite3"]);
  });

  test.skipIf(!listsOpenFiles)("a database that is only read leaves nothing behind", async () => {
    db.close();
    const copy = openReadOnly(file);
    expect(await copy.all`select id from things`).toEqual([]);
    await expect(copy.run`insert into things (id) values ('a')`).rejects.toThrow("readonly");
    copy.close();
    expect(timesOpen(file)).toBe(0);
  });

  test.skipIf(!listsOpenFiles)(
    "a connection to a file that took its place is not kept",
    async () => {
      const began = Promise.withResolvers<void>();
      const ended = Promise.withResolvers<void>();
      const first = db.snapshot(async () => {
        began.resolve();
        await ended.promise;
      });
      await began.promise;
      const before = timesOpen(file);
      renameSync(file, `${file}.away`);
      await expect(db.snapshot(async () => {})).rejects.toMatchObject({ problem: "moved" });
      renameSync(`${file}.away`, file);
      expect(timesOpen(file)).toBe(before);
      ended.resolve();
      await first;
    },
  );
});
