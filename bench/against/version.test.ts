import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitOf, needsSamePackages, NoVersion } from "./version.ts";

let folder: string;
let path: string | undefined;
const hasGit = Bun.which("git") !== null;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-version-test-"));
  path = process.env["PATH"];
});
afterAll(() => {
  process.env["PATH"] = path;
  rmSync(folder, { recursive: true, force: true });
});

test.if(hasGit)("a folder that is no checkout is refused", () => {
  expect(() => commitOf(folder, "main")).toThrow(NoVersion);
  expect(() => commitOf(folder, "main")).toThrow("is no checkout of git");
});

test.if(hasGit)("a version that git does not know is refused by its name", () => {
  expect(Bun.spawnSync(["git", "init", "-q", folder]).exitCode).toBe(0);
  expect(() => commitOf(folder, "no-such-version")).toThrow(
    'git knows no version "no-such-version"',
  );
  expect(() => commitOf(folder, "--version")).toThrow("git knows no version");
});

test("without git nothing is compared, and that is said", () => {
  process.env["PATH"] = folder;
  expect(() => commitOf(folder, "main")).toThrow("git was not found");
  process.env["PATH"] = path;
});

test("packages are taken over only where the lock file is the same", () => {
  const [one, other] = [mkdtempSync(join(folder, "one-")), mkdtempSync(join(folder, "other-"))];
  writeFileSync(join(one, "bun.lock"), "a lock");
  writeFileSync(join(other, "bun.lock"), "a lock");
  expect(needsSamePackages(one, other)).toBe(true);
  writeFileSync(join(other, "bun.lock"), "another lock");
  expect(needsSamePackages(one, other)).toBe(false);
});
