/** Damage to the file is found, in short or in full, and described for the operator. */
import { Database as Connection, SQLiteError } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "#kit/clock.ts";
import { DatabaseError } from "../adapter.ts";
import { orUnreadable } from "../check.ts";
import { type Database, StorageError } from "../database.ts";
import { sqliteAdapter } from "./adapter.ts";
import { migrate } from "./migrate.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "team-chat-damage-")));
  file = join(folder, "db.sqlite3");
  migrate(file, "epoch");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const adapter = () => sqliteAdapter(file, folder);

function change(...statements: string[]): void {
  const connection = new Connection(file);
  for (const statement of statements) connection.run(statement);
  connection.close();
}

async function opened<T>(use: (db: Database) => Promise<T>): Promise<T> {
  const db = await adapter().open({ clock: systemClock, onMoved: () => {} });
  try {
    return await use(db);
  } finally {
    db.close();
  }
}

const fill = `insert into meta (key, value)
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000)
  select 'filler ' || i, hex(randomblob(60)) from n`;

const pageBytes = 4_096;

function overwrite(at: number, bytes: Buffer): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
}

/** Overwrites a page in the middle of the table. */
function scribble(): void {
  overwrite(statSync(file).size - 10 * pageBytes, Buffer.alloc(pageBytes, 0xa5));
}

test("damaged pages are found by both checks, in one line by the quick one", async () => {
  change(fill);
  scribble();
  await opened(async (db) => {
    const found = await adapter().check(db);
    expect(found.readable).toBe(false);
    expect(found.problems[0]?.what).toBe("the file is damaged");
    const refusal = await adapter()
      .assertSound(db)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DatabaseError);
    expect((refusal as Error).message).toMatch(/^\S+ is damaged \(.+\)\. Restore a backup.*$/);
    // Reading such a page fails, which a check reports as its result.
    const reading = db.all`select sum(length(value)) from meta`;
    await expect(reading).rejects.toMatchObject({ problem: "unreadable" });
    expect(adapter().explain(await reading.catch((error: unknown) => error))).toContain(
      `${file} is damaged (database disk image is malformed)`,
    );
    const problems = db.all<never>`select sum(length(value)) from meta`;
    expect(await orUnreadable(problems)).toEqual([
      { what: "the file is damaged", where: "database disk image is malformed" },
    ]);
  });
});

test("only a check that cannot read has found damage by that; other errors are passed on", async () => {
  for (const error of [new StorageError("busy"), new Error("a mistake")]) {
    await expect(orUnreadable(Promise.reject(error))).rejects.toBe(error);
  }
  expect(await orUnreadable(Promise.reject(new StorageError("unreadable")))).toEqual([
    { what: "the file is damaged", where: "storage is unreadable" },
  ]);
});

test("an index that disagrees with its table is found by the full check alone", async () => {
  change(
    "create index users_by_update on users (updated_at)",
    `insert into users (id, email, username, role, name, created_at, updated_at)
      values ('u', 'e', 'u', 'user', 'U', '', 'then')`,
  );
  const connection = new Connection(file, { readonly: true });
  const { rootpage } = connection
    .query<{ rootpage: number }, []>(
      "select rootpage from sqlite_master where name = 'users_by_update'",
    )
    .get()!;
  connection.close();
  const at = (rootpage - 1) * pageBytes;
  const page = readFileSync(file).subarray(at, at + pageBytes);
  change("update users set updated_at = 'later'");
  overwrite(at, page);
  await opened(async (db) => {
    await adapter().assertSound(db);
    const { problems, readable } = await adapter().check(db);
    expect(problems).toEqual([
      { what: "the file is damaged", where: "row 1 missing from index users_by_update" },
    ]);
    expect(readable).toBe(false);
  });
});

test("a row that names a missing one is found, and the tables can be read", async () => {
  change(`insert into sessions (id, token_hash, user_id, device, created_at, last_seen_at, expires_at)
    values ('s', 'h', 'nobody', '', '', '', '')`);
  await opened(async (db) => {
    expect(await adapter().check(db)).toEqual({
      problems: [
        {
          what: "a row of sessions names a row of users that is not there",
          where: expect.stringMatching(/^row /),
        },
      ],
      readable: true,
    });
  });
});

test("an error is described by what the operator can do about it", () => {
  const { explain } = adapter();
  expect(explain(new StorageError("busy"))).toContain(`${file} has been locked`);
  expect(explain(new StorageError("full"))).toContain(`${file} cannot grow`);
  expect(explain(new StorageError("moved"))).toContain(`${file} was deleted or replaced`);
  expect(explain(new StorageError("unreadable"))).toBe(
    `${file} is damaged (). Restore a backup: docs/OPERATING.md, "Backup and restore".`,
  );
  const cause = new Error("a failed disk");
  expect(explain(new StorageError("unreadable", { cause }))).toBe("a failed disk");
  expect(explain(new DatabaseError("It is not ours."))).toBe("It is not ours.");
  expect(explain(new StorageError("unreadable", { cause: new DatabaseError("Not ours.") }))).toBe(
    "Not ours.",
  );
  expect(explain(new Error("a mistake"))).toBeUndefined();
  expect(explain(undefined)).toBeUndefined();
});

test("an error of SQLite itself names the file", () => {
  let error: unknown;
  const connection = new Connection(file);
  try {
    connection.run("insert into nowhere values (1)");
  } catch (thrown) {
    error = thrown;
  }
  connection.close();
  expect(error).toBeInstanceOf(SQLiteError);
  expect(adapter().explain(error)).toBe(`${file} cannot be used: no such table: nowhere.`);
});

test("a deleted database takes the files beside it and the link to it along", async () => {
  const names = () => readdirSync(folder).toSorted((a, b) => a.localeCompare(b));
  for (const suffix of ["-wal", "-shm", "-journal"]) writeFileSync(file + suffix, "");
  writeFileSync(join(folder, "notes"), "precious");
  const link = join(folder, "link");
  symlinkSync("db.sqlite3", link);
  await sqliteAdapter(link, folder).drop();
  expect(names()).toEqual(["notes"]);
  await adapter().drop();
  expect(names()).toEqual(["notes"]);
});
