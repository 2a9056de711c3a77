/**
 * What every database adapter must do. An adapter's test calls this with a function that opens one.
 */
import { AsyncResource } from "node:async_hooks";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  type Database,
  flag,
  fragment,
  type Queries,
  valueList,
  valueTable,
} from "#storage/database.ts";

export interface Opened {
  db: Database;
  /** The same database through another connection, as another process sees it. */
  another(): Database;
  close(): void;
}

/**
 * `open` gives a database with two empty tables: `things (id text primary key, size integer)`, and
 * `entries (id integer, who text)`, whose ids the database assigns in rising order.
 */
export function databaseContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened;
    let db: Database;
    beforeEach(async () => {
      opened = await open();
      ({ db } = opened);
    });
    afterEach(() => opened.close());

    const insert = (id: string, size = 1) =>
      db.transaction((tx) => tx.run`insert into things (id, size) values (${id}, ${size})`);
    const ids = async (from = db) => {
      const rows = await from.all<{ id: string }>`select id from things order by id`;
      return rows.map(({ id }) => id);
    };

    test("a transaction that fails writes nothing, and simultaneous ones succeed", async () => {
      const outcomes = await Promise.allSettled([
        insert("a"),
        db.transaction(async (tx) => {
          await tx.run`insert into things (id, size) values ('b', 1)`;
          throw new Error("changed my mind");
        }),
        insert("c"),
        insert("a"),
        insert("d"),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual([
        "fulfilled",
        "rejected",
        "fulfilled",
        "rejected",
        "fulfilled",
      ]);
      expect(outcomes[1]).toMatchObject({ reason: { message: "changed my mind" } });
      expect(await ids()).toEqual(["a", "c", "d"]);
    });

    for (const fails of [false, true]) {
      const ended = fails ? "failure" : "end";
      test(`a query after the ${ended} of its transaction is refused`, async () => {
        let late: Queries = db;
        const first = db.transaction(async (tx) => {
          late = tx;
          if (fails) throw new Error("changed my mind");
        });
        await first.catch(() => {});
        expect(late).not.toBe(db);
        const refusals = await db.transaction(async () => {
          let count = 0;
          const queries = [
            async () => late.run`insert into things (id, size) values ('late', 1)`,
            async () => late.all`select id from things`,
            async () => late.get`select id from things`,
          ];
          for (const query of queries) await query().catch(() => (count += 1));
          return count;
        });
        expect(refusals).toBe(3);
        expect(await ids()).toEqual([]);
      });
    }

    test("outside a transaction nothing can be written", async () => {
      await expect(db.run`insert into things (id, size) values ('a', 1)`).rejects.toThrow();
      expect(await ids()).toEqual([]);
    });

    test("transactions run one after another: what one reads stays true until its end", async () => {
      await insert("counter", 0);
      const increment = () =>
        db.transaction(async (tx) => {
          const row = await tx.get<{ size: number }>`select size from things where id = 'counter'`;
          await Promise.resolve();
          await tx.run`update things set size = ${row!.size + 1} where id = 'counter'`;
        });
      await Promise.all(Array.from({ length: 300 }, increment));
      expect(await db.get`select size from things`).toEqual({ size: 300 });
    });

    test("the same is true of two processes", async () => {
      await insert("counter", 0);
      const increment = (by: Database) =>
        by.transaction(async (tx) => {
          const row = await tx.get<{ size: number }>`select size from things where id = 'counter'`;
          await Promise.resolve();
          await tx.run`update things set size = ${row!.size + 1} where id = 'counter'`;
        });
      const another = opened.another();
      await Promise.all(
        Array.from({ length: 40 }, () => [increment(db), increment(another)]).flat(),
      );
      expect(await db.get`select size from things`).toEqual({ size: 80 });
    });

    test("ids rise in the order of commits, so that reading on after the last id misses nothing", async () => {
      const [another, reader] = [opened.another(), opened.another()];
      const append = (by: Database, who: string, fails: boolean) =>
        by
          .transaction(async (tx) => {
            await tx.run`insert into entries (who) values (${who})`;
            if (fails) throw new Error("changed my mind");
          })
          .catch(() => {});
      const seen: { id: number; who: string }[] = [];
      const readOn = async () => {
        const last = seen.at(-1)?.id ?? 0;
        const rows = await reader.all<(typeof seen)[number]>`
          select id, who from entries where id > ${last} order by id`;
        seen.push(...rows);
      };
      const work = { isDone: false };
      const writers = [db, another].map(async (by, index) => {
        for (let count = 0; count < 60; count += 1) {
          await append(by, `${index} ${count}`, count % 7 === 3);
        }
      });
      const written = Promise.all(writers).then(() => (work.isDone = true));
      while (!work.isDone) {
        await readOn();
        await setImmediate();
      }
      await written;
      await readOn();
      expect(await reader.all`select id, who from entries order by id`).toEqual(seen);
      expect(seen.filter(({ who }) => who.startsWith("1 "))).toHaveLength(51);
    });

    test("they run in the order in which they were requested", async () => {
      const places = Array.from({ length: 300 }, (_, index) => ({ id: `${index}`, size: index }));
      await Promise.all(
        places.map(({ id }) =>
          db.transaction(
            (tx) =>
              tx.run`insert into things (id, size) values (${id}, (select count(*) from things))`,
          ),
        ),
      );
      expect(await db.all`select id, size from things order by size`).toEqual(places);
    });

    test("reads see what is committed, and a transaction sees its own rows", async () => {
      await db.transaction(async (tx) => {
        await tx.run`insert into things (id, size) values ('a', 1)`;
        expect(await ids()).toEqual([]);
        expect(await tx.all`select id from things`).toEqual([{ id: "a" }]);
      });
      expect(await ids()).toEqual(["a"]);
    });

    test("when a transaction resolves, another process sees it and all that share its commit", async () => {
      const another = opened.another();
      const seen = await Promise.all(
        ["a", "b", "c"].map(async (id) => {
          await insert(id);
          return ids(another);
        }),
      );
      for (const [index, rows] of seen.entries()) expect(rows).toContain("abc"[index]!);
      expect(seen[0]).toEqual(["a", "b", "c"]);
    });

    describe("a snapshot", () => {
      const readIds = (queries: Queries) => queries.all<{ id: string }>`select id from things`;

      test("sees one state, while others write and reads beside it see what they wrote", async () => {
        await insert("a");
        const another = opened.another();
        const begun = Promise.withResolvers<void>();
        const written = Promise.withResolvers<void>();
        const states = db.snapshot(async (queries) => {
          const before = await readIds(queries);
          begun.resolve();
          await written.promise;
          return [before, await readIds(queries)];
        });
        await begun.promise;
        await insert("b");
        await another.transaction((tx) => tx.run`delete from things where id = 'a'`);
        expect(await ids()).toEqual(["b"]);
        written.resolve();
        expect(await states).toEqual([[{ id: "a" }], [{ id: "a" }]]);
        expect(await db.snapshot(readIds)).toEqual([{ id: "b" }]);
      });

      test("sees what was committed before it, and simultaneous ones see their own state", async () => {
        const states: number[][] = [];
        const rounds = Array.from({ length: 40 }, async (_, round) => {
          await insert(`${round}`);
          await db.snapshot(async (queries) => {
            const first = await readIds(queries);
            expect(first).toContainEqual({ id: `${round}` });
            const second = await readIds(queries);
            states.push([first.length, second.length]);
          });
        });
        await Promise.all(rounds);
        expect(states).toHaveLength(40);
        for (const [first, second] of states) expect(second).toBe(first);
      });

      test("writes nothing", async () => {
        const writing = db.snapshot(
          (queries) => queries.run`insert into things (id, size) values ('a', 1)`,
        );
        await expect(writing).rejects.toThrow();
        expect(await ids()).toEqual([]);
      });

      test("that fails is over: its error is returned, and the next one sees the newest state", async () => {
        for (let round = 0; round < 40; round++) {
          const failing = db.snapshot(async (queries) => {
            await readIds(queries);
            throw new Error("changed my mind");
          });
          await expect(failing).rejects.toThrow("changed my mind");
          await insert(`${round}`);
          expect(await db.snapshot(readIds)).toHaveLength(round + 1);
        }
      });

      test("that is over answers no query", async () => {
        const late = await db.snapshot((queries) =>
          Promise.resolve({ read: async () => readIds(queries) }),
        );
        await expect(late.read()).rejects.toThrow("after the end of its snapshot");
      });
    });

    test("work that begins a transaction or a snapshot is refused, and nothing waits for it", async () => {
      const nothing = () => Promise.resolve();
      const begun = ["transaction", "snapshot"] as const;
      for (const outer of begun) {
        for (const inner of begun) {
          const nested = db[outer](() => db[inner](nothing));
          await expect(nested).rejects.toThrow("inside another one");
        }
      }
      let later: () => Promise<void> = nothing;
      await db.transaction(() => {
        later = AsyncResource.bind(() => db.transaction(nothing));
        return nothing();
      });
      await later();
      expect(await ids()).toEqual([]);
    });

    test("a watcher is called at first, and at each commit of another process", async () => {
      const another = opened.another();
      let told = Promise.withResolvers<void>();
      const failures: unknown[] = [];
      const end = db.watchLog({
        changed: () => told.resolve(),
        failed: (error) => failures.push(error),
      });
      for (const id of ["a", "b"]) {
        await told.promise;
        told = Promise.withResolvers();
        await another.transaction((tx) => tx.run`insert into things (id, size) values (${id}, 1)`);
      }
      await told.promise;
      end();
      expect(failures).toEqual([]);
    });

    test("a value never becomes text of the query", async () => {
      const odd = ["'; drop table things; --", "\u0001", "😀", "%", "", "\\", "?1"];
      for (const id of odd) await insert(id);
      for (const id of odd) {
        expect(await db.get`select id from things where id = ${id}`).toEqual({ id });
      }
      expect(await ids()).toHaveLength(odd.length);
    });

    test("flags, null and numbers are read as they were stored", async () => {
      expect(
        await db.get`select ${flag(true)} as yes, ${flag(false)} as no, ${null} as empty,
          cast(${2 ** 52} as double precision) as big`,
      ).toEqual({ yes: 1, no: 0, empty: null, big: 2 ** 52 });
    });

    test("a list represents its values, of any number; an empty one matches nothing", async () => {
      for (const id of ["a", "b", "c"]) await insert(id);
      const find = (wanted: string[]) =>
        db.all`select id from things where id in ${valueList(wanted)} and size = ${1} order by id`;
      expect(await find([])).toEqual([]);
      expect(await find(["b"])).toEqual([{ id: "b" }]);
      expect(await find(["c", "a", "x"])).toEqual([{ id: "a" }, { id: "c" }]);
    });

    test("a table of values can be joined like any other; an empty one has no rows", async () => {
      for (const id of ["a", "b", "c"]) await insert(id);
      const find = (pairs: [string, string][]) =>
        db.all`
          select t.id, w.column2 as other from things t join ${valueTable(pairs)} as w on w.column1 = t.id
          where t.size = ${1} order by t.id`;
      expect(await find([])).toEqual([]);
      expect(
        await find([
          ["c", "see"],
          ["a", "'; drop table things"],
          ["x", "nothing"],
        ]),
      ).toEqual([
        { id: "a", other: "'; drop table things" },
        { id: "c", other: "see" },
      ]);
    });

    test("a fragment is part of the query's text, and values beside it stay values", async () => {
      for (const id of ["a", "b", "c"]) await insert(id);
      const wanted = fragment`id from things where size = 1 and`;
      expect(
        await db.all`select ${wanted} id in ${valueList(["a", "b"])} and id <> ${"a"}`,
      ).toEqual([{ id: "b" }]);
    });

    test("the number of changed rows is returned, and undefined if there is no row", async () => {
      await insert("a");
      await insert("b");
      const changed = await db.transaction((tx) => tx.run`update things set size = 2`);
      expect(changed).toBe(2);
      expect(await db.get`select id from things where id = 'x'`).toBeUndefined();
    });

    test("two processes that write in turn lose nothing", async () => {
      const another = opened.another();
      const write = (by: Database, id: string) =>
        by.transaction((tx) => tx.run`insert into things (id, size) values (${id}, 1)`);
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => [
          write(db, `one ${index}`),
          write(another, `two ${index}`),
        ]).flat(),
      );
      expect(await ids()).toHaveLength(100);
    });
  });
}
