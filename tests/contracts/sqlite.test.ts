import { Database as Connection } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "#kit/clock.ts";
import { type Database, type Queries, StorageError } from "#storage/database.ts";
import { sqliteAdapter } from "#storage/sqlite/adapter.ts";
import { emptyWal, type SqliteOptions } from "#storage/sqlite/connection.ts";
import { Nesting } from "#storage/own_queries.ts";
import { watchLog } from "#storage/sqlite/watch_log.ts";
import { Snapshots } from "#storage/sqlite/snapshots.ts";
import { openSqlite } from "#storage/sqlite/sqlite.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { waitingDatabase } from "#tests/support/waiting_database.ts";
import { adapterContract } from "./adapter.ts";
import { databaseContract } from "./database.ts";

function emptyFolder(): { file: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-"));
  const file = join(folder, "db.sqlite3");
  const connection = new Connection(file, { create: true });
  connection.run("pragma journal_mode = wal");
  connection.run("create table things (id text primary key, size integer not null) strict");
  connection.run("create table entries (id integer primary key autoincrement, who text) strict");
  connection.close();
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const adapters = {
  SQLite: openSqlite,
  "the waiting database": (options: SqliteOptions) => waitingDatabase(openSqlite(options)),
};

for (const [name, openDatabase] of Object.entries(adapters)) {
  databaseContract(`${name} keeps the contract:`, () => {
    const { file, remove } = emptyFolder();
    const opened = [openDatabase({ file })];
    return Promise.resolve({
      db: opened[0]!,
      another() {
        const database = openDatabase({ file });
        opened.push(database);
        return database;
      },
      close() {
        for (const database of opened) database.close();
        remove();
      },
    });
  });
}

adapterContract("SQLite keeps the contract of an adapter:", () => {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-"));
  return Promise.resolve({
    adapter: sqliteAdapter(join(folder, "db.sqlite3"), folder),
    backsUp: true,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  });
});

describe("SQLite", () => {
  let folder: ReturnType<typeof emptyFolder>;
  let db: Database;
  beforeEach(() => {
    folder = emptyFolder();
    db = openSqlite({ file: folder.file });
  });
  afterEach(() => {
    db.close();
    folder.remove();
  });

  const insert = (id: string, into = db) =>
    into.transaction((tx) => tx.run`insert into things (id, size) values (${id}, 1)`);

  test("a closed database is one file with everything written, and nothing has it open", async () => {
    await insert("last words");
    expect(await db.get`select size from things where id = ${"last words"}`).toEqual({ size: 1 });
    expect(existsSync(`${folder.file}-wal`)).toBe(true);
    db.close();
    expect(existsSync(`${folder.file}-wal`)).toBe(false);
    const copy = `${folder.file}.copy`;
    copyFileSync(folder.file, copy);
    db = openSqlite({ file: copy });
    expect(await db.all`select id from things`).toEqual([{ id: "last words" }]);
  });

  test("simultaneous transactions share one commit", async () => {
    await insert("first");
    const before = commitsIn(`${folder.file}-wal`);
    await Promise.all(Array.from({ length: 100 }, (_, index) => insert(`thing ${index}`)));
    expect(commitsIn(`${folder.file}-wal`) - before).toBe(1);
    await insert("alone");
    expect(commitsIn(`${folder.file}-wal`) - before).toBe(2);
  });

  test("a loop of transactions leaves the event loop time for others", async () => {
    let others = 0;
    let busy = true;
    const other = () => {
      others += 1;
      if (busy) setImmediate(other);
    };
    setImmediate(other);
    for (let count = 0; count < 20; count += 1) await insert(`thing ${count}`);
    busy = false;
    expect(others).toBeGreaterThanOrEqual(20);
  });

  test("a snapshot prevents emptying the log only while it lasts, even if it fails", async () => {
    for (const id of ["a", "b"]) await insert(id);
    const read = (queries: Queries) => queries.get`select id from things`;
    await db.snapshot(async (queries) => {
      await read(queries);
      expect(emptyWal(folder.file)).toBe(false);
    });
    expect(emptyWal(folder.file)).toBe(true);
    await insert("c");
    const failed = db.snapshot(async (queries) => {
      await read(queries);
      throw new Error("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    expect(emptyWal(folder.file)).toBe(true);
  });

  test("a snapshot that hangs is ended, and those waiting for its connection run", async () => {
    const clock = new FakeClock();
    const connect = () => new Connection(folder.file, { readonly: true });
    const snapshots = new Snapshots({ first: connect(), connect, clock, nesting: new Nesting() });
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    let count = 0;
    const hanging = Array.from({ length: 16 }, () =>
      snapshots.run(async (queries) => {
        await queries.get`select id from things`;
        if (++count === 16) begun.resolve();
        await ended.promise;
        return queries.get`select id from things`;
      }),
    );
    const outcomes = Promise.allSettled(hanging);
    let served = false;
    const last = snapshots.run(async () => void (served = true));
    await begun.promise;
    await clock.advance(9_999);
    expect(served).toBe(false);
    await clock.advance(1);
    await last;
    expect(emptyWal(folder.file)).toBe(true);
    ended.resolve();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({
        reason: { message: expect.stringContaining("after the end of its snapshot") },
      });
    }
    // Each connection became free once, although its snapshot ended twice.
    let running = 0;
    const all = Promise.withResolvers<void>();
    const together = Array.from({ length: 32 }, () =>
      snapshots.run(async () => {
        if (++running === 16) all.resolve();
        await all.promise;
      }),
    );
    await Promise.all(together);
    snapshots.close();
  });

  test("a snapshot that has ended leaves no timer", async () => {
    let timers = 0;
    const clock: Clock = {
      now: () => 0,
      monotonic: () => 0,
      after() {
        timers += 1;
        return () => void (timers -= 1);
      },
    };
    const connect = () => new Connection(folder.file, { readonly: true });
    const snapshots = new Snapshots({ first: connect(), connect, clock, nesting: new Nesting() });
    await snapshots.run(async () => expect(timers).toBe(1));
    expect(timers).toBe(0);
    snapshots.close();
  });

  test("a watcher is called once per change, at each failure, and never after its end", async () => {
    const clock = new FakeClock();
    const connection = new Connection(folder.file);
    const told: string[] = [];
    const end = watchLog(
      { connection, clock },
      { changed: () => told.push("changed"), failed: () => told.push("failed") },
    );
    await clock.advance(1_000);
    expect(told).toEqual(["changed"]);
    await insert("a");
    await clock.advance(199);
    expect(told).toHaveLength(1);
    await clock.advance(1);
    expect(told).toEqual(["changed", "changed"]);
    await clock.advance(1_000);
    expect(told).toHaveLength(2);
    connection.close();
    await clock.advance(400);
    expect(told.slice(2)).toEqual(["failed", "failed"]);
    end();
    await clock.advance(1_000);
    expect(told).toHaveLength(4);
  });

  test("a watcher that could not look has missed something, and may end itself", async () => {
    const clock = new FakeClock();
    const connection = new Connection(folder.file);
    let isBroken = false;
    const query: Connection["query"] = (text) => {
      if (isBroken) throw new Error("disk I/O error");
      return connection.query(text);
    };
    const told: string[] = [];
    const end = watchLog(
      { connection: { query }, clock },
      {
        changed: () => {
          told.push("changed");
          if (told.length === 3) end();
        },
        failed: () => told.push("failed"),
      },
    );
    await clock.advance(200);
    isBroken = true;
    await clock.advance(200);
    isBroken = false;
    await clock.advance(200);
    expect(told).toEqual(["changed", "failed", "changed"]);
    await insert("a");
    await clock.advance(1_000);
    expect(told).toHaveLength(3);
    connection.close();
  });

  describe("while another process holds the lock", () => {
    let foreign: Connection;
    beforeEach(() => {
      foreign = new Connection(folder.file);
      foreign.run("begin immediate");
    });
    afterEach(() => foreign.close());

    test("writers are refused as busy after five seconds, reads go on, nothing blocks for long", async () => {
      const { clock, passedMs } = fastClock(() => {});
      const waiting = openSqlite({ file: folder.file, clock });
      const lag = watchLag();
      const refused = await insert("a", waiting).catch((error: unknown) => error);
      const worstMs = lag();
      expect(refused).toBeInstanceOf(StorageError);
      expect(refused).toMatchObject({ problem: "busy" });
      expect(passedMs()).toBe(5_000 + pauseMs);
      // Far below the five seconds for which a connection would block that waits for the lock
      // itself.
      expect(worstMs).toBeLessThan(2_500);
      expect(await waiting.all`select id from things`).toEqual([]);
      foreign.run("commit");
      await insert("b", waiting);
      expect(await waiting.all`select id from things`).toEqual([{ id: "b" }]);
      waiting.close();
    });

    test("waiting writers run in order as soon as the lock is released", async () => {
      let pauses = 0;
      const { clock } = fastClock(() => {
        pauses += 1;
        if (pauses === 3) foreign.run("commit");
      });
      const waiting = openSqlite({ file: folder.file, clock });
      await Promise.all([insert("a", waiting), insert("b", waiting)]);
      expect(pauses).toBe(3);
      expect(await waiting.all`select id from things order by rowid`).toEqual([
        { id: "a" },
        { id: "b" },
      ]);
      waiting.close();
    });
  });
});

/** Commit frames in a write-ahead log (sqlite.org/fileformat2.html, section 4.1). */
function commitsIn(walFile: string): number {
  const wal = readFileSync(walFile);
  const frameBytes = 24 + wal.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + frameBytes <= wal.length; at += frameBytes) {
    if (wal.readUInt32BE(at + 4) > 0) commits += 1;
  }
  return commits;
}

const pauseMs = 500;

/** A clock on which every delay lasts half a second and is over at once. */
function fastClock(onPause: () => void): { clock: Clock; passedMs: () => number } {
  let ms = 0;
  const clock: Clock = {
    now: () => ms,
    monotonic: () => ms,
    after(_delayMs, callback) {
      ms += pauseMs;
      onPause();
      const immediate = setImmediate(callback);
      return () => clearImmediate(immediate);
    },
  };
  return { clock, passedMs: () => ms };
}

/**
 * @returns a function that ends the watch and gives the longest time, in ms, for which nothing else
 * ran
 */
function watchLag(): () => number {
  let worst = 0;
  let last = performance.now();
  let watching = true;
  const look = () => {
    const now = performance.now();
    worst = Math.max(worst, now - last);
    last = now;
    if (watching) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    watching = false;
    return worst;
  };
}
