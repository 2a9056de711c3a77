/** What only PostgreSQL can do wrong: the order of servers, stale checks, sessions that end. */
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import type { Database } from "#storage/database.ts";
import { openPostgres } from "#storage/postgres/postgres.ts";
import { testMs } from "#tests/support/patience.ts";
import { asked, emptyDatabase } from "./empty_database.ts";
import { held, someoneWaits } from "./waiting.ts";

setDefaultTimeout(testMs);

let url: URL;
let one: Database;
let other: Database;
beforeEach(async () => {
  url = await emptyDatabase();
  await asked(
    url,
    `create table members (id text collate "C" primary key);
     create table posts (id bigint generated always as identity, author text, xid text)`,
  );
  [one, other] = [openPostgres({ url }), openPostgres({ url })];
});
afterEach(() => {
  one.close();
  other.close();
});

const add = (id: string) =>
  one.transaction((tx) => tx.run`insert into members (id) values (${id})`);
/** Posts if the author is a member, as the product does: the statement asks itself. */
const post = (by: Database, author: string) =>
  by.transaction(
    (tx) => tx.run`
      insert into posts (author, xid)
      select ${author}, pg_current_xact_id()::text from members where id = ${author}`,
  );

test("a post that waits behind the removal of its author is refused, ten times of ten", async () => {
  for (let round = 0; round < 10; round++) {
    const author = `author ${round}`;
    await add(author);
    const removal = held();
    const removed = one.transaction(async (tx) => {
      await tx.run`delete from members where id = ${author}`;
      await removal.hold();
    });
    await removal.begun;
    const posted = post(other, author);
    await someoneWaits(url);
    removal.letGo();
    await removed;
    expect(await posted).toBe(0);
  }
});

test("transactions that wait together share one commit, and each its own result", async () => {
  await add("ada");
  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 50 }, () => post(one, "ada")),
    one.transaction(async (tx) => {
      await tx.run`insert into posts (author) values ('nobody')`;
      throw new Error("changed my mind");
    }),
  ]);
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
  const rows = await one.all<{ xids: number; posts: number }>`
    select cast(count(distinct xid) as integer) as xids, cast(count(*) as integer) as posts
    from posts`;
  expect(rows).toEqual([{ xids: 1, posts: 50 }]);
});

test("a text with U+0000 is refused by a write, and a read finds nothing by it", async () => {
  await expect(add("a\0b")).rejects.toThrow();
  const found = (id: string) => one.all`select id from members where id = ${id}`;
  await add("ab");
  expect(await found("ab")).toEqual([{ id: "ab" }]);
  expect(await found("a\0b")).toEqual([]);
});

test("a session that the server ends is reported as busy, and the next transaction works", async () => {
  await add("ada");
  const hanging = held();
  const ended = one.transaction(async (tx) => {
    await tx.run`insert into posts (author) values ('lost')`;
    await hanging.hold();
    await tx.run`insert into posts (author) values ('lost too')`;
  });
  await hanging.begun;
  await asked(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and state = 'idle in transaction'`,
  );
  hanging.letGo();
  await expect(ended).rejects.toMatchObject({ problem: "busy" });
  expect(await post(one, "ada")).toBe(1);
  expect(await one.all`select author from posts`).toEqual([{ author: "ada" }]);
});

test("a server that hangs inside the lock is ended, and another one goes on", async () => {
  await add("ada");
  const hanging = held();
  const stuck = one.transaction(async (tx) => {
    await tx.run`insert into posts (author) values ('stuck')`;
    await hanging.hold();
    await tx.run`insert into posts (author) values ('too late')`;
  });
  await hanging.begun;
  expect(await post(other, "ada")).toBe(1);
  hanging.letGo();
  await expect(stuck).rejects.toMatchObject({ problem: "busy" });
  expect(await other.all`select author from posts`).toEqual([{ author: "ada" }]);
});

test("a transaction that lost against another one runs again with its neighbours, three times at most", async () => {
  await add("ada");
  const losing = (times: number) => {
    const attempts = { count: 0 };
    const done = one.transaction(async (tx) => {
      attempts.count += 1;
      await tx.run`insert into posts (author) values (${`loser of ${times}`})`;
      if (attempts.count <= times) {
        await tx.run`do 'begin raise exception using errcode = ''40P01''; end'`;
      }
    });
    return { attempts, done };
  };
  const twice = losing(2);
  const neighbour = post(one, "ada");
  await twice.done;
  expect([twice.attempts.count, await neighbour]).toEqual([3, 1]);
  const always = losing(Infinity);
  await expect(always.done).rejects.toMatchObject({ problem: "busy" });
  expect(always.attempts.count).toBe(3);
  expect(await one.all`select author from posts order by id`).toEqual([
    { author: "loser of 2" },
    { author: "ada" },
  ]);
});

test("without a free connection to the server everything is busy, and goes on when there is one", async () => {
  await add("ada");
  const limited = new URL(url);
  const role = `limited_${crypto.randomUUID().slice(0, 8)}`;
  const limitTo = (count: number) => asked(url, `alter role ${role} connection limit ${count}`);
  await asked(url, `create role ${role} login password 'secret' connection limit 0`);
  Object.assign(limited, { username: role, password: "secret" });
  await asked(url, `grant all on all tables in schema public to ${role}`);
  const db = openPostgres({ url: limited });
  await expect(db.all`select author from posts`).rejects.toMatchObject({ problem: "busy" });
  const posted = post(db, "ada");
  await limitTo(10);
  expect(await posted).toBe(1);
  expect(await db.all`select author from posts`).toEqual([{ author: "ada" }]);
  db.close();
  await asked(url, `drop owned by ${role}; drop role ${role}`);
});
