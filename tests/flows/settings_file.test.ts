import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dir, "../..");
let copy: string;
let elsewhere: string;
beforeEach(() => {
  copy = realpathSync(mkdtempSync(join(tmpdir(), "team-chat-copy-")));
  elsewhere = join(copy, "elsewhere");
  copyFileSync(join(root, "run.sh"), join(copy, "run.sh"));
  for (const name of ["package.json", "bun.lock", "tsconfig.json", "src", "node_modules"]) {
    symlinkSync(join(root, name), join(copy, name));
  }
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

async function initDb(env: Record<string, string> = {}): Promise<void> {
  const { INSTANCE_DIR: _, ...inherited } = process.env;
  const child = Bun.spawn([join(copy, "run.sh"), "cli", "init-db"], {
    cwd: tmpdir(),
    env: { ...inherited, PATH: `${join(process.execPath, "..")}:${inherited["PATH"]}`, ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const said = await new Response(child.stderr).text();
  expect({ code: await child.exited, said }).toEqual({ code: 0, said: "" });
}

test("the folder that the environment names wins over the one in .env", async () => {
  writeFileSync(join(copy, ".env"), `INSTANCE_DIR=${elsewhere}\n`);
  await initDb({ INSTANCE_DIR: join(copy, "named") });
  expect(existsSync(join(copy, "named", "db.sqlite3"))).toBe(true);
  expect(existsSync(elsewhere)).toBe(false);
});

test("the folder that .env names holds the database", async () => {
  writeFileSync(join(copy, ".env"), `INSTANCE_DIR=${elsewhere}\n`);
  await initDb();
  expect(existsSync(join(elsewhere, "db.sqlite3"))).toBe(true);
});
