import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signIn } from "#core/identity/sign_in.ts";
import { createProgress } from "#cli/progress.ts";
import { runCli } from "#tests/support/cli.ts";
import { makeOriginal } from "#tests/support/original.ts";
import { testServices } from "#tests/support/services.ts";

let instanceDir: string;
beforeEach(() => {
  instanceDir = mkdtempSync(join(tmpdir(), "team-chat-"));
});
afterEach(() => rmSync(instanceDir, { recursive: true, force: true }));

const cli = (args: string[], given: { input?: string; env?: Record<string, string> } = {}) =>
  runCli(args, { instanceDir, ...given });

const database = () => join(instanceDir, "db.sqlite3");

describe("an invalid call exits with 2 and changes nothing", () => {
  const calls = [
    ["nonsense"],
    ["adopt"],
    ["backup"],
    ["create-admin", "prof@uni.example.edu"],
    ["create-admin", "prof@uni.example.edu", "Prof", "--password", "secret word"],
    ["demo", "--students", "many"],
    ["demo", "--messages", "-1"],
    ["check", "--fast"],
  ];
  for (const call of calls) {
    test(call.join(" "), async () => {
      const { code, err } = await cli(call);
      expect(err).not.toBe("");
      expect(code).toBe(2);
      expect(readdirSync(instanceDir)).toEqual([]);
    });
  }
});

describe("a refused command exits with 1 and says why in one line", () => {
  const refusals: [string[], string, Record<string, string>?][] = [
    [["check"], "There is no database"],
    [["adopt", "missing.sqlite3"], "There is no file"],
    [["create-admin", "prof@uni.example.edu", "Prof"], "--password-stdin"],
    [["set-password", "nobody@uni.example.edu"], "--password-stdin"],
    [["check"], "WEB_PORT=many", { WEB_PORT: "many" }],
    [["reset", "--yes"], "not allowed in production", { TEAM_CHAT_ENV: "production" }],
    [["demo"], "not allowed in production", { TEAM_CHAT_ENV: "production" }],
  ];
  for (const [call, message, env] of refusals) {
    test(`${call.join(" ")}: ${message}`, async () => {
      const { code, err } = await cli(call, { env });
      expect(err).toContain(message);
      expect(err.trim().split("\n")).toHaveLength(1);
      expect(code).toBe(1);
    });
  }
});

test("every command has --help", async () => {
  const { code, out } = await cli(["--help"]);
  expect(code).toBe(0);
  const names = [...out.matchAll(/^ {2}([a-z][a-z-]+)/gm)].map(([, name]) => name!);
  expect(names).toContain("adopt");
  expect(names.length).toBeGreaterThanOrEqual(12);
  const helps = await Promise.all(names.map((name) => cli([name, "--help"])));
  for (const help of helps) expect(help).toMatchObject({ code: 0, err: "" });
});

test("a database is created, filled, checked, backed up, reset and deleted", async () => {
  expect(await cli(["init-db"])).toMatchObject({ code: 0, err: "" });
  expect((await cli(["init-db"])).out).toContain("Up to date");
  const reset = await cli(["reset"]);
  expect(reset.code).toBe(0);
  expect(reset.out).toMatch(/admin@admin\.com +admin/);
  const size = ["--students", "10", "--groups", "4", "--messages", "500", "--seed", "3"];
  const demo = await cli(["demo", ...size]);
  expect(demo.out).toContain("Added 10 students, 4 groups and 500 messages.");
  expect(demo.err).toContain("100 %  500 of 500 messages");
  expect(await cli(["check"])).toMatchObject({ code: 0, err: "" });
  const copy = join(instanceDir, "copy.sqlite3");
  expect(await cli(["backup", copy])).toMatchObject({ code: 0, err: "" });
  expect(await cli(["backup", copy])).toMatchObject({ code: 1 });
  expect(await cli(["backup", copy, "--force"])).toMatchObject({ code: 0 });
  // It contains only demo data, so the command does not ask.
  expect(await cli(["reset"])).toMatchObject({ code: 0 });
  expect(await cli(["drop-db"])).toMatchObject({ code: 1 });
  expect(existsSync(database())).toBe(true);
  expect(await cli(["drop-db", "--yes"])).toMatchObject({ code: 0 });
  expect(existsSync(database())).toBe(false);
});

test("real data is not reset without a yes", async () => {
  const input = "a long secret\n";
  await cli(["create-admin", "prof@uni.example.edu", "Prof", "--password-stdin"], { input });
  const refused = await cli(["reset"]);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("more than the demo");
  expect((await cli(["audit"])).out).toContain("user.create");
  expect(await cli(["reset", "--yes"])).toMatchObject({ code: 0 });
  expect((await cli(["audit"])).out).toContain("No entries yet.");
});

test("passwords come from standard input, never from the arguments", async () => {
  const email = "prof@uni.example.edu";
  const create = ["create-admin", email, "Prof X", "--password-stdin"];
  expect(await cli(create, { input: "short\n" })).toMatchObject({ code: 1 });
  expect(await cli(create, { input: "a long secret\r\n" })).toMatchObject({ code: 0, err: "" });
  expect((await cli(create, { input: "a long secret\n" })).err).toContain("already");
  const set = ["set-password", email, "--password-stdin"];
  expect(await cli(set, { input: "another secret" })).toMatchObject({ code: 0, err: "" });
  const services = testServices({ instanceDir });
  const attempt = { email, address: "x" };
  await expect(signIn(services, { ...attempt, password: "a long secret" })).rejects.toThrow();
  expect(await signIn(services, { ...attempt, password: "another secret" })).toBeDefined();
  services.dispose();
});

test("the report of an adoption lists the kinds of rows", async () => {
  const file = join(instanceDir, "original.sqlite3");
  makeOriginal(file).connection.close();
  const first = await cli(["adopt", file]);
  expect(first).toMatchObject({ code: 0 });
  expect(first.out).toMatch(/^messages +3 +0 +0$/m);
  expect((await cli(["adopt", file])).out).toMatch(/^messages +0 +3 +0$/m);
  expect(await cli(["check"])).toMatchObject({ code: 0 });
});

test("a damaged database changes the exit code, and is not backed up", async () => {
  await cli(["reset"]);
  const services = testServices({ instanceDir });
  await services.db.transaction((tx) => tx.run`update conversations set last_seq = last_seq + 1`);
  services.dispose();
  const check = await cli(["check"]);
  expect(check.code).toBe(1);
  expect(check.err).toContain("is not dense");
  const copy = join(instanceDir, "copy.sqlite3");
  const backup = await cli(["backup", copy]);
  expect(backup.code).toBe(1);
  expect(backup.err).toContain("is not dense");
  expect(existsSync(copy)).toBe(false);
});

test("progress is a bar on a terminal, and otherwise a line for every tenth", () => {
  const shown = (isTTY: boolean) => {
    const written: string[] = [];
    const progress = createProgress("rows", { isTTY, write: (text) => written.push(text) });
    for (let done = 0; done <= 1_000; done += 1) progress(done, 1_000);
    return written;
  };
  expect(shown(false)).toHaveLength(11);
  expect(shown(false).at(-1)).toBe("100 %  1,000 of 1,000 rows\n");
  expect(shown(true)).toHaveLength(101);
  expect(shown(true).at(-1)).toBe(`\r${"█".repeat(25)} 100 %  1,000 of 1,000 rows\n`);
});
