import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secretsInFolder } from "./secrets.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("an empty or truncated file is refused with advice", () => {
  for (const text of ["", '{ "jwtKey": "abc', "{}", "[]", '{ "jwtKey": "short" }']) {
    writeFileSync(join(folder, "secrets.json"), text);
    expect(() => secretsInFolder(folder)).toThrow(
      "is damaged. Restore it from a backup, or delete it",
    );
  }
});

test("an instance gets its own secrets, which stay the same, readable by its owner only", () => {
  const made = secretsInFolder(folder);
  expect(secretsInFolder(folder)).toEqual(made);
  expect(secretsInFolder(join(folder, "another"))).not.toEqual(made);
  expect(readdirSync(folder).toSorted()).toEqual(["another", "secrets.json"]);
  expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
});

test("servers that start at the same moment have the same secrets", async () => {
  const load = `import { secretsInFolder } from "./secrets.ts";
    console.log(secretsInFolder(process.argv[1]).jwtKey.toHex());`;
  const starts = Array.from({ length: 4 }, async () => {
    const command = [process.execPath, "--no-env-file", "-e", load, folder];
    const child = Bun.spawn(command, {
      cwd: import.meta.dir,
      stdio: ["ignore", "pipe", "inherit"],
    });
    return new Response(child.stdout).text();
  });
  const keys = new Set(await Promise.all(starts));
  expect(keys.size).toBe(1);
  expect([...keys][0]).toMatch(/^[0-9a-f]{64,}\n$/);
});
