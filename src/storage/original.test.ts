import { Database as Connection } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
  openSync,
  closeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeOriginal, type OriginalDatabase, originalIds } from "#tests/support/original.ts";
import { listsOpenFiles, timesOpen } from "#tests/support/open_files.ts";
import { openOriginal, OriginalError } from "./original.ts";

let folder: string;
let file: string;
let workDir: string;
let original: OriginalDatabase;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "team-chat-original-")));
  file = join(folder, "original.sqlite3");
  workDir = join(folder, "below/work");
  original = makeOriginal(file);
});
afterEach(() => {
  original.connection.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens it, and proves that a refusal leaves no copy behind. */
function refusal(path = file): string {
  try {
    openOriginal(path, workDir).close();
  } catch (error) {
    if (!(error instanceof OriginalError)) throw error;
    expect(existsSync(workDir) ? readdirSync(workDir) : []).toEqual([]);
    if (listsOpenFiles) expect(timesOpen(workDir)).toBe(0);
    return error.message;
  }
  return "it was opened";
}

test("a missing file and a folder are refused, and nothing is created", () => {
  mkdirSync(join(folder, "folder"));
  for (const path of [join(folder, "missing"), join(folder, "folder")]) {
    expect(refusal(path)).toBe(`There is no file ${path}.`);
  }
  expect(existsSync(workDir)).toBe(false);
});

test("anything but a database is refused with SQLite's reason", () => {
  writeFileSync(join(folder, "text"), "My thesis. ".repeat(500));
  expect(refusal(join(folder, "text"))).toBe(
    `${join(folder, "text")} is not a database of the original Team Chat: file is not a database`,
  );
});

test("each of the original's tables is needed, and a missing one is named", () => {
  for (const table of ["users", "conversations", "conversation_members", "messages"]) {
    original.connection.run(`alter table ${table} rename to away`);
    expect(refusal()).toEndWith(`: it has no table ${table}.`);
    original.connection.run(`alter table away rename to ${table}`);
  }
  expect(refusal()).toBe("it was opened");
});

test("a database of this Team Chat is refused; a table more is no sign of that", () => {
  original.connection.run("create table events (id text)");
  expect(refusal()).toBe("it was opened");
  original.connection.run("create table meta (id text)");
  expect(refusal()).toBe(`${file} is a database of this Team Chat already.`);
  original.connection.run("drop table events");
  expect(refusal()).toBe("it was opened");
});

test("a damaged database is refused, not imported in part", () => {
  const descriptor = openSync(file, "r+");
  // The number of unused pages (sqlite.org/fileformat2.html, section 1.3).
  writeSync(descriptor, Buffer.from([0, 0, 0, 99]), 0, 4, 36);
  closeSync(descriptor);
  expect(refusal()).toStartWith(`${file} is damaged, or its server is writing to it`);
});

test("it is read from a private copy, which is removed at the end", () => {
  const opened = openOriginal(file, workDir);
  expect(statSync(workDir).mode & 0o777).toBe(0o700);
  const [copy] = readdirSync(workDir);
  expect(readdirSync(join(workDir, copy!))).toEqual(["original.sqlite3"]);
  original.connection.run("delete from messages");
  original.connection.run("delete from users");
  const messages = opened.messagesOf(originalIds.group);
  expect(messages.length).toBeGreaterThan(0);
  expect(opened.messageCount()).toBe(messages.length);
  expect(opened.messagesOf("another")).toEqual([]);
  expect(opened.users().map(({ id }) => id)).toContain(originalIds.student);
  expect(opened.conversations().map(({ id }) => id)).toContain(originalIds.silent);
  expect(opened.members()).toContainEqual(
    expect.objectContaining({ conversation_id: originalIds.group, user_id: originalIds.student }),
  );
  opened.close();
  expect(readdirSync(workDir)).toEqual([]);
  if (listsOpenFiles) expect(timesOpen(workDir)).toBe(0);
});

test("the log and the journal that a killed server leaves are part of it", () => {
  const copy = join(folder, "copy");
  const rows = () => {
    const opened = openOriginal(copy, workDir);
    const { length } = opened.conversations();
    opened.close();
    return length;
  };
  const add = (id: string) =>
    original.connection.run("insert into conversations (id, name) values (?, ?)", [
      id,
      "x".repeat(2_000),
    ]);
  copyFileSync(file, copy);
  const before = rows();
  original.connection.run("pragma cache_size = 1");
  original.connection.run("begin");
  for (let count = 0; count < 50; count++) add(`undone ${count}`);
  for (const suffix of ["", "-journal"]) copyFileSync(file + suffix, copy + suffix);
  original.connection.run("rollback");
  // SQLite without the journal takes the half-written change for a damaged or longer file.
  expect(rows()).toBe(before);
  rmSync(`${copy}-journal`);
  original.connection.run("pragma journal_mode = wal");
  add("in the log");
  for (const suffix of ["", "-wal"]) copyFileSync(file + suffix, copy + suffix);
  const alone = new Connection(`file://${copy}?immutable=1`, 0x41);
  expect(alone.query("select count(*) as count from conversations").get()).toEqual({
    count: before,
  });
  alone.close();
  expect(rows()).toBe(before + 1);
});
