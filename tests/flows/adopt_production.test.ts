/** No way leads the demo's public passwords into production. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { Database } from "bun:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "#tests/support/cli.ts";
import { makeOriginal, originalHash } from "#tests/support/original.ts";
import { freePorts } from "#tests/support/ports.ts";
import { runCommand, startSystem, type System } from "#tests/support/system.ts";

const production = { TEAM_CHAT_ENV: "production" };
const ownPassword = "chosen long ago";

let folder: string;
let instanceDir: string;
let original: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-"));
  instanceDir = join(folder, "instance");
  original = join(folder, "original.sqlite3");
  const { connection } = makeOriginal(original);
  const users: [string, string, string, string, string][] = [
    ["u1", "admin@admin.com", "admin", "admin", "admin"],
    ["u2", "test@test.com", "test", "test", "user"],
    ["u3", "Prof@uni.example.edu", "prof", "admin", "admin"],
    ["u4", "stu@uni.example.edu", "stu", ownPassword, "user"],
  ];
  connection.run("delete from users");
  for (const [id, email, username, password, role] of users) {
    connection
      .query("insert into users (id, email, username, password, role) values (?, ?, ?, ?, ?)")
      .run(id, email, username, originalHash(password), role);
  }
  connection.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cli = (args: string[], env: Record<string, string> = {}, input?: string) =>
  runCli(args, { instanceDir, env, input });

async function signIn({ webUrl }: System, email: string, password: string): Promise<number> {
  const answer = await fetch(`${webUrl}/auth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  return answer.status;
}

/** How many accounts the source's hash of `password` could sign in to. */
function withHashOf(database: Database, password: string): number {
  const row = database
    .query<{ count: number }, [string]>(
      "select count(*) as count from identities where secret_hash = ?",
    )
    .get(originalHash(password));
  return row?.count ?? 0;
}

describe("adopting while production runs", () => {
  test("never lets anyone sign in with a known password, and says what to do", async () => {
    const system = await startSystem({ instanceDir, env: production });
    const database = new Database(join(instanceDir, "db.sqlite3"), { readonly: true });
    const adopting = cli(["adopt", original], production);
    const looks: number[] = [];
    const pause = () => new Promise<undefined>((resolve) => setImmediate(resolve));
    for (;;) {
      looks.push(withHashOf(database, "admin") + withHashOf(database, "test"));
      if (await Promise.race([adopting, pause()])) break;
    }
    const { code, out } = await adopting;
    expect(code).toBe(0);
    expect(looks.length).toBeGreaterThan(10);
    expect(Math.max(...looks)).toBe(0);
    expect(withHashOf(database, ownPassword)).toBe(1);
    database.close();
    expect(out).toContain(
      "Nobody can sign in to them until you set a new one for each: run.sh cli set-password <address or username>. (admin@admin.com, test@test.com, prof@uni.example.edu)",
    );
    for (const [email, password] of [
      ["admin@admin.com", "admin"],
      ["test@test.com", "test"],
      ["prof@uni.example.edu", "admin"],
    ] as const) {
      expect([email, await signIn(system, email, password)]).toEqual([email, 401]);
    }
    expect(await signIn(system, "stu@uni.example.edu", ownPassword)).toBe(200);

    const args = ["set-password", "prof@uni.example.edu", "--password-stdin"];
    expect(await cli(args, production, "something better\n")).toMatchObject({ code: 0 });
    expect(await signIn(system, "prof@uni.example.edu", "something better")).toBe(200);
    await system.stop();
    const again = await startSystem({ instanceDir, env: production });
    expect(await signIn(again, "prof@uni.example.edu", "something better")).toBe(200);
    await again.dispose();
  });
});

describe("a command with development's settings on production's database", () => {
  beforeEach(async () => {
    const system = await startSystem({ instanceDir, env: production });
    await system.dispose();
  });

  test("still adopts without the known passwords", async () => {
    const { out } = await cli(["adopt", original]);
    expect(out).toContain("run.sh cli set-password <address or username>");
    const database = new Database(join(instanceDir, "db.sqlite3"), { readonly: true });
    expect(withHashOf(database, "admin")).toBe(0);
    expect(withHashOf(database, ownPassword)).toBe(1);
    database.close();
  });

  test("neither adds the demo's course nor replaces everything with the demo", async () => {
    for (const args of [["demo", "--students", "3"], ["reset"], ["reset", "--yes"]]) {
      const { code, err } = await cli(args);
      expect([args, code]).toEqual([args, 1]);
      expect(err).toContain("A production start has used this database");
    }
  });
});

describe("a development database", () => {
  test("keeps the adopted passwords, and production refuses it until they are changed", async () => {
    expect(await cli(["adopt", original])).toMatchObject({ code: 0 });
    const database = new Database(join(instanceDir, "db.sqlite3"), { readonly: true });
    expect(withHashOf(database, "admin")).toBe(2);
    database.close();
    const { exitCode, text } = await runCommand(["start"], { ...portsOf(), ...production });
    expect(exitCode).toBe(1);
    for (const email of ["admin@admin.com", "test@test.com", "prof@uni.example.edu"]) {
      expect(text).toContain(email);
    }
    expect(text).not.toContain("stu@uni.example.edu");
  });

  test("is also refused if production is given its path or a backup of it", async () => {
    await cli(["demo", "--students", "2", "--groups", "1", "--messages", "0"]);
    const copy = join(folder, "copy.sqlite3");
    expect(await cli(["backup", copy])).toMatchObject({ code: 0 });
    for (const file of [join(instanceDir, "db.sqlite3"), copy]) {
      const elsewhere = {
        ...portsOf(),
        ...production,
        INSTANCE_DIR: join(folder, "production"),
        DATABASE_URL: `sqlite:${file}`,
      };
      const { exitCode, text } = await runCommand(["start"], elsewhere);
      expect(exitCode).toBe(1);
      expect(text).toContain("8 accounts have passwords of the demo");
    }
    expect((await cli(["adopt", original], production)).err).toContain(
      "8 accounts have passwords of the demo",
    );
  });

  test("the settings refuse the demo's course in production", async () => {
    for (const command of ["demo", "reset"]) {
      expect((await cli([command], production)).err).toContain("not allowed in production");
    }
  });
});

function portsOf(): Record<string, string> {
  const [web, realtime] = freePorts(2);
  return { INSTANCE_DIR: instanceDir, WEB_PORT: String(web), REALTIME_PORT: String(realtime) };
}
