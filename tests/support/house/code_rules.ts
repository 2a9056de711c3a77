/** Rules for the code. Each returns its violations, by file. */
import { isTest, roomOf, type Source } from "./sources.ts";

export interface CodeRule {
  title: string;
  /** A file that breaks the rule, as proof that it is noticed. */
  bad: { path: string; text: string };
  /** A file that does the same where it is allowed. */
  good?: { path: string; text: string };
  pattern: RegExp;
  /** Checks the source text, not the code that runs. */
  asWritten?: boolean;
  /** Includes tests and measurements. */
  everywhere?: boolean;
  allowed?: RegExp;
}

const nothing = /^$/;
const theseRules = /^tests\/(house\.test\.ts|support\/house\/)/;

export const codeRules: CodeRule[] = [
  {
    title: "only kit/config reads the environment",
    pattern: /\bprocess\.env\b|\bBun\.env\b|\bimport\.meta\.env\b/,
    allowed: /^src\/kit\/config\.ts$/,
    bad: { path: "src/core/a.ts", text: `export const home = process.env["HOME"];` },
    good: { path: "src/kit/config.ts", text: `export const home = process.env["HOME"];` },
  },
  {
    title: "only programs and the operator's commands end the process",
    pattern: /\bprocess\.exit\(/,
    allowed: /\/main\.ts$|^src\/cli\//,
    bad: { path: "src/web/a.ts", text: `export const end = () => process.exit(1);` },
    good: { path: "src/web/main.ts", text: `process.exit(1);` },
  },
  {
    title: "only kit/home looks where its file is, because bundles are elsewhere",
    pattern: /\bimport\.meta\.(dir|dirname|path|file|filename|url|resolve)\b/,
    allowed: /^src\/(kit\/home|cli\/(start_built|build_servers))\.ts$/,
    bad: { path: "src/web/a.ts", text: `const build = join(import.meta.dir, "../../.build");` },
    good: { path: "src/kit/home.ts", text: `export const home = import.meta.dirname;` },
  },
  {
    title: "only kit uses the time, timers and randomness; in the browser, one file does",
    pattern:
      /\bDate\.now\b|\bnew Date\(\)|\bnew Date\b(?!\()|\bMath\.random\b|\b(set|clear)(Timeout|Interval)\b|\bperformance\.now\b|\bBun\.sleep|\b(getRandomValues|randomUUID|randomBytes|randomInt|randomUUIDv7)\b/,
    allowed: /^src\/kit\/|^src\/client\/browser_clock\.ts$/,
    bad: { path: "src/core/a.ts", text: `export const now = () => Date.now();` },
    good: { path: "src/kit/clock.ts", text: `export const now = () => Date.now();` },
  },
  {
    title: "only storage contains SQL",
    pattern:
      /\b(select\s[^;"']*?\sfrom\s|insert\s+(or\s+\w+\s+)?into\s+\w+|delete\s+from\s+\w+\s|update\s+\w+\s+set\s|create\s+(table|index|unique)\s|pragma\s+\w+)|\b(SELECT\s[^;"']*?\sFROM\s|INSERT\s+INTO\s|DELETE\s+FROM\s|UPDATE\s+\w+\s+SET\s|PRAGMA\s)/,
    allowed: /^src\/storage\//,
    bad: {
      path: "src/core/a.ts",
      text: "export const all = (db) => db.all`select id from users`;",
    },
    good: { path: "src/storage/a.ts", text: "export const all = (db) => db.all`select 1 from t`;" },
  },
  {
    title:
      "only storage names a kind of database, apart from the settings and the import of the original's file",
    pattern: /sqlite/i,
    allowed: /^src\/(storage\/|kit\/config\.ts$|cli\/adopt\.ts$)/,
    bad: { path: "src/cli/a.ts", text: `import { migrate } from "#storage/sqlite/migrate.ts";` },
    good: { path: "src/storage/open.ts", text: `import { a } from "./sqlite/adapter.ts";` },
  },
  {
    title: "queries import no adapter: one file chooses it, and two open files of their own",
    pattern: /from "(bun:sqlite|\.\/sqlite\/[^"]*)"|\bpragma\s/,
    allowed: /^src\/(?!storage\/[^/]+$)|^src\/storage\/(open|file_lock|original)\.ts$/,
    bad: { path: "src/storage/a.ts", text: `import { isBusy } from "./sqlite/errors.ts";` },
    good: { path: "src/storage/sqlite/a.ts", text: `import { Database } from "bun:sqlite";` },
  },
  {
    title: "queries use only what every database understands",
    pattern:
      /\$\{[^}]*\} is (not )?null\b|\blimit -1\b|(?<!cast\()\bcount\(\*\)|\b(json_each|instr|strpos|ifnull|group_concat)\(/,
    allowed: /^src\/(?!storage\/[^/]+$)|^src\/storage\/original\.ts$/,
    bad: { path: "src/storage/a.ts", text: "export const a = db.get`select ${b} is null as c`;" },
    good: {
      path: "src/storage/a.ts",
      text: "export const a = db.get`select cast(count(*) as integer) as n, cast(${b} as text) is null`;",
    },
  },
  {
    title: "rows stay in storage: the types it exports are named after the thing",
    pattern: /^export (interface|type) \w*Row\b/m,
    allowed: /^src\/(?!storage\/)|^src\/storage\/original\.ts$/,
    asWritten: true,
    bad: { path: "src/storage/a.ts", text: "export interface MessageRow {\n  sent_at: string;\n}" },
    good: { path: "src/storage/a.ts", text: "interface MessageRow {\n  sent_at: string;\n}" },
  },
  {
    title: "one file writes to the terminal and escapes what it writes, apart from the log",
    pattern: /\bconsole\.\w+|\bprocess\.std(out|err)\b/,
    // The log is created in open_services; a progress bar is not a line of output.
    allowed: /^src\/cli\/(terminal|progress)\.ts$|^src\/core\/instance\/open_services\.ts$/,
    bad: { path: "src/cli/a.ts", text: `console.log("here");` },
    good: { path: "src/cli/terminal.ts", text: `console.log("here");` },
  },
  {
    title: "no element has a style attribute",
    pattern: /\sstyle=["'{]/,
    asWritten: true,
    bad: { path: "src/ui/a.tsx", text: `export const A = () => <p style="color: red" />;` },
  },
  {
    title:
      "the wire and the engine of the client use nothing that only a browser or only a server has",
    pattern:
      /(?<![.\w"'])(WebSocket|fetch|window|document|navigator|localStorage|indexedDB|Bun|process|Buffer)(\.|\(|\s*\))/,
    allowed: /^src\/(?!(wire|sync)\/)/,
    bad: { path: "src/sync/a.ts", text: `export const open = () => new WebSocket("ws://a");` },
    good: { path: "src/client/a.ts", text: `export const open = () => new WebSocket("ws://a");` },
  },
  {
    title: "private members are #named; only a constructor's parameter may be private instead",
    pattern: /^ {2}(private|protected) (?!constructor)/m,
    asWritten: true,
    everywhere: true,
    bad: { path: "src/core/a.ts", text: "class A {\n  private readonly b = 1;\n}" },
    good: {
      path: "src/core/a.ts",
      text: "class A {\n  readonly #b = 1;\n  constructor(\n    private readonly c: 1,\n  ) {}\n}",
    },
  },
  {
    title: "a limit that more than one file uses is in wire/limits.ts",
    pattern:
      /\bexport const \w*([Ll]imits|Max|Min|Most|Chars|AtOnce|LifeMs|PageSize)\b|\b(min|max)Length=\{\d/,
    allowed: /^src\/wire\/limits\.ts$/,
    bad: { path: "src/core/a.ts", text: "export const namesAtOnce = 25;" },
    good: { path: "src/wire/limits.ts", text: "export const nameLimits = { chars: 120 };" },
  },
  {
    title: "an exported function names what it acts on, not only what it does",
    pattern:
      /^export (async )?function (list|get|create|update|remove|delete|add|edit|change|rename|move|post|read|write|send|receive|handle|search|find|save|load|store|insert|count|check|run|start|stop|open|close|apply|encode|decode|sweep|submit)\b/m,
    bad: { path: "src/core/a.ts", text: "export function remove(id: string) {}" },
    good: { path: "src/core/a.ts", text: "export function removeMessage(id: string) {}" },
  },
  {
    title: "nothing is left for later",
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    allowed: theseRules,
    asWritten: true,
    everywhere: true,
    bad: { path: "tests/a.ts", text: "// TODO: the rest" },
  },
  {
    title: "no check is disabled in the code",
    pattern: /@ts-(ignore|nocheck|expect-error)|(ox|es)lint-disable/,
    allowed: theseRules,
    asWritten: true,
    everywhere: true,
    bad: { path: "src/core/a.ts", text: "// @ts-ignore\nexport const a = 1;" },
  },
  {
    title: "a test is skipped only where it cannot run, and none runs alone",
    pattern: /\b(test|describe)\.(skip|only|todo)\(/,
    allowed: theseRules,
    asWritten: true,
    everywhere: true,
    bad: { path: "src/core/a.test.ts", text: 'test.skip("it works", () => {});' },
    good: { path: "src/core/a.test.ts", text: 'test.skipIf(!mayMount)("it works", () => {});' },
  },
  {
    title: "a test awaits what it expects of a promise",
    allowed: theseRules,
    // The statement may end on a later line: the lines between are indented, or close a bracket.
    pattern:
      /^([ \t]*)expect\([^\n]*(?:(?:\n\1[ \t]+[^\n]*)*\n\1[})\]][^\n]*)*\.(?:rejects|resolves)\b/m,
    everywhere: true,
    bad: {
      path: "tests/a.test.ts",
      text: `test("a refusal is one", () => {\n  expect(\n    act({ a: 1 }, async () => { await b(); }),\n  ).rejects.toThrow();\n});`,
    },
    good: {
      path: "tests/a.test.ts",
      text: `test("a refusal is one", async () => {\n  expect(a).toBe(1);\n  await expect(act({\n    a: 1,\n  })).rejects.toThrow();\n});`,
    },
  },
];

export function breaches(rule: CodeRule, sources: Source[]): string[] {
  const { pattern, asWritten, everywhere, allowed = nothing } = rule;
  return sources
    .filter((one) => everywhere || (one.path.startsWith("src/") && !isTest(one)))
    .filter(({ path }) => !allowed.test(path))
    .map(({ path, text, code }) => ({ path, found: pattern.exec(asWritten ? text : code) }))
    .filter(({ found }) => found !== null)
    .map(({ path, found }) => `${path}: ${found![0].trim()}`);
}

const testCall =
  /^\s*(?:test|it)(?:\.\w+)?(?:\([^"'`]*?\))?\(\s*(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1/gm;

/** A title says what is true: several words, without a full stop. */
export function poorTitles(sources: Source[]): string[] {
  return sources.filter(isTest).flatMap(({ path, text }) =>
    [...text.matchAll(testCall)]
      .map((match) => match[2]!)
      .filter((title) => !/^(%|\S+\s+\S)/.test(title) || title.endsWith("."))
      .map((title) => `${path}: ${title}`),
  );
}

const linesMost = 400;

export function tooLong(sources: Source[]): string[] {
  return sources
    .map(({ path, text }) => ({ path, lines: lineCount(text) }))
    .filter(({ lines }) => lines > linesMost)
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}

function lineCount(text: string): number {
  return text.split("\n").length - 1;
}

/** Rooms that have files, as proof that the rules looked at something. */
export function rooms(sources: Source[]): Set<string> {
  return new Set(sources.map(({ path }) => roomOf(path)));
}
