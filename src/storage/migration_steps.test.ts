import { expect, test } from "bun:test";
import { createdTables } from "./migration_steps.ts";

const tablesOf = (...texts: string[]) =>
  createdTables(texts.map((text, index) => ({ name: `${index}`, text })));

const first = "create table users (id text);\ncreate table groups (id text);\n";

test("tables come in the order in which they were made", () => {
  expect(tablesOf(first, "create table members (id text);")).toEqual([
    "users",
    "groups",
    "members",
  ]);
});

test("one that an earlier table refers to since is before it, and stays where it is if it was", () => {
  const courses = "create table courses (id text);\n";
  const added = "alter table groups add column course_id text references courses (id);\n";
  expect(tablesOf(first, courses + added)).toEqual(["users", "courses", "groups"]);
  const opened = "alter table groups add column opened_by text references users (id);\n";
  expect(tablesOf(first, courses + added, opened)).toEqual(["users", "courses", "groups"]);
});

test("one that was made anew has its name once", () => {
  const anew =
    "create table kept (id text);\ndrop table users;\nalter table kept rename to users;\n";
  expect(tablesOf(first, anew)).toEqual(["users", "groups"]);
});
