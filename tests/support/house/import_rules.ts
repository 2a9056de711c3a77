/** The table of imports in docs/ARCHITECTURE.md. Each rule returns its violations. */
import { isTest, roomOf, type Source } from "./sources.ts";

const mayImport: Record<string, string[]> = {
  kit: [],
  wire: [],
  sync: ["wire"],
  storage: ["kit"],
  core: ["storage", "kit", "wire"],
  adopt: ["core", "storage", "kit", "wire"],
  demo: ["core", "storage", "kit", "wire"],
  bus: ["kit"],
  ui: ["wire", "sync"],
  web: ["core", "bus", "kit", "wire", "ui"],
  realtime: ["core", "bus", "kit", "wire"],
  cli: ["core", "bus", "kit", "wire", "adopt", "demo"],
  client: ["wire", "sync", "ui"],
};

/** Single files beyond the table. */
const exceptions: { room: string; file: RegExp }[] = [
  { room: "ui", file: /^src\/kit\/assert\.ts$/ },
  // Code that stores a name also stores its key, so that no caller can forget it.
  { room: "storage", file: /^src\/wire\/fold\.ts$/ },
];

/** Rooms whose code also runs in a browser. */
const browserRooms = ["wire", "sync", "ui", "client"];

export function roomBreaches(sources: Source[]): string[] {
  return sources.filter((one) => one.path.startsWith("src/") && !isTest(one)).flatMap(breachesOf);
}

function breachesOf({ path, imports }: Source): string[] {
  const room = roomOf(path);
  const allowed = mayImport[room];
  if (!allowed) return [`${path} is in a room that the table does not list`];
  return imports
    .filter(({ from, file }) => {
      if (file === undefined) return browserRooms.includes(room) && isRuntime(from);
      const other = roomOf(file);
      if (other === room) return !from.startsWith("./") && !from.startsWith("../");
      if (!from.startsWith("#")) return true;
      const excepted = exceptions.some((one) => one.room === room && one.file.test(file));
      return !allowed.includes(other) && !excepted;
    })
    .map(({ from }) => `${path} imports ${from}`);
}

function isRuntime(from: string): boolean {
  return /^(node:|bun$|bun:)/.test(from);
}

/** Cycles of files, including types. Each is named once, by its first file in the alphabet. */
export function cycles(sources: Source[]): string[] {
  const next = new Map(sources.map(({ path, imports }) => [path, imports.map(({ file }) => file)]));
  return sources
    .map(({ path }) => ({ path, ring: shortestRing(path, next) }))
    .filter(({ path, ring }) => ring.length > 0 && ring.every((other) => path <= other))
    .map(({ ring }) => ring.join(" → "));
}

function shortestRing(start: string, next: Map<string, (string | undefined)[]>): string[] {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const target of next.get(file) ?? []) {
      if (target === start) return pathTo(file, start, cameFrom);
      if (target === undefined || cameFrom.has(target)) continue;
      cameFrom.set(target, file);
      queue.push(target);
    }
  }
  return [];
}

function pathTo(file: string, start: string, cameFrom: Map<string, string>): string[] {
  const path = [file];
  while (path[0] !== start) path.unshift(cameFrom.get(path[0]!)!);
  return path;
}

export function barrels(sources: Source[]): string[] {
  return sources
    .filter(({ path, text }) => /\/index\.tsx?$/.test(path) || /^export \*/m.test(text))
    .map(({ path }) => `${path} re-exports others`);
}

/** Rooms that share a package on purpose: one component runs on both sides. */
const shared: Record<string, string[]> = {
  preact: ["ui", "client", "web"],
};

/** Outside of tests, a package belongs to one room. */
export function sharedPackages(sources: Source[]): string[] {
  const rooms = new Map<string, Set<string>>();
  for (const one of sources) {
    if (!one.path.startsWith("src/") || isTest(one)) continue;
    for (const { from, file } of one.imports) {
      if (file !== undefined || isRuntime(from)) continue;
      const name = from.split("/", from.startsWith("@") ? 2 : 1).join("/");
      rooms.set(name, (rooms.get(name) ?? new Set()).add(roomOf(one.path)));
    }
  }
  return [...rooms]
    .map(([name, found]) => {
      const known = shared[name];
      return {
        name,
        rooms: known ? [...found].filter((room) => !known.includes(room)) : [...found],
      };
    })
    .filter(({ name, rooms: strangers }) => strangers.length > (shared[name] ? 0 : 1))
    .map(({ name, rooms: strangers }) => `${name} is imported by ${strangers.join(", ")}`);
}

/** Files that no program uses: nothing leads to them from a main.ts or a page's script. */
export function deadFiles(sources: Source[], roots: RegExp): string[] {
  const known = new Map(sources.map((one) => [one.path, one]));
  const queue = sources.filter(({ path }) => roots.test(path));
  const reached = new Set(queue.map(({ path }) => path));
  for (const { imports } of queue) {
    for (const { file } of imports) {
      const target = known.get(file ?? "");
      if (!target || reached.has(target.path)) continue;
      reached.add(target.path);
      queue.push(target);
    }
  }
  return sources
    .filter((one) => one.path.startsWith("src/") && !isTest(one) && !reached.has(one.path))
    .map(({ path }) => `${path} is used by no program`);
}

/**
 * Values that a file exports and no other file imports, including tests and measurements, and types
 * that nothing names. A type may be exported for what its file's functions take.
 */
export function deadExports(sources: Source[], roots: RegExp): string[] {
  const importers = Map.groupBy(
    sources.flatMap(({ imports, text }) => imports.map(({ file }) => ({ file, text }))),
    ({ file }) => file,
  );
  return sources
    .filter((one) => one.path.startsWith("src/") && !isTest(one) && !roots.test(one.path))
    .flatMap(({ path, text, code }) => {
      const isImported = (name: string) =>
        importers.get(path)?.some((other) => countOf(name, other.text) > 0) ?? false;
      const values = exportedNames(
        code,
        /^export (?:async )?(?:function\*?|const|let|class) (\w+)/gm,
      );
      const types = exportedNames(text, /^export (?:interface|type) (\w+)/gm);
      const unnamed = types.filter((name) => countOf(name, text) === 1);
      return [...values, ...unnamed]
        .filter((name) => !isImported(name))
        .map((name) => `${path} exports ${name}, which nothing imports`);
    });
}

function exportedNames(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((found) => found[1]!);
}

function countOf(name: string, text: string): number {
  return [...text.matchAll(new RegExp(`\\b${name}\\b`, "g"))].length;
}
