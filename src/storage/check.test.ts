import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { personKeyProblems } from "./check.ts";
import type { Database } from "./database.ts";
import { migrate } from "./sqlite/migrate.ts";
import { openSqlite } from "./sqlite/sqlite.ts";
import { insertUser, releaseEmail } from "./users.ts";

let folder: string;
let db: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-check-"));
  const file = join(folder, "db.sqlite3");
  migrate(file, "epoch");
  db = openSqlite({ file });
  await db.transaction(async (tx) => {
    for (let count = 1; count <= 7; count++) {
      const name = `Person ${count}`;
      const names = { id: `${count}`, username: `u${count}`, email: `${count}@uni.example`, name };
      await insertUser(tx, { ...names, role: "user", at: "" });
    }
  });
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const wrong = async () => (await personKeyProblems(db, 20)).map(({ where }) => where);

test("of addresses that look the same one has the key, and the next one gets it later", async () => {
  const twin = { id: "twin", username: "twin", email: "\uff11@uni.example", name: "Twin" };
  await db.transaction((tx) => insertUser(tx, { ...twin, role: "user", at: "" }));
  const holders = () => db.all`select id from users where email_key = '1@uni.example'`;
  expect([await wrong(), await holders()]).toEqual([[], [{ id: "1" }]]);
  await db.transaction((tx) => releaseEmail(tx, { id: "1", at: "" }));
  expect([await wrong(), await holders()]).toEqual([[], [{ id: "twin" }]]);
  await db.transaction((tx) => tx.run`update users set email_key = null where id = '2'`);
  expect(await wrong()).toEqual(["user 2"]);
});

test("each of a person's keys is compared with what it is made of", async () => {
  expect(await wrong()).toEqual([]);
  await db.transaction(async (tx) => {
    await tx.run`update users set name_key = 'x' where id = '3'`;
    await tx.run`update users set search_key = 'x' where id = '5'`;
    await tx.run`update users set email_key = 'x' where id = '7'`;
  });
  expect((await wrong()).toSorted()).toEqual(["user 3", "user 5", "user 7"]);
});
