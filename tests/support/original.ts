/** A database as the original system creates it: its tables, its loose types, Werkzeug's hashes. */
import { Database } from "bun:sqlite";
import { scryptSync } from "node:crypto";

type Value = string | number | null;

export const originalIds = {
  admin: "a0000000-0000-0000-0000-000000000001",
  student: "b0000000-0000-0000-0000-000000000001",
  group: "c0000000-0000-0000-0000-00000000g001",
  silent: "c0000000-0000-0000-0000-00000000g002",
} as const;

/**
 * Passwords of the sample: `letmein-please` for admin@admin.com, `correct horse` for the student.
 */
const hashes = {
  admin:
    "scrypt:32768:8:1$s51ZWm7Tv95gVdqH$ce108c949f41057e3e95549d971ecfff695fd5f2c11da8b738812978e46b4a82d738bdc1dccf8f0573fca7dc551100afe01ba79590136d89631bff4d3d61a65b",
  student:
    "pbkdf2:sha256:260000$k3Y8sDfG$a1d1973bcd73639c93d13323f026e2e4a5f756e64dd7fbcdde2b15eb046cce6a",
};

const schema = `
  create table users (id varchar(36) primary key, email varchar(120), username varchar(80),
    password varchar(255), role varchar(20), name varchar(120), created_at datetime, updated_at datetime);
  create table conversations (id varchar(36) primary key, owner_id varchar(36) references users(id),
    name varchar(120), description text, created_at datetime, updated_at datetime);
  create table conversation_members (conversation_id varchar(36), user_id varchar(36),
    role varchar(20), joined_at datetime, primary key (conversation_id, user_id));
  create table messages (id varchar(36) primary key, sender_id varchar(36),
    conversation_id varchar(36), content text, sent_from_client datetime, sent_from_server datetime);`;

/** Writes a sample to `file` and leaves it open for more rows. */
export function makeOriginal(file: string): OriginalDatabase {
  const original = new OriginalDatabase(new Database(file, { create: true, strict: true }));
  original.connection.run("pragma synchronous = off");
  original.connection.run(schema);
  const { admin, student, group, silent } = originalIds;
  const time = "2025-10-01 08:00:00.123456";
  original.user([
    admin,
    "admin@admin.com",
    "admin",
    hashes.admin,
    "admin",
    "Prof. Old",
    time,
    time,
  ]);
  original.user([student, "Stu@Uni.example.edu", "stu", hashes.student, "user", null, time, null]);
  original.conversation([
    group,
    admin,
    "Team 1",
    "The first",
    1_759_305_600,
    "2025-10-01T08:00:00Z",
  ]);
  original.conversation([silent, admin, "Quiet", null, "2025-10-02 08:00:00", null]);
  original.member([group, admin, "owner", time]);
  original.member([group, student, "Member", time]);
  original.member([silent, student, null, null]);
  const at = (minute: number) => `2025-10-01 09:${String(minute).padStart(2, "0")}:00`;
  original.message(["m3", student, group, "third", at(3), at(3)]);
  original.message(["m1", admin, group, "first", at(1), at(1)]);
  original.message(["m2", student, group, "second", null, 1_759_309_320_000]);
  return original;
}

/** In Werkzeug's format, with fewer rounds than it would use. */
export function originalHash(password: string): string {
  const salt = `salt${password.length}`;
  const digest = scryptSync(password, salt, 64, { N: 1_024, r: 8, p: 1 }).toString("hex");
  return `scrypt:1024:8:1$${salt}$${digest}`;
}

export class OriginalDatabase {
  constructor(readonly connection: Database) {}

  user(row: Value[]): void {
    this.connection.query("insert into users values (?, ?, ?, ?, ?, ?, ?, ?)").run(...row);
  }

  conversation(row: Value[]): void {
    this.connection.query("insert into conversations values (?, ?, ?, ?, ?, ?)").run(...row);
  }

  member(row: Value[]): void {
    this.connection.query("insert into conversation_members values (?, ?, ?, ?)").run(...row);
  }

  message(row: Value[]): void {
    this.connection.query("insert into messages values (?, ?, ?, ?, ?, ?)").run(...row);
  }
}
