/** Imports and made-up courses leave room for other writers, however large they are. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { adoptDatabase } from "#adopt/adopt.ts";
import { checkDatabase } from "#core/instance/check.ts";
import { createCourse } from "#demo/course.ts";
import {
  type TransactionCounter,
  transactionCounter,
} from "#tests/support/counted_transactions.ts";
import { makeOriginal, originalIds } from "#tests/support/original.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";

let services: TestServices;
let counter: TransactionCounter;
beforeEach(() => {
  counter = transactionCounter();
  services = testServices({ around: counter.around });
});
afterEach(() => services.dispose());

/** The statements of the longest transaction. */
const most = () => Math.max(...counter.transactions.map(({ statements }) => statements));

const sound = async () => ({ problems: [], readable: true });

test("a database of the original is imported by short transactions", async () => {
  const { instanceDir } = services.config;
  const file = join(instanceDir, "original.sqlite3");
  const original = makeOriginal(file);
  const { group } = originalIds;
  const time = "2025-10-01 08:00:00.123456";
  for (let index = 0; index < 900; index++) {
    const id = `person-${index}`;
    original.user([id, `${id}@uni.example.edu`, id, null, "user", `Person ${index}`, time, null]);
    original.member([group, id, "member", time]);
    const sender = index < 300 ? `unknown-${index}` : id;
    original.message([`m-${index}`, sender, group, "words", null, 1_760_000_000 + index]);
  }
  const options = { workDir: instanceDir, production: false, progress: () => {} };
  const { tallies } = await adoptDatabase(services, file, options);
  expect(tallies.members.adopted).toBeGreaterThanOrEqual(900);
  expect(tallies.messages.adopted).toBeGreaterThanOrEqual(900);
  expect(most()).toBeLessThanOrEqual(400);
  expect(await checkDatabase(services.db, { check: sound })).toEqual([]);
  original.connection.close();
});

test("a made-up course is stored by short transactions", async () => {
  await createCourse(services, { students: 450, groups: 3, messages: 1_500, seed: 1 }, () => {});
  expect(most()).toBeLessThanOrEqual(400);
  expect(await checkDatabase(services.db, { check: sound })).toEqual([]);
});
