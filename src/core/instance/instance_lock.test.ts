import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#kit/config.ts";
import type { Places } from "#storage/open.ts";
import { type Hold, holdAlone, holdForStart, holdShared, InUseError } from "./instance_lock.ts";

let folder: string;
let holds: Hold[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-holds-"));
  holds = [];
});

afterEach(() => {
  for (const hold of holds) hold.release();
  rmSync(folder, { recursive: true, force: true });
});

/** An instance folder of its own, on the one database. */
const places = (instance: string): Places =>
  readConfig({
    INSTANCE_DIR: join(folder, instance),
    DATABASE_URL: `sqlite:///${join(folder, "shared.sqlite3")}`,
  });

async function held(hold: Promise<Hold>): Promise<Hold> {
  holds.push(await hold);
  return holds.at(-1)!;
}

test("a database that has a start is refused to others, who leave nothing held", async () => {
  await held(holdForStart(places("one")));
  await expect(holdForStart(places("two"))).rejects.toThrow(InUseError);
  await expect(holdAlone(places("two"))).rejects.toThrow(InUseError);
  holds.pop()!.release();
  await held(holdForStart(places("two")));
});

test("after its end, a start holds neither its folder nor its database", async () => {
  const start = await held(holdForStart(places("one")));
  await expect(holdForStart(places("one"))).rejects.toThrow(InUseError);
  holds.pop();
  start.release();
  (await held(holdAlone(places("two")))).release();
  holds.pop();
  await held(holdForStart(places("one")));
});

test("a database in use is not deleted", async () => {
  const shared = await held(holdShared(places("one")));
  await expect(holdAlone(places("two"))).rejects.toThrow("a command, or a server without");
  holds.pop();
  shared.release();
  await held(holdAlone(places("two")));
});
