/** Where a backup must never be written, whatever the options. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathFromCaller, readConfig } from "#kit/config.ts";
import { backUpDatabase, BackupError } from "#core/instance/backup.ts";
import { mayMount, mountDisk } from "#tests/support/disks.ts";
import { testMs } from "#tests/support/patience.ts";
import { runCommand, startSystem, type System } from "#tests/support/system.ts";

setDefaultTimeout(testMs);

let system: System;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-target-"));
  system = await startSystem({ instanceDir: join(folder, "instance") });
});
afterAll(async () => {
  await system.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const ownNames = [
  "db.sqlite3",
  "db.sqlite3-wal",
  "db.sqlite3-shm",
  "db.sqlite3-journal",
  "db.sqlite3-lock",
  "db.sqlite3-pid",
  "secrets.json",
  "running.lock",
  "running.pid",
  "bus.sock",
];

/** What the command would print. */
async function refusal(target: string, force: boolean): Promise<string> {
  const attempt = backUpDatabase(readConfig(system.env), pathFromCaller(target), { force });
  return attempt.then(
    () => "It was made.",
    (error: unknown) => {
      if (error instanceof BackupError) return error.message;
      throw error;
    },
  );
}

/** The kind of a file, and its identity. */
function identity(path: string): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.mode} ${stats.dev}:${stats.ino}` : "nothing";
}

/** The attempts, one of them by the command, must replace and create nothing. */
async function expectRefused(target: string, says: string): Promise<void> {
  const before = [identity(target), readdirSync(folder), readdirSync(system.instanceDir)];
  const { exitCode, text } = await runCommand(["backup", target, "--force"], system.env);
  expect({ exitCode, lines: text.split("\n").length }).toEqual({ exitCode: 1, lines: 1 });
  for (const said of [text, await refusal(target, false)]) expect(said).toContain(says);
  const after = [identity(target), readdirSync(folder), readdirSync(system.instanceDir)];
  expect(after).toEqual(before);
}

describe("a backup never replaces one of Team Chat's own files:", () => {
  for (const name of ownNames) {
    test(`${name}, however its path is written`, async () => {
      const own = join(system.instanceDir, name);
      // A journal exists only during writes without a log.
      expect(existsSync(own)).toBe(name !== "db.sqlite3-journal");
      const link = join(folder, "folder");
      symlinkSync(system.instanceDir, link);
      const before = [identity(own), readdirSync(folder), readdirSync(system.instanceDir)];
      const spellings = [
        `${system.instanceDir}/../instance/./${name}`,
        relative(process.cwd(), own),
        join(link, name),
      ];
      for (const spelling of spellings) {
        for (const force of [true, false]) {
          expect(await refusal(spelling, force)).toContain("a file of Team Chat itself");
        }
      }
      const after = [identity(own), readdirSync(folder), readdirSync(system.instanceDir)];
      expect(after).toEqual(before);
      rmSync(link);
      await expectRefused(own, "a file of Team Chat itself");
    });

    test(`${name}, by another name of the same file`, async () => {
      const own = join(system.instanceDir, name);
      const hard = join(folder, "hard");
      const soft = join(folder, "soft");
      symlinkSync(own, soft);
      await expectRefused(soft, existsSync(own) ? "a file of Team Chat itself" : "not a regular");
      rmSync(soft);
      if (!existsSync(own) || name === "db.sqlite3") return;
      linkSync(own, hard);
      await expectRefused(hard, "a file of Team Chat itself");
      rmSync(hard);
    });
  }
});

describe("a backup replaces only a regular file, not", () => {
  const others: [title: string, make: (target: string) => unknown][] = [
    ["a folder", (target) => mkdirSync(target)],
    ["a link to a file", (target) => symlinkSync("/etc/hostname", target)],
    ["a link that leads nowhere", (target) => symlinkSync("nowhere", target)],
    ["a named pipe", (target) => Bun.spawnSync(["mkfifo", target])],
  ];
  for (const [title, make] of others) {
    test(title, async () => {
      const target = join(folder, "other");
      make(target);
      expect(identity(target)).not.toBe("nothing");
      await expectRefused(target, "is not a regular file");
      rmSync(target, { recursive: true });
    });
  }

  test("a device", async () => {
    await expectRefused("/dev/null", "is not a regular file");
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});

test("a folder without write permission is named in the error", async () => {
  await expectRefused("/proc/team-chat.sqlite3", "/proc cannot be written to");
});

test.skipIf(!mayMount)("a folder without free space is named in the error", async () => {
  const small = join(folder, "small");
  mkdirSync(small);
  const { unmount } = mountDisk(small, "size=64k");
  try {
    await expectRefused(join(small, "copy.sqlite3"), `there is no space left at ${small}`);
    expect(readdirSync(small)).toEqual([]);
  } finally {
    unmount();
    rmSync(small, { recursive: true });
  }
});

test("a backup is never written beside the log of another database", async () => {
  const target = join(folder, "other.sqlite3");
  for (const suffix of ["-wal", "-shm", "-journal"]) {
    writeFileSync(target + suffix, "of a database in use");
    await expectRefused(target, `${target}${suffix} is beside it`);
    rmSync(target + suffix);
  }
});

test("a backup spares files named like an unfinished one, and two at once are both complete", async () => {
  const target = join(folder, "nightly.sqlite3");
  writeFileSync(`${target}.part`, "precious");
  const [one, two] = await Promise.all([
    runCommand(["backup", target, "--force"], system.env),
    runCommand(["backup", target, "--force"], system.env),
  ]);
  expect([one?.exitCode, two?.exitCode]).toEqual([0, 0]);
  expect(await Bun.file(`${target}.part`).text()).toBe("precious");
  const names = readdirSync(folder).filter((name) => name.includes("backup"));
  expect(names).toEqual([]);
  const restored = { ...system.env, INSTANCE_DIR: folder, DATABASE_URL: `sqlite:${target}` };
  expect(await runCommand(["check"], restored)).toMatchObject({ exitCode: 0 });
});
