/** Databases of every earlier version are upgraded with all of their data. */
import { Database as Connection } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseError } from "#storage/adapter.ts";
import { MigrationError } from "#storage/migration_steps.ts";
import { assertVersion, migrate } from "#storage/sqlite/migrate.ts";
import { listsOpenFiles, timesOpen } from "#tests/support/open_files.ts";

const first = "0001_spine";
const text = readFileSync(
  join(import.meta.dir, `../../src/storage/migrations/${first}.sqlite.sql`),
  "utf8",
);
const checksum = new Bun.CryptoHasher("sha256").update(text).digest("hex");

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-"));
  file = join(folder, "db.sqlite3");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The file as the first version left it, with the rows that `fill` adds. */
function firstVersion(fill: (connection: Connection) => void = () => {}, sum = checksum): void {
  const connection = new Connection(file, { create: true });
  connection.run(text);
  connection.run("create table migrations (name text primary key, checksum text not null) strict");
  connection.query("insert into migrations (name, checksum) values (?, ?)").run(first, sum);
  fill(connection);
  connection.close();
}

test("a database of a newer program is refused, and stays unchanged", () => {
  migrate(file, "epoch");
  const newer = new Connection(file);
  newer.run("insert into migrations (name, checksum) values ('9999_from_the_future', 'x')");
  newer.close();
  expect(() => migrate(file, "epoch")).toThrow(MigrationError);
});

test("a database with other steps is refused", () => {
  firstVersion(() => {}, "another");
  expect(() => migrate(file, "epoch")).toThrow("not the one that was applied to this database");
});

test("a version of SQLite that can damage a database is refused", () => {
  for (const version of ["3.44.6", "3.51.2"]) {
    expect(() => assertVersion(version)).toThrow(MigrationError);
  }
  for (const version of ["3.51.3", "3.52.0", "4.0.0"]) assertVersion(version);
});

test("a database that must exist is not created", () => {
  expect(() => migrate(file, "epoch", { mustExist: true })).toThrow("unable to open");
  expect(readdirSync(folder)).toEqual([]);
});

test("a step is applied once", () => {
  expect(migrate(file, "epoch")).toContain(first);
  expect(migrate(file, "epoch")).toEqual([]);
  expect(migrate(file, "epoch", { mustExist: true })).toEqual([]);
});

test("if one step fails, none of them is applied", () => {
  firstVersion((connection) => connection.run("alter table messages add removed_as text"));
  expect(() => migrate(file, "epoch")).toThrow(DatabaseError);
  const connection = new Connection(file);
  expect(connection.query("select name from migrations").values()).toEqual([[first]]);
  expect(connection.query("select key from meta").values()).toEqual([]);
  connection.close();
});

test("a new database is ready for several connections at once: none has to turn on its log", () => {
  migrate(file, "epoch");
  const connection = new Connection(file, { readonly: true });
  expect(connection.query("pragma journal_mode").get()).toEqual({ journal_mode: "wal" });
  connection.close();
});

test.skipIf(!listsOpenFiles)("an upgrade leaves one closed file, even if it is refused", () => {
  migrate(file, "epoch");
  expect({ names: readdirSync(folder), open: timesOpen(file) }).toEqual({
    names: ["db.sqlite3"],
    open: 0,
  });
  const newer = new Connection(file);
  newer.run("insert into migrations (name, checksum) values ('9999_from_the_future', 'x')");
  newer.close();
  expect(() => migrate(file, "epoch")).toThrow(MigrationError);
  expect(timesOpen(file)).toBe(0);
});

test("the first version's messages and log are still there afterwards, each once", () => {
  firstVersion((connection) => {
    connection.run(`insert into users (id, email, username, role, name, created_at, updated_at)
      values ('u', 'e', 'u', 'user', 'U', '', '')`);
    connection.run(`insert into conversations (id, owner_id, name, description, created_at, updated_at,
      position, last_seq, message_count) values ('c', 'u', 'C', '', '', '', 1, 2, 1)`);
    connection.run(`insert into events (conversation_id, seq, kind, data, created_at)
      values ('c', 1, 'MemberAdded', '{}', '')`);
    connection.run(`insert into messages (id, sender_id, conversation_id, content, sent_from_client,
      sent_from_server, seq, number, client_id) values ('m', 'u', 'c', 'Hi', '', '', 2, 1, 'mine')`);
    connection.run(`insert into events (conversation_id, seq, kind, message_id, created_at)
      values ('c', 2, 'ChatMessage', 'm', '')`);
  });
  const applied = [
    "0002_small_indexes",
    "0003_folded_keys",
    "0004_removed_as",
    "0005_jobs",
    "0006_attempts",
    "0007_erasures",
    "0008_person_facts",
    "0009_favourites",
    "0010_own_settings",
    "0011_identities",
    "0012_courses",
    "0013_roster",
    "0014_created_in",
    "0015_course_acts",
    "0016_archived_groups",
    "0017_mails",
    "0018_staff_ends",
    "0019_merges",
    "0020_invites",
    "0021_bin",
    "0022_opened_groups",
    "0023_group_archive",
    "0024_group_sets",
    "0025_bulk_kinds",
    "0026_message_days",
    "0027_group_plans",
    "0028_audience",
    "0029_ask",
    "0030_rounds",
    "0031_modes",
    "0032_cases",
    "0033_mutes",
    "0034_looks",
    "0035_chain",
    "0036_versions",
    "0037_redacted",
    "0038_chapters",
    "0039_word_rules",
    "0040_left_groups",
    "0041_held",
  ];
  expect(migrate(file, "epoch")).toEqual(applied);
  const connection = new Connection(file);
  const count = (table: string) => connection.query(`select count(*) as n from ${table}`).get();
  expect([count("messages"), count("events")]).toEqual([{ n: 1 }, { n: 2 }]);
  const again = `insert into messages (id, sender_id, conversation_id, content, sent_from_client,
    sent_from_server, seq, number, client_id) values ('n', 'u', 'c', 'Hi', '', '', 3, 2, 'mine')`;
  expect(() => connection.run(again)).toThrow("UNIQUE");
  const twice = `insert into events (conversation_id, seq, kind, created_at)
    values ('c', 1, 'MemberRemoved', '')`;
  expect(() => connection.run(twice)).toThrow("UNIQUE");
  connection.close();
});

test("messages removed earlier now state who removed them", () => {
  firstVersion((connection) => {
    connection.run(`insert into users (id, email, username, role, name, created_at, updated_at) values
      ('mira', 'e', 'u', 'user', 'U', '', ''), ('prof', 'f', 'v', 'admin', 'V', '', '')`);
    connection.run(`insert into conversations (id, owner_id, name, description, created_at, updated_at,
      position, last_seq, message_count) values ('c', 'prof', 'C', '', '', '', 1, 5, 5)`);
    const insert =
      connection.prepare(`insert into messages (id, sender_id, conversation_id, content,
      sent_from_client, sent_from_server, seq, number, removed_at, removed_by, removed_content)
      values (?1, 'mira', 'c', '', '', '', ?2, ?2, ?3, ?4, ?5)`);
    insert.run("there", 1, null, null, null);
    insert.run("taken back", 2, "then", "mira", null);
    insert.run("own, too late", 3, "then", "mira", "kept");
    insert.run("moderated", 4, "then", "another", "kept");
    insert.run("by staff", 5, "then", "prof", "kept");
  });
  migrate(file, "epoch");
  const connection = new Connection(file);
  const rows = connection.query("select removed_as from messages order by seq").values();
  connection.close();
  expect(rows.flat()).toEqual([null, "author", "moderator", "moderator", "staff"]);
});

test("what people had written and when they were last here is known afterwards", () => {
  firstVersion((connection) => {
    connection.run(`insert into users (id, email, username, role, name, created_at, updated_at) values
      ('mira', 'e', 'u', 'user', 'U', '', ''), ('prof', 'f', 'v', 'admin', 'V', '', '')`);
    connection.run(`insert into sessions values ('s', 't', 'mira', '', '', '2026-03', '2027'),
      ('r', 'q', 'mira', '', '', '2026-05', '2027')`);
    connection.run(`insert into conversations (id, owner_id, name, description, created_at, updated_at,
      position, last_seq, message_count) values ('c', 'prof', 'C', '', '', '', 1, 3, 3)`);
    connection.run(`insert into conversation_members (conversation_id, user_id, role, joined_at)
      values ('c', 'mira', 'member', ''), ('c', 'prof', 'owner', '')`);
    connection.run(`insert into messages (id, sender_id, conversation_id, content, sent_from_client,
      sent_from_server, seq, number) values ('m', 'mira', 'c', '', '', '2026-01', 1, 1),
      ('n', 'mira', 'c', '', '', '2026-02', 2, 2)`);
  });
  migrate(file, "epoch");
  const connection = new Connection(file);
  const members = connection
    .query("select user_id, written, last_written_at from conversation_members order by user_id")
    .values();
  const seen = connection.query("select id, last_seen_at from users order by id").values();
  connection.close();
  expect(members).toEqual([
    ["mira", 2, "2026-02"],
    ["prof", 0, null],
  ]);
  expect(seen).toEqual([
    ["mira", "2026-05"],
    ["prof", null],
  ]);
});

/** Accounts as an earlier version stored them. */
function earlierPeople(connection: Connection): void {
  const people = [
    ["u1", "jörg@uni.example", "MÜLLER Jörg"],
    ["u2", "zoe@uni.example", "Zoe Zander"],
    ["u3", "ADOPTED@Uni.Example", "\u202eOdd\u3164"],
  ];
  const insert =
    connection.prepare(`insert into users (id, email, username, role, name, created_at, updated_at)
    values (?1, ?2, ?1, 'user', ?3, '', '')`);
  for (const [id = "", email = "", name = ""] of people) insert.run(id, email, name);
}

function storedKeys(): unknown[] {
  const connection = new Connection(file);
  const rows = connection
    .query("select name_key, search_key, email_key from users order by id")
    .all();
  connection.close();
  return rows;
}

test("people of an earlier version are found by their folded names and addresses", () => {
  firstVersion(earlierPeople);
  migrate(file, "epoch");
  expect(storedKeys()).toEqual([
    {
      name_key: "muller jorg",
      search_key: "muller jorg\nmueller joerg\njorg@uni.example\njoerg@uni.example\nu1",
      email_key: "jörg@uni.example",
    },
    {
      name_key: "zoe zander",
      search_key: "zoe zander\nzoe@uni.example\nu2",
      email_key: "zoe@uni.example",
    },
    {
      name_key: "odd",
      search_key: "odd\nadopted@uni.example\nu3",
      email_key: "adopted@uni.example",
    },
  ]);
});

test("keys of another rule are computed again, and others are left alone", () => {
  firstVersion(earlierPeople);
  migrate(file, "epoch");
  const fresh = storedKeys();
  const spoil = (sql: string) => {
    const connection = new Connection(file);
    connection.run(sql);
    connection.close();
    migrate(file, "epoch");
    return storedKeys();
  };
  expect(spoil("update users set name_key = 'old'")).not.toEqual(fresh);
  expect(spoil("update meta set value = 'an earlier rule' where key = 'person_keys'")).toEqual(
    fresh,
  );
});

test("passwords become identities, and placeholders of accounts without an address go", () => {
  firstVersion((connection) => {
    connection.run(`insert into users (id, email, username, password, role, name, created_at, updated_at,
      deleted_at) values
      ('ada', 'ada@uni.example', 'ada', 'hash', 'user', 'Ada', '2026-02', '', null),
      ('guest', 'guest@uni.example', 'guest', null, 'guest', 'Guest', '2026-02', '', null),
      ('adopted', 'no-address-7@adopted.invalid', 'adopted', 'old', 'user', 'A', '2026-02', '', null),
      ('former', 'expired-8@expired.invalid', 'former', null, 'guest', 'F', '2026-02', '', null),
      ('gone', 'deleted-9@deleted.invalid', 'gone', null, 'user', '', '2026-02', '', '2026-03')`);
    connection.run(`insert into sessions values ('s', 't', 'ada', '', '', '2026-05', '2027')`);
  });
  migrate(file, "epoch");
  const connection = new Connection(file);
  const people = connection
    .query("select id, email, email_key from users order by id")
    .values()
    .map((row) => row.join(" "));
  const identities = connection.query(
    "select user_id, kind, issuer, subject, secret_hash, created_at, used_at from identities order by 1",
  );
  expect(people).toEqual([
    "ada ada@uni.example ada@uni.example",
    "adopted  ",
    "former  ",
    "gone  ",
    "guest guest@uni.example guest@uni.example",
  ]);
  expect(identities.values()).toEqual([
    ["ada", "password", "", "", "hash", "2026-02", null],
    ["adopted", "password", "", "", "old", "2026-02", null],
  ]);
  expect(connection.query("select id from sessions").values()).toEqual([["s"]]);
  expect(connection.query("pragma foreign_key_check").values()).toEqual([]);
  connection.close();
});

test("of adopted addresses that look the same, the oldest account's is the one that is found", () => {
  firstVersion((connection) => {
    connection.run(`insert into users (id, email, username, role, name, created_at, updated_at) values
      ('younger', 'ada@uni.example', 'younger', 'user', 'Ada', '2026-02', ''),
      ('older', '\uff41da@uni.example', 'older', 'user', 'Ada', '2026-01', '')`);
  });
  migrate(file, "epoch");
  const keys = () => {
    const connection = new Connection(file);
    const rows = connection.query("select id, email_key from users order by id").values();
    connection.run("update meta set value = 'another rule' where key = 'person_keys'");
    connection.close();
    return rows;
  };
  const expected = [
    ["older", "ada@uni.example"],
    ["younger", null],
  ];
  expect(keys()).toEqual(expected);
  migrate(file, "epoch");
  expect(keys()).toEqual(expected);
});

test("messages are counted by the days on which someone wrote", () => {
  firstVersion((connection) => {
    connection.run(`insert into users (id, email, username, role, name, created_at, updated_at) values
      ('ada', 'ada@uni.example', 'ada', 'user', 'Ada', '2026-02', '')`);
    connection.run(`insert into conversations (id, owner_id, name, description, created_at, updated_at, position)
      values ('c1', 'ada', 'One', '', '', '', 1)`);
    const days = ["2026-03-01", "2026-03-01", "2026-03-04", "2026-03-04", "2026-03-05"];
    for (const [index, day] of days.entries()) {
      connection.run(`insert into messages (id, sender_id, conversation_id, content, sent_from_client,
        sent_from_server, seq, number)
        values ('m${index}', 'ada', 'c1', '', '', '${day}T10:00:00.000Z', ${2 * index + 1}, ${index + 1})`);
    }
  });
  migrate(file, "epoch");
  const connection = new Connection(file);
  expect(connection.query("select * from message_days order by day").values()).toEqual([
    ["c1", "2026-03-01", 0],
    ["c1", "2026-03-04", 2],
    ["c1", "2026-03-05", 4],
  ]);
  connection.close();
});
