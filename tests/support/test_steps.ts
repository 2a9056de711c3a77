/** The steps of a whole run, in order. */
import { basename } from "node:path";
import type { EngineName } from "./engines.ts";
import { testMs } from "./patience.ts";
import { type ProgramName, programs } from "./programs.ts";

export interface Check {
  name: string;
  /** Arguments for Bun. `--no-script`: its own command, not our package script of that name. */
  command: string[];
}

export interface Suite {
  name: string;
  /** Where its files are, for people. */
  place: string;
  /** Relative paths of its test files. */
  files: string[];
  /** How many files run at once: more than a small machine has cores if the tests wait a lot. */
  parallel: number;
  /** Begins together with the step before it, because it waits more than it computes. */
  beside: boolean;
  timeoutMs: number;
  /** The programs that its files need. */
  needs: (path: string) => ProgramName[];
  /** Variables for its tests. */
  env: Record<string, string>;
  /** Whether its tests use the PostgreSQL server that `TEST_DATABASE_URL` names. */
  onPostgres: boolean;
  /** The engine whose browsers its files share. */
  browser: EngineName | undefined;
}

export const checks: Check[] = [
  { name: "format", command: ["fmt", "--no-script", "--check"] },
  { name: "lint", command: ["run", "--bun", "oxlint", "--type-aware"] },
  { name: "types", command: ["check", "--no-script", "-p", "tsconfig.json"] },
  { name: "server types", command: ["check", "--no-script", "-p", "tsconfig.server.json"] },
  { name: "client types", command: ["check", "--no-script", "-p", "tsconfig.browser.json"] },
  { name: "build", command: ["src/cli/main.ts", "build"] },
];

interface SuiteKind extends Omit<Suite, "files"> {
  owns: (path: string) => boolean;
  /** Its files belong to another suite, and run once more here. */
  again: boolean;
}

const below = (folder: string) => (path: string) => path.startsWith(folder);

/** What another engine may do differently first; `run.sh drill firefox` runs all that can. */
const inFirefox = /^tests\/browser\/chat\.test\.ts$/;

/** The longest files begin first, so that the workers end together. */
const longest =
  /^tests\/browser\/(every_page|group_acts|chat_(access|messages|offline|unread)|live_pages|acts|groups|users|moderation)\.test\.ts$/;

/** They build the program again and again; `run.sh drill builds` runs them, and so does naming them. */
export const ofBuilds = /^tests\/flows\/(built_start|dev)\.test\.ts$/;

/**
 * The files that a waiting database may break first; `run.sh drill waiting` runs all that can wait.
 */
const onWaiting =
  /^tests\/(flows\/(realtime_(accounts|delivery|order|presence|refusals|resume)|original_client)|simulation\/checker)\.test\.ts$/;

/** What another database may do differently first; `run.sh drill postgres` runs all that can. */
const onPostgres =
  /^(src\/core\/(one_state|groups\/bounded_steps|messages\/posting)|tests\/(contracts\/columns|flows\/(api_original|bin|erasure|everyone|held|log_chain|looks|modes|mutes|original_client|realtime_(accounts|delivery|refusals|resume)|roster|unreadable_entries|whole_system|word_rules|workbench)|simulation\/(checker|import_kills)))\.test\.ts$/;

/** A file belongs to the first suite that matches. */
const kinds: SuiteKind[] = [
  kind("house rules", "tests/*.test.ts", { owns: (path) => /^tests\/[^/]+$/.test(path) }),
  kind("unit", "src", { owns: below("src/"), parallel: 2 }),
  kind("bench", "bench", { beside: true }),
  kind("contracts", "tests/contracts", { parallel: 2, beside: true }),
  kind("support", "tests/support", {
    beside: true,
    timeoutMs: testMs,
    needs: (path) => (path.includes("browser") ? ["chromium"] : []),
  }),
  kind("simulation", "tests/simulation", {
    parallel: 2,
    beside: true,
    timeoutMs: testMs,
    needs: (path) => (path.endsWith("power_loss.test.ts") ? ["compiler"] : []),
  }),
  kind("waiting", "tests/flows", {
    owns: (path) => onWaiting.test(path),
    again: true,
    parallel: 4,
    beside: true,
    timeoutMs: testMs,
    env: { TEST_DATABASE: "waiting" },
  }),
  kind("flows", "tests/flows", { parallel: 4, timeoutMs: testMs }),
  kind("postgres", "tests/postgres", {
    parallel: 2,
    beside: true,
    timeoutMs: testMs,
    onPostgres: true,
  }),
  kind("on postgres", "src and tests", {
    owns: (path) => onPostgres.test(path),
    again: true,
    parallel: 2,
    beside: true,
    timeoutMs: testMs,
    env: { TEST_DATABASE: "postgres" },
    onPostgres: true,
  }),
  kind("machines", "tests/browser", {
    owns: (path) => path === "tests/browser/machines.test.ts",
    beside: true,
    timeoutMs: testMs,
    needs: () => ["chromium", "haproxy"],
    onPostgres: true,
    browser: "chromium",
  }),
  // Its window drags and scrolls by the clock, and lost its place among four of Chromium's workers.
  kind("webkit", "tests/browser", {
    owns: (path) => path === "tests/browser/webkit.test.ts",
    timeoutMs: testMs,
  }),
  kind("browser", "tests/browser", {
    parallel: 4,
    timeoutMs: testMs,
    needs: () => ["chromium"],
    browser: "chromium",
  }),
  kind("firefox", "tests/browser", {
    owns: (path) => inFirefox.test(path),
    again: true,
    parallel: 2,
    beside: true,
    timeoutMs: testMs,
    needs: () => ["firefox"],
    browser: "firefox",
  }),
];

function kind(
  name: string,
  place: string,
  rest: Partial<Omit<SuiteKind, "name" | "place">> = {},
): SuiteKind {
  return {
    name,
    place,
    owns: below(`${place}/`),
    parallel: 1,
    beside: false,
    timeoutMs: 60_000,
    needs: () => [],
    env: {},
    again: false,
    onPostgres: false,
    browser: undefined,
    ...rest,
  };
}

/** `nginx_headers.test.ts` needs nginx, wherever it is. */
function namedProgram(path: string): ProgramName | undefined {
  const word = basename(path).split(/[._]/)[0];
  return Object.keys(programs).find((name): name is ProgramName => name === word);
}

/**
 * The suites to run, each with its files. Without filters all of them, even empty ones; otherwise
 * those with files whose path contains a filter.
 * @throws when a test file belongs to no suite
 */
export function suites(root: string, filters: string[]): Suite[] {
  const all = [...new Bun.Glob("{src,tests,bench}/**/*.test.{ts,tsx}").scanSync(root)];
  const files = all
    .filter((path) => !path.includes("/node_modules/"))
    .toSorted((a, b) => Number(longest.test(b)) - Number(longest.test(a)) || a.localeCompare(b));
  const wanted = filters.map((filter) => filter.replace(root, "").replace(/^\.?\/+/, ""));
  const owner = (path: string) => kinds.find(({ owns, again }) => !again && owns(path));
  const lost = files.filter((path) => !owner(path));
  if (lost.length > 0) throw new Error(`These tests belong to no step: ${lost.join(", ")}`);
  const isWanted = (path: string) =>
    filters.length === 0 ? !ofBuilds.test(path) : wanted.some((part) => path.includes(part));
  return kinds
    .map(({ owns, again, ...suite }) => ({
      ...suite,
      needs: (path: string) => [namedProgram(path) ?? suite.needs(path)].flat(),
      files: files.filter(
        (path) => isWanted(path) && (again ? owns(path) : owner(path)?.name === suite.name),
      ),
    }))
    .filter((suite) => filters.length === 0 || suite.files.length > 0);
}
