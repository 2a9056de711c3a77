import { Database as Connection } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listsOpenFiles, timesOpen } from "#tests/support/open_files.ts";
import { DatabaseError, LockTakenError } from "./adapter.ts";
import { type FileLockMode, type LockFile, takeFileLock } from "./file_lock.ts";

let folder: string;
let lock: LockFile & { note: string };
let others: Connection[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-lock-"));
  lock = { file: join(folder, "it.lock"), note: join(folder, "it.pid"), guarded: folder };
  others = [];
});
afterEach(() => {
  for (const connection of others) connection.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Takes the lock as another process would. */
function byAnother(...steps: string[]): Connection {
  const connection = new Connection(lock.file, { create: true });
  others.push(connection);
  for (const step of steps) connection.run(step);
  return connection;
}

const steps: Record<FileLockMode, string[]> = {
  shared: ["begin", "select 1 from sqlite_master"],
  single: ["begin immediate"],
  alone: ["begin exclusive"],
};

function refusal(mode: FileLockMode): LockTakenError {
  try {
    takeFileLock(lock, mode).release();
  } catch (error) {
    if (error instanceof LockTakenError) return error;
    throw error;
  }
  throw new Error("it was granted");
}

describe("while another process", () => {
  const rules: [held: FileLockMode, refused: FileLockMode[], granted: FileLockMode[]][] = [
    ["shared", ["alone"], ["shared", "single"]],
    ["single", ["alone"], ["shared"]],
    ["alone", ["shared", "single"], []],
  ];
  for (const [held, refused, granted] of rules) {
    test(`holds it (${held}), this one gets ${granted.join(" and ") || "none"}`, () => {
      const other = byAnother(...steps[held]);
      for (const mode of refused) {
        expect(refusal(mode).holders.sharedOnly).toBe(held === "shared");
      }
      for (const mode of granted) takeFileLock(lock, mode).release();
      other.run("rollback");
      for (const mode of refused) takeFileLock(lock, mode).release();
    });

    test(`asks for it, this one really holds it (${held}), and really releases it`, () => {
      const hold = takeFileLock(lock, held);
      for (const mode of refused) {
        expect(() => byAnother(...steps[mode])).toThrow("locked");
      }
      hold.release();
      for (const mode of refused) byAnother(...steps[mode]).run("rollback");
    });
  }
});

test("a process that has it alone may also share it, and keeps it when it no longer shares", () => {
  const alone = takeFileLock(lock, "alone");
  const shared = takeFileLock(lock, "shared");
  expect(shared.afterDeath).toBe(false);
  shared.release();
  expect(() => byAnother(...steps.shared)).toThrow("locked");
  alone.release();
  const again = takeFileLock(lock, "shared");
  expect(() => byAnother(...steps.alone)).toThrow("locked");
  again.release();
});

test("a lock on one file says nothing about another", () => {
  const elsewhere = { file: join(folder, "other.lock"), guarded: folder };
  const other = takeFileLock(elsewhere, "alone");
  byAnother(...steps.alone);
  expect(refusal("shared").holders.sharedOnly).toBe(false);
  other.release();
});

test("a text or a folder in its place is reported, not taken for a lock that is held", () => {
  writeFileSync(lock.file, "my thesis");
  mkdirSync(join(folder, "folder"));
  for (const file of [lock.file, join(folder, "folder")]) {
    for (const mode of ["shared", "single", "alone"] as const) {
      const take = () => takeFileLock({ ...lock, file }, mode);
      expect(take).toThrow(DatabaseError);
      expect(take).toThrow(`${file} cannot be locked (`);
    }
  }
  expect(readFileSync(lock.file, "utf8")).toBe("my thesis");
});

describe("the note", () => {
  test("names the holder while the lock is held, unless it is shared", () => {
    takeFileLock(lock, "shared");
    expect(readdirSync(folder)).toEqual(["it.lock"]);
    const hold = takeFileLock(lock, "single");
    expect(hold.afterDeath).toBe(false);
    expect(readFileSync(lock.note, "utf8")).toBe(`${process.pid}\n`);
    expect(statSync(lock.note).mode & 0o777).toBe(0o600);
    expect(refusal("single").holders.here).toBe(process.pid);
    hold.release();
    expect(readdirSync(folder)).toEqual(["it.lock"]);
    const next = takeFileLock({ ...lock, file: join(folder, "next.lock") }, "alone");
    expect(next.afterDeath).toBe(false);
    next.release();
  });

  test("of a holder that died is replaced, and says that it died", async () => {
    const dead = Bun.spawn([process.execPath, "--version"], { stdout: "ignore" });
    await dead.exited;
    writeFileSync(lock.note, `${dead.pid}\n`);
    const other = byAnother(...steps.single);
    expect(refusal("single").holders.here).toBeUndefined();
    other.run("rollback");
    const hold = takeFileLock(lock, "single");
    expect(hold.afterDeath).toBe(true);
    expect(refusal("single").holders.here).toBe(process.pid);
    hold.release();
  });

  test("names nobody if it holds no process number", () => {
    byAnother(...steps.single);
    for (const text of ["0", "-1"]) {
      writeFileSync(lock.note, text);
      const { holders, message } = refusal("single");
      expect(holders.here).toBeUndefined();
      expect(message).toBe(`${lock.file} is locked`);
    }
  });

  test("is deleted by its own process only", () => {
    const hold = takeFileLock(lock, "single");
    writeFileSync(lock.note, "1");
    hold.release();
    expect(readFileSync(lock.note, "utf8")).toBe("1");
  });

  test("that cannot be replaced is deleted: it must not name another process", () => {
    symlinkSync("no/such/file", `${lock.note}.${process.pid}`);
    writeFileSync(lock.note, "1");
    const hold = takeFileLock(lock, "single");
    expect(hold.afterDeath).toBe(true);
    hold.release();
    expect(readdirSync(folder)).toEqual(["it.lock"]);
  });

  test("that cannot be written at all prevents no lock", () => {
    const missing = { ...lock, note: join(folder, "missing/it.pid") };
    takeFileLock(missing, "single").release();
    mkdirSync(lock.note);
    takeFileLock(lock, "single").release();
    expect(readdirSync(folder).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "it.lock",
      "it.pid",
    ]);
  });

  test("is not needed: a lock without one names no holder and writes nothing else", () => {
    const { file, guarded } = lock;
    const hold = takeFileLock({ file, guarded }, "single");
    expect(hold.afterDeath).toBe(false);
    expect(() => takeFileLock({ file, guarded }, "single")).toThrow(
      expect.objectContaining({
        holders: { here: undefined, sharedOnly: false, machines: [] },
      }),
    );
    hold.release();
    expect(readdirSync(folder)).toEqual(["it.lock"]);
  });
});

test.skipIf(!listsOpenFiles)("a lock that was refused or released leaves no file open", () => {
  for (const mode of ["shared", "single", "alone"] as const) takeFileLock(lock, mode).release();
  expect(timesOpen(lock.file)).toBe(0);
  const other = byAnother(...steps.single);
  expect(refusal("alone").holders.sharedOnly).toBe(false);
  other.close();
  expect(timesOpen(lock.file)).toBe(0);
  const sharing = byAnother(...steps.shared);
  expect(refusal("alone").holders.sharedOnly).toBe(true);
  sharing.close();
  expect(timesOpen(lock.file)).toBe(0);
});

describe.skipIf(process.getuid?.() !== 0)("a lock file that root creates", () => {
  test("belongs to the owner of what it guards, or of the folder for that", () => {
    const guarded = join(folder, "guarded");
    const own = (file: string) => join(folder, file);
    chownSync(folder, 65533, 65533);
    takeFileLock({ file: own("a"), guarded }, "shared").release();
    writeFileSync(guarded, "");
    chownSync(guarded, 65534, 65534);
    takeFileLock({ file: own("b"), guarded }, "shared").release();
    expect(statSync(own("a"))).toMatchObject({ uid: 65533, gid: 65533 });
    expect(statSync(own("b"))).toMatchObject({ uid: 65534, gid: 65534 });
  });

  test("an existing one keeps its owner", () => {
    writeFileSync(lock.file, "");
    chownSync(lock.file, 65534, 65534);
    takeFileLock(lock, "shared").release();
    expect(statSync(lock.file).uid).toBe(65534);
    expect(existsSync(lock.file)).toBe(true);
  });
});
