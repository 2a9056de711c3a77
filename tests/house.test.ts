/**
 * The rules of the house. Each test first proves that a rule notices violations, then applies it.
 */
import { beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { breaches, codeRules, poorTitles, rooms, tooLong } from "./support/house/code_rules.ts";
import {
  barrels,
  cycles,
  deadExports,
  deadFiles,
  roomBreaches,
  sharedPackages,
} from "./support/house/import_rules.ts";
import { rulesWithoutTest } from "./support/house/rule_numbers.ts";
import { missedImports, readSources, type Source, source } from "./support/house/sources.ts";
import {
  readProse,
  retiredIn,
  retiredNamesIn,
  retiredPhrases,
  retiredPhrasesIn,
  retiredWords,
} from "./support/house/words.ts";
import { testMs } from "./support/patience.ts";

setDefaultTimeout(testMs);

const root = join(import.meta.dir, "..");
const all = readSources(root, ["src", "tests", "bench"]);
const src = all.filter(({ path }) => path.startsWith("src/"));
const programs =
  /^src\/(web|realtime|cli)\/main\.ts$|^src\/core\/maker\/worker\.ts$|^src\/cli\/(launch|start_built)\.ts$|^src\/client\/entries\/[^/]+$/;

test("the rules look at every room", () => {
  const expected =
    "kit wire sync storage core bus web realtime ui client adopt demo cli tests".split(" ");
  expect([...rooms(all)]).toEqual(expect.arrayContaining(expected));
});

describe("imports", () => {
  const refused: [string, string][] = [
    ["src/kit/a.ts", "#wire/frames.ts"],
    ["src/wire/a.ts", "#kit/clock.ts"],
    ["src/wire/a.ts", "#sync/session.ts"],
    ["src/wire/a.ts", "node:fs"],
    ["src/sync/a.ts", "#kit/clock.ts"],
    ["src/sync/a.ts", "bun"],
    ["src/storage/a.ts", "#core/messages/messages.ts"],
    ["src/core/a.ts", "#demo/people.ts"],
    ["src/core/a.ts", "#web/route.ts"],
    ["src/core/a.ts", "#bus/bus.ts"],
    ["src/core/a.ts", "../storage/users.ts"],
    ["src/core/a.ts", "#core/messages/messages.ts"],
    ["src/web/a.ts", "#realtime/hub.ts"],
    ["src/web/a.ts", "#storage/users.ts"],
    ["src/ui/a.tsx", "#kit/config.ts"],
    ["src/client/a.ts", "#core/refusals.ts"],
    ["src/client/a.ts", "bun"],
    ["src/strange/a.ts", "#kit/clock.ts"],
  ];
  test.each(refused)("%s may not import %s", (path, from) => {
    expect(roomBreaches([source(path, `import { a } from "${from}";`)])).toHaveLength(1);
    expect(roomBreaches([source(path, `import type { A } from "${from}";`)])).toHaveLength(1);
  });

  test("each room imports only what the table allows", () => {
    expect(roomBreaches([source("src/core/a.ts", `import { a } from "#kit/a.ts";`)])).toEqual([]);
    expect(roomBreaches(all)).toEqual([]);
  });

  test("no import is overlooked", () => {
    const several = `import a, {\n  b,\n} from "one";\nimport "two";\nexport * from "three";\nvoid import("four");`;
    const found = source("src/kit/a.ts", several).imports.map(({ from }) => from);
    expect(found.toSorted((a, b) => a.localeCompare(b))).toEqual(["four", "one", "three", "two"]);
    expect(all.flatMap(missedImports)).toEqual([]);
  });

  test("no files import each other in a cycle, not even types", () => {
    const ring = [
      source("src/kit/a.ts", `import type { B } from "./b.ts";`),
      source("src/kit/b.ts", `import { c } from "./c.ts";`),
      source("src/kit/c.ts", `import { a } from "./a.ts";`),
    ];
    expect(cycles(ring)).toEqual(["src/kit/a.ts → src/kit/b.ts → src/kit/c.ts"]);
    expect(cycles(all)).toEqual([]);
  });

  test("no file only re-exports others", () => {
    expect(barrels([source("src/kit/index.ts", "")])).toHaveLength(1);
    expect(barrels([source("src/kit/all.ts", `export * from "./a.ts";`)])).toHaveLength(1);
    expect(barrels(all)).toEqual([]);
  });

  test("a package belongs to one room", () => {
    const two = [
      source("src/web/a.ts", `import { Hono } from "hono";`),
      source("src/cli/a.ts", `import { csrf } from "hono/csrf";`),
    ];
    expect(sharedPackages(two)).toEqual(["hono is imported by web, cli"]);
    expect(sharedPackages([source("src/core/a.ts", `import { h } from "preact";`)])).toHaveLength(
      1,
    );
    expect(sharedPackages(all)).toEqual([]);
  });

  test("every file is used by a program", () => {
    const dead = source("src/core/dead.ts", "");
    expect(deadFiles([...src, dead], programs)).toContain("src/core/dead.ts is used by no program");
    expect(deadFiles(src, programs)).toEqual([]);
  });
});

test("every exported value is imported by another file, and every exported type is named", () => {
  const used = source("src/core/a.ts", "export const used = 1;\nexport function unused() {}\n");
  const types = source(
    "src/core/c.ts",
    "export type Dead = 1;\nexport interface Own {}\nf<Own>();\n",
  );
  const user = source("src/core/b.ts", 'import { used } from "./a.ts";\nused;\n');
  expect(deadExports([used, types, user], programs)).toEqual([
    "src/core/a.ts exports unused, which nothing imports",
    "src/core/c.ts exports Dead, which nothing imports",
  ]);
  expect(deadExports(all, programs)).toEqual([]);
});

describe("code", () => {
  test.each(codeRules.map((rule) => [rule.title, rule] as const))("%s", (_title, rule) => {
    expect(breaches(rule, [source(rule.bad.path, rule.bad.text)])).toHaveLength(1);
    if (rule.good) expect(breaches(rule, [source(rule.good.path, rule.good.text)])).toEqual([]);
    expect(breaches(rule, all)).toEqual([]);
  });

  test("a comment breaks no rule", () => {
    const text = "/** Never Date.now() here, nor process.env. */\nexport const a = 1;\n";
    const found = codeRules.flatMap((rule) => breaches(rule, [source("src/core/a.ts", text)]));
    expect(found).toEqual([]);
  });
});

describe("sizes", () => {
  const lines = (count: number): Source => source(`src/kit/a${count}.ts`, "a();\n".repeat(count));

  test("no file is longer than 400 lines", () => {
    expect(tooLong([lines(401), lines(400)])).toEqual(["src/kit/a401.ts has 401 lines"]);
    expect(tooLong(all)).toEqual([]);
  });
});

describe("tests", () => {
  test("replaced words do not return in documents and user-visible texts", () => {
    for (const { bad, only } of retiredWords) {
      const path = only
        ? "src/ui/text/a.en.ts docs/a.de.ts docs/a.md".split(" ").find((one) => only.test(one))!
        : "docs/a.md";
      expect(retiredIn([{ path, text: bad }])).not.toEqual([]);
    }
    const prose = readProse(root);
    expect(prose.length).toBeGreaterThan(50);
    expect(retiredIn(prose)).toEqual([]);
  });

  test("replaced phrases do not return in comments and test titles", () => {
    for (const { bad } of retiredPhrases) {
      for (const text of [
        `/**\n * One line.\n * ${bad}\n */`,
        `a(); // ${bad}`,
        `test("${bad}")`,
      ]) {
        expect(retiredPhrasesIn([source("src/kit/a.ts", text)])).not.toEqual([]);
      }
    }
    const fine = 'const door = "at every door"; // A clock that stands still.';
    expect(retiredPhrasesIn([source("src/kit/a.ts", fine)])).toEqual([]);
    const own = (path: string) => path === "tests/support/house/words.ts";
    expect(retiredPhrasesIn(all.filter(({ path }) => !own(path)))).toEqual([]);
  });

  test("replaced words do not return in file names and code", () => {
    const bad = source("src/core/a.ts", "let lastHeardAt = 1;\nconst UserNotice = `${told} a`;");
    const found = retiredNamesIn([bad]).map((line) => line.split(": ")[1]);
    expect(found).toEqual(["lastHeardAt", "UserNotice", "told"]);
    const fine = '/** Heard. */ const airport = "news"; // told\nconst a = `sweep`;';
    expect(retiredNamesIn([source("src/core/a.ts", fine)])).toEqual([]);
    expect(retiredNamesIn([source("src/core/sweep_all.ts", "")])).toHaveLength(1);
    expect(retiredNamesIn(src)).toEqual([]);
  });

  test("every title says what is true", () => {
    const poor = source("src/kit/a.test.ts", `test("works", () => {});`);
    expect(poorTitles([poor])).toEqual(["src/kit/a.test.ts: works"]);
    expect(poorTitles(all)).toEqual([]);
  });
});

test("the operator's manual lists every setting", () => {
  const names = (text: string) =>
    [...text.matchAll(/(?:env, |env\[|name: )"([A-Z_]+)"/g)].map((found) => found[1]!);
  expect(names('wholeNumber(env, "WEB_PORT", { min: 1 })')).toEqual(["WEB_PORT"]);
  const manual = readFileSync(join(root, "docs/OPERATING.md"), "utf8");
  const settings = names(readFileSync(join(root, "src/kit/config.ts"), "utf8"));
  expect(settings).toContain("METRICS_TOKEN");
  // Variables that run.sh sets for its children are not settings.
  const missing = settings.filter(
    (name) => name !== "CALLER_DIR" && !manual.includes(`\`${name}\``),
  );
  expect(missing).toEqual([]);
});

test("every rule of the protocol has a test whose title names it", () => {
  const rules = "- **A1** Be kind.\n- **A2** Be brief.\n";
  const titled = source("src/kit/a.test.ts", 'test("[A1] [A3] all are kind", () => {});');
  expect(rulesWithoutTest(rules, [titled])).toEqual([
    "no test is named after A2",
    "src/kit/a.test.ts names A3, which is no rule",
  ]);
  const protocol = readFileSync(join(root, "docs/PROTOCOL.md"), "utf8");
  expect(
    rulesWithoutTest(
      protocol,
      all.filter(({ path }) => path !== "tests/house.test.ts"),
    ),
  ).toEqual([]);
});

describe("the linter", () => {
  const samples: [rule: string, text: string][] = [
    ["no-explicit-any", "export const a = (b: any) => b.c;\n"],
    ["no-floating-promises", "async function a() {}\na();\n"],
    ["no-misused-promises", '[1].forEach(async () => {\n  await fetch("a");\n});\n'],
    ["max-params", "export const a = (b: 1, c: 2, d: 3, e: 4) => [b, c, d, e];\n"],
    ["max-lines-per-function", `export function a() {\n${"  globalThis.b();\n".repeat(70)}}\n`],
    ["ban-ts-comment", "// @ts-ignore\nexport const a: string = 1;\n"],
  ];
  const settings = {
    compilerOptions: { strict: true, moduleDetection: "force", lib: ["ESNext", "DOM"] },
  };
  let said = "";

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "team-chat-lint-"));
    try {
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
      for (const [rule, text] of samples) writeFileSync(join(folder, `${rule}.ts`), text);
      said = await lint(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each(samples)("notices what breaks %s", (rule) => {
    expect(said).toMatch(new RegExp(`${rule}\\.ts:.*\\(${rule}\\)`));
  });
});

async function lint(folder: string): Promise<string> {
  const command = ["run", "--bun", "oxlint", "-c", join(root, ".oxlintrc.json"), "--type-aware"];
  const child = Bun.spawn([process.execPath, ...command, "--format=unix", folder], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = await new Response(child.stdout).text();
  await child.exited;
  return said;
}
