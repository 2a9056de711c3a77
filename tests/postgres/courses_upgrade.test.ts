/** A database of before there were courses gets one, with everyone and every group. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { postgresAdapter } from "#storage/postgres/adapter.ts";
import { testMs } from "#tests/support/patience.ts";
import { asked, emptyDatabase } from "./empty_database.ts";

setDefaultTimeout(testMs);

const steps = join(import.meta.dir, "../../src/storage/migrations");

/** As the version before left it, with one of each kind of account and two groups. */
async function versionBefore(): Promise<URL> {
  const url = await emptyDatabase();
  await asked(
    url,
    'create table migrations (name text collate "C" primary key, checksum text not null)',
  );
  const earlier = readdirSync(steps)
    .filter((name) => name.endsWith(".postgres.sql") && name < "0012")
    .toSorted();
  for (const name of earlier) {
    const text = readFileSync(join(steps, name), "utf8");
    const sum = new Bun.CryptoHasher("sha256").update(text).digest("hex");
    await asked(url, text);
    await asked(
      url,
      `insert into migrations values ('${name.replace(".postgres.sql", "")}', '${sum}')`,
    );
  }
  await asked(
    url,
    `insert into users (id, email, username, role, name, created_at, updated_at, deleted_at) values
      ('prof', 'p', 'p', 'admin', 'P', '2026-01', '', null),
      ('ada', 'a', 'a', 'user', 'A', '2026-02', '', null),
      ('gast', 'g', 'g', 'guest', 'G', '2026-03', '', null),
      ('gone', 'd', 'd', 'user', '', '2026-04', '', '2026-05');
    insert into conversations (id, owner_id, name, description, created_at, updated_at, position)
    values ('c1', 'prof', 'One', '', '', '', 1), ('c2', 'prof', 'Two', '', '', '', 2)`,
  );
  return url;
}

test("every group is in the one course, staff are its teachers, others its students", async () => {
  const url = await versionBefore();
  expect(await postgresAdapter({ url }).migrate({ newEpoch: "epoch" })).toContain("0012_courses");
  const [course] = await asked<{ id: string; made: string }>(
    url,
    "select id, created_at as made from courses",
  );
  expect(course?.id).toBe("first");
  expect(new Date(course!.made).toISOString()).toBe(course!.made);
  expect(
    await asked<Record<string, string>>(url, "select id, course_id from conversations order by id"),
  ).toEqual([
    { id: "c1", course_id: "first" },
    { id: "c2", course_id: "first" },
  ]);
  expect(
    await asked<Record<string, string>>(
      url,
      "select user_id, role, source, joined_at from course_members order by user_id",
    ),
  ).toEqual([
    { user_id: "ada", role: "student", source: "account", joined_at: "2026-02" },
    { user_id: "prof", role: "teacher", source: "account", joined_at: "2026-01" },
  ]);
});

test("an upgrade that fails leaves the version before, and the next one ends it", async () => {
  const url = await versionBefore();
  await asked(url, "create table course_members (a text)");
  const adapter = postgresAdapter({ url });
  await expect(adapter.migrate({ newEpoch: "epoch" })).rejects.toThrow("course_members");
  const tables = "select tablename from pg_tables where tablename = 'courses'";
  expect(await asked<Record<string, string>>(url, tables)).toEqual([]);
  await asked(url, "drop table course_members");
  expect(await adapter.migrate({ newEpoch: "epoch" })).toContain("0012_courses");
});
