/**
 * What every adapter must do besides queries. An adapter's test calls this with a function that
 * creates a place for one.
 */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "#kit/clock.ts";
import { type Adapter, BackupError, DatabaseError, LockTakenError } from "#storage/adapter.ts";
import { type Queries, StorageError } from "#storage/database.ts";
import { UnfinishedMove } from "#storage/migration_steps.ts";
import { readEpoch } from "#storage/events.ts";

export interface Place {
  adapter: Adapter;
  /** Whether it writes backups itself; if not, it says what does. */
  backsUp: boolean;
  remove(): void;
}

/** `place` gives an adapter whose database is empty or does not exist yet. */
export function adapterContract(name: string, place: () => Promise<Place>): void {
  describe(name, () => {
    let made: Place;
    let adapter: Adapter;
    let folder: string;
    beforeEach(async () => {
      made = await place();
      ({ adapter } = made);
      folder = mkdtempSync(join(tmpdir(), "team-chat-"));
    });
    afterEach(() => {
      made.remove();
      rmSync(folder, { recursive: true, force: true });
    });

    const open = () => adapter.open({ clock: systemClock, onMoved: () => {} });
    const backup = (check: (copy: Queries) => ReturnType<typeof sound>, force = false) =>
      adapter.backup({ target: join(folder, "copy"), force, keepOff: [], check });
    const sound = (_copy: Queries) => Promise.resolve<{ what: string; where: string }[]>([]);

    test("a database that must exist is not created", async () => {
      expect(await adapter.inspect()).toBe(false);
      await expect(adapter.inspect({ mustExist: true })).rejects.toBeInstanceOf(DatabaseError);
      expect(await adapter.assertMayBeDropped()).toBe(false);
    });

    test("it is created once, and keeps its epoch", async () => {
      expect((await adapter.migrate({ newEpoch: "first" })).length).toBeGreaterThan(0);
      expect(await adapter.inspect({ mustExist: true })).toBe(true);
      expect(await adapter.migrate({ newEpoch: "second", mustExist: true })).toEqual([]);
      const db = await open();
      expect(await readEpoch(db)).toBe("first");
      expect(await adapter.check(db)).toEqual({ problems: [], readable: true });
      await adapter.assertSound(db);
      db.close();
    });

    test("a start and a command share it, a second start only if several may, and deleting it is exclusive", async () => {
      await adapter.migrate({ newEpoch: "first" });
      const start = await adapter.lock("start");
      const command = await adapter.lock("shared");
      const second = adapter.lock("start");
      if (adapter.severalStarts) (await second).release();
      else await expect(second).rejects.toBeInstanceOf(LockTakenError);
      await expect(adapter.lock("alone")).rejects.toMatchObject({
        holders: { here: process.pid },
      });
      command.release();
      start.release();
      (await adapter.lock("alone")).release();
    });

    test("a damaged copy is not kept, and no file is overwritten unasked", async () => {
      await adapter.migrate({ newEpoch: "first" });
      if (!made.backsUp) {
        await expect(backup(sound)).rejects.toBeInstanceOf(BackupError);
        return;
      }
      const broken = [{ what: "it is broken", where: "here" }];
      const refused = backup(() => Promise.resolve(broken));
      await expect(refused).rejects.toMatchObject({ problems: broken });
      const { file, bytes } = await backup(sound);
      expect(bytes).toBe(Bun.file(file).size);
      await expect(backup(sound)).rejects.toBeInstanceOf(BackupError);
      writeFileSync(file, "");
      expect((await backup(sound, true)).bytes).toBe(bytes);
    });

    test("deleted content is purged while no other connection is in a transaction", async () => {
      await adapter.migrate({ newEpoch: "first" });
      const db = await open();
      await db.transaction((tx) => tx.run`update meta set value = ${"later"} where key = 'epoch'`);
      await db.snapshot(async (queries) => {
        expect(await readEpoch(queries)).toBe("later");
        expect(await adapter.purge()).toBe(false);
      });
      expect(await adapter.purge()).toBe(true);
      db.close();
    });

    test("it is deleted with everything in it, and can be created anew", async () => {
      await adapter.migrate({ newEpoch: "first" });
      expect(await adapter.assertMayBeDropped()).toBe(true);
      await adapter.drop();
      expect(await adapter.inspect()).toBe(false);
      await adapter.migrate({ newEpoch: "second" });
      const db = await open();
      expect(await readEpoch(db)).toBe("second");
      db.close();
    });

    test("the target of a move is used by nobody until it is finished, and can be deleted", async () => {
      await adapter.migrate({ newEpoch: "first", unfinished: true });
      await expect(adapter.inspect()).rejects.toBeInstanceOf(UnfinishedMove);
      await expect(adapter.migrate({ newEpoch: "second" })).rejects.toBeInstanceOf(UnfinishedMove);
      await adapter.drop();
      await adapter.migrate({ newEpoch: "third", unfinished: true });
      const tables = adapter.openTables();
      await tables.finish();
      await tables.close();
      expect(await adapter.inspect()).toBe(true);
      expect(await adapter.migrate({ newEpoch: "fourth" })).toEqual([]);
    });

    test("whole tables are read in the order of their keys, as they were filled", async () => {
      await adapter.migrate({ newEpoch: "first" });
      const tables = adapter.openTables();
      const list = await tables.list();
      const named = (wanted: string) => list.find(({ name: own }) => own === wanted)!;
      expect(named("conversation_members").key).toEqual(["conversation_id", "user_id"]);
      expect(named("events").columns.filter(({ isText }) => !isText)).toMatchObject([
        { name: "id" },
        { name: "seq" },
      ]);
      const texts = [
        "",
        "NULL",
        '{"a",b\\}',
        "\\N\t'\r\n",
        " a ",
        "漢🎓",
        "a\u0301",
        "A",
        "b",
        "\u001F",
      ];
      const rows = texts.flatMap((text) =>
        Array.from({ length: 150 }, (_, index) => [`${text}${index}`, text]),
      );
      await tables.clear(named("meta"));
      await tables.insert(named("meta"), rows);
      expect(await tables.count(named("meta"))).toBe(1_500);
      const read = [];
      let page = await tables.rowsAfter(named("meta"), undefined);
      for (; page.length > 0; page = await tables.rowsAfter(named("meta"), page.at(-1))) {
        read.push(...page);
      }
      const bytewise = ([one = ""]: string[], [other = ""]: string[]) =>
        Buffer.compare(Buffer.from(one), Buffer.from(other));
      expect(read).toEqual(rows.toSorted(bytewise));
      expect(await tables.lastNumbers()).toEqual(new Map());
      await tables.setLastNumber("events", 41);
      expect(await tables.lastNumbers()).toEqual(new Map([["events", 41]]));
      await tables.close();
    });

    test("it describes its own errors in one line, and no others", () => {
      for (const problem of ["busy", "full", "moved", "unreadable"] as const) {
        const text = adapter.explain(new StorageError(problem));
        expect(text).toMatch(/^.+$/);
      }
      expect(adapter.explain(new DatabaseError("It is not ours."))).toBe("It is not ours.");
      expect(adapter.explain(new Error("something else"))).toBeUndefined();
    });
  });
}
