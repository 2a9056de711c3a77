import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "./database.ts";
import { countEventsAfter, eventsAfter, insertEvent, newestPosition, seqAt } from "./events.ts";
import { isNext, logStart, positionText } from "./log_position.ts";
import { migrate } from "./sqlite/migrate.ts";
import { openSqlite } from "./sqlite/sqlite.ts";

let folder: string;
let db: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-events-"));
  const file = join(folder, "db.sqlite3");
  migrate(file, "epoch");
  db = openSqlite({ file });
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const append = (kind: string) =>
  db.transaction((tx) =>
    insertEvent(tx, {
      conversationId: null,
      seq: null,
      userId: null,
      kind,
      messageId: null,
      data: null,
      at: "",
    }),
  );

test("the log begins before its first entry, and each entry comes next after the one before", async () => {
  expect(await newestPosition(db)).toBe(logStart);
  expect(await countEventsAfter(db, logStart)).toBe(0);
  const [first, second, third] = [await append("a"), await append("b"), await append("c")];
  const events = await eventsAfter(db, { after: logStart, limit: 2 });
  expect(events.map(({ kind, position }) => [kind, position])).toEqual([
    ["a", first],
    ["b", second],
  ]);
  expect(await newestPosition(db)).toBe(third);
  expect(await countEventsAfter(db, first)).toBe(2);
  expect(isNext(first, logStart)).toBe(true);
  expect(isNext(second, first)).toBe(true);
  expect(isNext(third, first)).toBe(false);
  expect(isNext(first, first)).toBe(false);
  expect(isNext(first, second)).toBe(false);
  expect(positionText(third)).not.toBe(positionText(second));
});

test("a conversation that does not exist has no seq", async () => {
  expect(await seqAt(db, { conversationId: "nowhere", upTo: logStart })).toBe(0);
});
