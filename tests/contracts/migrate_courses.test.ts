/** A database of before there were courses gets one, with everyone and every group. */
import { Database as Connection } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "#storage/sqlite/migrate.ts";

const steps = join(import.meta.dir, "../../src/storage/migrations");

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-"));
  file = join(folder, "db.sqlite3");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The file as the version before left it, with one of each kind of account and two groups. */
function versionBefore(): void {
  const connection = new Connection(file, { create: true });
  connection.run("create table migrations (name text primary key, checksum text not null) strict");
  const earlier = readdirSync(steps)
    .filter((name) => name.endsWith(".sqlite.sql") && name < "0012")
    .toSorted();
  for (const name of earlier) {
    const text = readFileSync(join(steps, name), "utf8");
    connection.run(text);
    const sum = new Bun.CryptoHasher("sha256").update(text).digest("hex");
    connection
      .query("insert into migrations (name, checksum) values (?, ?)")
      .run(name.replace(".sqlite.sql", ""), sum);
  }
  connection.run(`insert into users (id, email, username, role, name, created_at, updated_at, deleted_at,
    name_key, search_key, email_key) values
    ('prof', 'p', 'p', 'admin', 'P', '2026-01', '', null, '', '', 'p'),
    ('ada', 'a', 'a', 'user', 'A', '2026-02', '', null, '', '', 'a'),
    ('gast', 'g', 'g', 'guest', 'G', '2026-03', '', null, '', '', 'g'),
    ('gone', 'd', 'd', 'user', '', '2026-04', '', '2026-05', '', '', 'd')`);
  connection.run(`insert into conversations (id, owner_id, name, description, created_at, updated_at, position)
    values ('c1', 'prof', 'One', '', '', '', 1), ('c2', 'prof', 'Two', '', '', '', 2)`);
  connection.close();
}

function read(sql: string): unknown[][] {
  const connection = new Connection(file);
  connection.run("pragma foreign_keys = on");
  try {
    return connection.query(sql).values();
  } finally {
    connection.close();
  }
}

test("every group is in the one course, staff are its teachers, others its students", () => {
  versionBefore();
  expect(migrate(file, "epoch")).toContain("0012_courses");
  expect(read("select id, name, position, archived_at from courses")).toEqual([
    ["first", "", 1, null],
  ]);
  const made = read("select created_at from courses").flat()[0] as string;
  expect(new Date(made).toISOString()).toBe(made);
  expect(read("select id, course_id from conversations order by id")).toEqual([
    ["c1", "first"],
    ["c2", "first"],
  ]);
  expect(
    read("select course_id, user_id, role, source, joined_at from course_members order by user_id"),
  ).toEqual([
    ["first", "ada", "student", "account", "2026-02"],
    ["first", "prof", "teacher", "account", "2026-01"],
  ]);
});

test("an act about a group concerns its course, one about a deleted group the first, others none", () => {
  versionBefore();
  read(`insert into audit (id, at, actor_id, verb, conversation_id, subject_id, detail) values
    ('a1', '', 'prof', 'conversation.read', 'c1', null, null),
    ('a2', '', 'prof', 'conversation.delete', 'gone', null, null),
    ('a3', '', 'prof', 'user.read', null, 'ada', null)`);
  migrate(file, "epoch");
  expect(read("select id, course_id from audit order by id")).toEqual([
    ["a1", "first"],
    ["a2", "first"],
    ["a3", null],
  ]);
});

test("a group is in a course that exists, and a server of the version before still makes groups", () => {
  versionBefore();
  migrate(file, "epoch");
  const group = (more: string, values: string) =>
    read(`insert into conversations (id, owner_id, name, description, created_at, updated_at, position${more})
      values ('c3', 'prof', 'Three', '', '', '', 3${values}) returning course_id`);
  expect(() => group(", course_id", ", 'nowhere'")).toThrow("FOREIGN KEY");
  expect(() => group(", course_id", ", null")).toThrow("NOT NULL");
  expect(group("", "")).toEqual([["first"]]);
});

test("an upgrade that is interrupted leaves the version before, and the next one ends it", () => {
  versionBefore();
  const blocking = new Connection(file);
  blocking.run("create table course_members (a text)");
  expect(() => migrate(file, "epoch")).toThrow("course_members");
  expect(read("select name from sqlite_master where name = 'courses'")).toEqual([]);
  blocking.run("drop table course_members");
  blocking.close();
  expect(migrate(file, "epoch")).toContain("0012_courses");
});
