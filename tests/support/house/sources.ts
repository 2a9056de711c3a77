/** The source files, as the house rules see them. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";

export interface Source {
  /** From the root, with slashes: `src/kit/clock.ts`. */
  path: string;
  text: string;
  /** The code that runs: without types and comments, JSX as calls. */
  code: string;
  imports: Import[];
}

export interface Import {
  /** As written. */
  from: string;
  /** The path of our own file behind it; undefined for packages and the runtime. */
  file?: string;
}

const transpilers = {
  ts: new Bun.Transpiler({ loader: "ts", deadCodeElimination: false }),
  tsx: new Bun.Transpiler({ loader: "tsx", deadCodeElimination: false }),
};

const transpilerOf = (path: string) => transpilers[path.endsWith("x") ? "tsx" : "ts"];

export function readSources(root: string, folders: string[]): Source[] {
  return folders
    .flatMap((folder) => [...new Bun.Glob(`${folder}/**/*.{ts,tsx}`).scanSync(root)])
    .filter((path) => !path.includes("/node_modules/"))
    .filter((path) => !path.endsWith(".d.ts"))
    .toSorted((a, b) => a.localeCompare(b))
    .map((path) => source(path, readFileSync(join(root, path), "utf8")));
}

export function source(path: string, text: string): Source {
  const code = transpilerOf(path).transformSync(text);
  return { path, text, code, imports: importsOf(path, text) };
}

/** `src/web/auth/login.tsx` → `web`; `tests/run.ts` → `tests`. */
export function roomOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return first === "src" ? second : first;
}

export function isTest({ path }: Pick<Source, "path">): boolean {
  return /\.test\.tsx?$/.test(path);
}

const named = /^(?:import|export)\s[\w\s{},*$]*?from\s+"([^"]+)"/gm;
const bare = /^import\s+"([^"]+)"/gm;
const called = /\bimport\(\s*"([^"]+)"/g;

/** All imports, including those of types, which the transpiler drops. */
function importsOf(path: string, text: string): Import[] {
  const names = [named, bare, called].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match[1]!),
  );
  return [...new Set(names)].map((from) => ({ from, file: fileOf(path, from) }));
}

function fileOf(path: string, from: string): string | undefined {
  if (from.startsWith(".")) return posix.join(posix.dirname(path), from);
  if (from.startsWith("#tests/")) return from.slice(1);
  if (from.startsWith("#")) return `src/${from.slice(1)}`;
  return undefined;
}

/**
 * Imports that run, as the transpiler finds them (with those of JSX): verifies the patterns above.
 */
export function missedImports({ path: file, text, imports }: Source): string[] {
  return transpilerOf(file)
    .scanImports(text)
    .map(({ path }) => path)
    .filter((path) => !/^react(\/|$)/.test(path))
    .filter((path) => !imports.some(({ from }) => from === path));
}
