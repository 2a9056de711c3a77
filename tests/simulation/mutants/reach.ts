/** Which tests run which lines, and the order in which they test a change. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { readSources, type Source } from "../../support/house/sources.ts";
import type { Change } from "./changes.ts";
import { runBun, type Workshop } from "./workshop.ts";

export interface Reach {
  test: string;
  ms: number;
  /** The lines that it ran, by file. */
  lines: ReadonlyMap<string, ReadonlySet<number>>;
  /** It starts processes, whose lines are not counted. */
  startsPrograms: boolean;
}

const limitMs = 240_000;

/** Flow tests that cannot notice a change in these rooms, or need more than Bun. */
const leftOut =
  /(^|\/)(nginx|caddy|haproxy|run_sh|power_loss|volatile_disk|browser|programs|build|terminal)(\.|_)[\w.]*test/;

const folders = ["src", "tests/contracts", "tests/flows", "tests/simulation"];

/** The unit, contract, simulation and flow tests of a checkout. */
export function testFiles({ folder }: Workshop): string[] {
  const own = "tests/simulation/mutants/";
  return folders
    .flatMap((below) => [...new Bun.Glob(`${below}/**/*.test.{ts,tsx}`).scanSync(folder)])
    .filter((path) => !leftOut.test(path) && !path.startsWith(own))
    .toSorted((a, b) => a.localeCompare(b));
}

/** Runs a test alone on unchanged code. @returns undefined if it fails there */
export async function measureReach(workshop: Workshop, test: string): Promise<Reach | undefined> {
  const report = mkdtempSync(join(tmpdir(), "team-chat-reach-"));
  const startedAt = performance.now();
  const coverage = ["--coverage-reporter=lcov", `--coverage-dir=${report}`];
  try {
    const { ok } = await runBun(workshop, ["test", ...settings, ...coverage, `./${test}`], limitMs);
    if (!ok) return undefined;
    return {
      test,
      ms: performance.now() - startedAt,
      lines: ranLines(readIfThere(join(report, "lcov.info"))),
      startsPrograms: false,
    };
  } finally {
    rmSync(report, { recursive: true, force: true });
  }
}

/** A test that only starts programs has no report. */
function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

export const settings = ["--isolate", "--timeout=60000"];

/** Reads lcov's tracefile format (geninfo(1)): the files, and their lines that ran. */
export function ranLines(lcov: string): Map<string, Set<number>> {
  const files = new Map<string, Set<number>>();
  let lines = new Set<number>();
  for (const record of lcov.split("\n")) {
    if (record.startsWith("SF:")) files.set(record.slice(3), (lines = new Set()));
    const [, line, count] = /^DA:(\d+),(\d+)/.exec(record) ?? [];
    if (line !== undefined && Number(count) > 0) lines.add(Number(line));
  }
  return files;
}

/** Tests that start programs, directly or through what they import. */
export function startingPrograms({ folder }: Workshop): Set<string> {
  const sources = new Map(readSources(folder, ["tests"]).map((one) => [one.path, one]));
  const starts = (source: Source, seen: Set<string>): boolean => {
    if (seen.has(source.path)) return false;
    seen.add(source.path);
    if (/\bBun\.spawn\(/.test(source.code)) return true;
    return source.imports.some(({ file }) => {
      const imported = file === undefined ? undefined : sources.get(file);
      return imported !== undefined && starts(imported, seen);
    });
  };
  const paths = [...sources.values()].filter((source) => starts(source, new Set()));
  return new Set(paths.map(({ path }) => path));
}

export interface Plan {
  /** The most likely to notice; they run first. */
  near: string[];
  rest: string[];
  /** How long all of them take on unchanged code. */
  ms: number;
}

/**
 * The tests that run the line, near ones first. If there are none, those that may run it in a
 * program they start: these are slow, so other tests have precedence.
 */
export function planFor(change: Change, reaches: Reach[]): Plan {
  const runs = ({ lines }: Reach) => {
    const ran = lines.get(change.path);
    if (!ran) return false;
    for (let line = change.line; line <= change.lastLine; line++) if (ran.has(line)) return true;
    return false;
  };
  const running = reaches.filter(runs);
  const asked = running.length > 0 ? running : reaches.filter((reach) => reach.startsPrograms);
  const [near, rest] = [true, false].map((wanted) =>
    asked
      .filter(({ test }) => isNear(change.path, test) === wanted)
      .toSorted((a, b) => a.ms - b.ms)
      .map(({ test }) => test),
  );
  const ms = asked.reduce((sum, reach) => sum + reach.ms, 0);
  return { near: near ?? [], rest: rest ?? [], ms };
}

/** In the same folder, or with a word of the file's or its folder's name in its own. */
function isNear(path: string, test: string): boolean {
  if (dirname(path) === dirname(test)) return true;
  const wordsOf = (name: string) => name.split(/[^a-z]+/).map((word) => word.replace(/s$/, ""));
  const inTitle = new Set(wordsOf(basename(test).replace(/\.test\.tsx?$/, "")));
  const own = wordsOf(
    path
      .replace(/^src\//, "")
      .replace(/\.tsx?$/, "")
      .split("/")
      .slice(-2)
      .join(" "),
  );
  return own.some((word) => word.length > 3 && inTitle.has(word));
}
