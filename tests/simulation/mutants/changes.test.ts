import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Change, changed, changesIn } from "./changes.ts";
import { readSyntax } from "./syntax.ts";

const program = `import { limits } from "./limits.ts";
// A comment with 3 === 3.
interface Box { size: 7; ready: true }
export async function keep(box: Box, logger: { info(text: string): void }): Promise<1 | 2> {
  if (box.size === 7 && !box.ready) throw new Error("more than 5 && less");
  logger.info("kept");
  await limits.store(\`select 1 where \${box.size} > 2\`);
  return limits.count < 10 ? 1 : 2;
}
`;

const folder = mkdtempSync(join(tmpdir(), "team-chat-changes-"));
const changes: Change[] = [];

beforeAll(async () => {
  writeFileSync(join(folder, "tsconfig.json"), `{"compilerOptions":{"types":[]}}`);
  writeFileSync(join(folder, "program.ts"), program);
  await readSyntax(folder, ["program.ts"], (file, path) => {
    changes.push(...changesIn(file, path));
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const whats = () => changes.map(({ what, line }) => `${line}: ${what}`);

test("comments, types, imports, texts and logging stay unchanged", () => {
  expect(changes.length).toBeGreaterThan(0);
  for (const line of [1, 2, 3, 4, 6]) {
    expect(changes.filter((change) => change.line === line)).toEqual([]);
  }
  const kept = changes.filter(({ what }) => !what.endsWith("nothing"));
  for (const change of kept) {
    const text = changed(program, change);
    expect(text).toContain("more than 5 && less");
    expect(text).toContain("select 1 where");
  }
});

test("comparisons, conditions, constants, operators, statements and an await are changed", () => {
  expect(whats()).toEqual([
    "5: box.size === 7 && !box.ready → !(box.size === 7 && !box.ready)",
    "5: && → ||",
    "5: === → !==",
    "5: 7 → 15",
    "5: !box.ready → box.ready",
    `5: throw new Error("more than 5 && less"); → nothing`,
    "7: await limits.store(`select 1 where ${box.size} > 2`); → nothing",
    "7: await limits.store(`select 1 where ${box.size} > 2`) → limits.store(`select 1 where ${box.size} > 2`)",
    "8: limits.count < 10 → !(limits.count < 10)",
    "8: < → <=",
    "8: 10 → 21",
    "8: 1 → 3",
    "8: 2 → 5",
  ]);
});

test("a change replaces one place and leaves the rest", () => {
  const change = changes.find(({ what }) => what === "&& → ||")!;
  expect(changed(program, change)).toBe(program.replace("7 && !", "7 || !"));
});

test("a file outside the project is refused", async () => {
  const refusal = await readSyntax(folder, ["other.ts"], () => {}).catch(String);
  expect(refusal).toContain("no file other.ts");
});
