/** What a whole run consists of, in its order. */
import { basename } from "node:path";
import { testMs } from "./patience.ts";
import { type ProgramName, programs } from "./programs.ts";

export interface Check {
  name: string;
  /** Arguments for Bun. */
  command: string[];
}

export interface Suite {
  name: string;
  /** Where its files are, for people. */
  place: string;
  /** Relative paths of its test files. */
  files: string[];
  /** How many files run at once. */
  parallel: number;
  timeoutMs: number;
  /** The programs that one of its files drives. */
  needs: (path: string) => ProgramName[];
}

export const checks: Check[] = [
  { name: "format", command: ["fmt", "--check"] },
  { name: "lint", command: ["run", "--bun", "oxlint", "--type-aware"] },
  { name: "types", command: ["check", "-p", "tsconfig.json"] },
  { name: "server types", command: ["check", "-p", "tsconfig.server.json"] },
  { name: "client types", command: ["check", "-p", "tsconfig.browser.json"] },
  { name: "build", command: ["src/cli/main.ts", "build"] },
];

interface SuiteKind {
  name: string;
  place: string;
  owns: (path: string) => boolean;
  parallel: number;
  timeoutMs: number;
  /** What a file needs that is not named after a program. */
  needs: (path: string) => ProgramName[];
}

const below = (folder: string) => (path: string) => path.startsWith(folder);

/** The first kind that owns a file has it. */
const kinds: SuiteKind[] = [
  kind("house rules", "tests/*.test.ts", { owns: (path) => /^tests\/[^/]+$/.test(path) }),
  kind("unit", "src", { owns: below("src/"), parallel: 2 }),
  kind("contracts", "tests/contracts", { parallel: 2 }),
  kind("support", "tests/support", {
    timeoutMs: testMs,
    needs: (path) => (path.includes("browser") ? ["chromium"] : []),
  }),
  kind("simulation", "tests/simulation", { parallel: 2, timeoutMs: testMs }),
  kind("flows", "tests/flows", { parallel: 2, timeoutMs: testMs }),
  kind("browser", "tests/browser", { parallel: 2, timeoutMs: testMs, needs: () => ["chromium"] }),
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
    timeoutMs: 60_000,
    needs: () => [],
    ...rest,
  };
}

/** `nginx_headers.test.ts` needs nginx, wherever it is. */
function namedProgram(path: string): ProgramName | undefined {
  const word = basename(path).split(/[._]/)[0];
  return Object.keys(programs).find((name): name is ProgramName => name === word);
}

/**
 * The suites to run, each with its files. Without filters all of them, an empty one too; else
 * those that have files whose path contains a filter.
 * @throws when a test file belongs to no suite
 */
export function suites(root: string, filters: string[]): Suite[] {
  const all = [...new Bun.Glob("{src,tests,bench}/**/*.test.{ts,tsx}").scanSync(root)];
  const files = all.toSorted((a, b) => a.localeCompare(b));
  const wanted = filters.map((filter) => filter.replace(root, "").replace(/^\.?\/+/, ""));
  const lost = files.filter((path) => !kinds.some(({ owns }) => owns(path)));
  if (lost.length > 0) throw new Error(`These tests belong to no step: ${lost.join(", ")}`);
  return kinds
    .map((one) => ({
      name: one.name,
      place: one.place,
      parallel: one.parallel,
      timeoutMs: one.timeoutMs,
      needs(path: string) {
        const named = namedProgram(path);
        return named ? [named] : one.needs(path);
      },
      files: files.filter(
        (path) =>
          kinds.find(({ owns }) => owns(path)) === one &&
          (wanted.length === 0 || wanted.some((part) => path.includes(part))),
      ),
    }))
    .filter((suite) => wanted.length === 0 || suite.files.length > 0);
}
