import { afterAll, beforeAll, expect, test } from "bun:test";
import { copyFileSync, existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { backUpDatabase } from "#core/instance/backup.ts";
import { checkInstallation } from "#core/instance/check.ts";
import { createCourse } from "#demo/course.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { readEpoch } from "#storage/events.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";

let services: TestServices;
let root: TestPerson;
let folder: string;
let group: string;
beforeAll(async () => {
  services = testServices();
  folder = services.config.instanceDir;
  const size = { students: 20, groups: 4, messages: 400, seed: 1 };
  await createCourse(services, size, () => {});
  root = await makePerson(services, { role: "admin" });
  const row = await services.db.get<{ id: string }>`select id from conversations limit 1`;
  group = row!.id;
});
afterAll(() => services.dispose());

test("refuses to overwrite a file, to use a missing folder, and to run without a database", async () => {
  const { config } = services;
  const taken = join(folder, "taken.sqlite3");
  writeFileSync(taken, "precious");
  const force = false;
  await expect(backUpDatabase(config, taken, { force })).rejects.toThrow("--force");
  await expect(backUpDatabase(config, join(folder, "no/where"), { force })).rejects.toThrow(
    "no folder",
  );
  await expect(backUpDatabase(config, join(taken, "below"), { force })).rejects.toThrow(
    "no folder",
  );
  const none = { ...config, database: { kind: "sqlite" as const, file: join(folder, "none") } };
  await expect(backUpDatabase(none, join(folder, "b"), { force })).rejects.toThrow("no database");
  expect(await Bun.file(taken).text()).toBe("precious");
  await backUpDatabase(config, taken, { force: true });
  expect(statSync(taken).mode & 0o777).toBe(0o600);
});

test("contains everything acknowledged before it, while writers go on, in one intact file", async () => {
  const target = join(folder, "backup.sqlite3");
  const before = await sendMessage(root.context, { conversationId: group, content: "before" });
  const writers = Array.from({ length: 10 }, (_, index) =>
    sendMessage(root.context, { conversationId: group, content: `during ${index}` }),
  );
  const made = await backUpDatabase(services.config, target, { force: false });
  await Promise.all(writers);
  expect(made.bytes).toBe(statSync(target).size);
  expect(readdirSync(folder).filter((name) => name.startsWith("backup"))).toEqual([
    "backup.sqlite3",
  ]);
  const copy = await restored(target);
  expect(await copy.db.get`select content from messages where id = ${before.id}`).toEqual({
    content: "before",
  });
  expect(await checkInstallation(copy.config, copy)).toEqual([]);
  copy.dispose();
});

test("gets a new epoch each time it is restored, which invalidates earlier positions", async () => {
  const target = join(folder, "epoch.sqlite3");
  await backUpDatabase(services.config, target, { force: false });
  const copies = [await restored(target), await restored(target)];
  const epochs = await Promise.all([services, ...copies].map(({ db }) => readEpoch(db)));
  expect(epochs).not.toContain("");
  expect(new Set(epochs).size).toBe(3);
  const [instanceDir] = copies.map(({ config }) => config.instanceDir);
  const again = testServices({ instanceDir });
  expect(await readEpoch(again.db)).toBe(epochs[1]!);
  for (const each of [...copies, again]) each.dispose();
});

test("a damaged database gives no backup", async () => {
  const target = join(folder, "unsound.sqlite3");
  const broken = testServices();
  const person = await makePerson(broken, { role: "admin" });
  await broken.db.transaction(
    (tx) => tx.run`insert into conversations
      (id, owner_id, name, description, created_at, updated_at, position, last_seq)
      values ('c', ${person.id}, 'C', '', '', '', 1, 5)`,
  );
  await expect(backUpDatabase(broken.config, target, { force: false })).rejects.toMatchObject({
    problems: [{ where: "conversation c" }],
  });
  expect(existsSync(target)).toBe(false);
  expect(existsSync(`${target}.part`)).toBe(false);
  broken.dispose();
});

/** Opens a copy as an operator would: in place of an instance's database. */
async function restored(file: string): Promise<TestServices> {
  const instanceDir = await mkdtemp(join(folder, "restored-"));
  copyFileSync(file, join(instanceDir, "db.sqlite3"));
  return testServices({ instanceDir });
}
