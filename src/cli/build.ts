/**
 * Builds what the browser loads: all scripts of src/client/entries and the styles, into .build/,
 * under names with a hash of the content. manifest.json maps plain names to these.
 */
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip as gzipAsync } from "node:zlib";
import { systemClock, sleep } from "#kit/clock.ts";
import { type Hold, holdWork } from "#core/instance/instance_lock.ts";
import { bundle } from "./bundle.ts";
import type { Command } from "./command.ts";
import { print } from "./terminal.ts";

const brotli = promisify(brotliCompress);
const gzip = promisify(gzipAsync);

const here = join(import.meta.dir, "../..");
const lockName = "lock";
const waitMs = 100;

/** `chat.js` → `chat-abc123.js`. */
export type Manifest = Record<string, string>;

interface Built {
  /** A hash of everything that the build reads. */
  inputs: string;
  /** Names of all files created, including chunks and compressed ones. */
  files: string[];
  manifest: Manifest;
}

export const buildCommand: Command = {
  name: "build",
  summary: "build the browser's scripts and styles if they are out of date",
  options: [["--sizes", "show the gzip size of each script with everything it loads at once"]],
  async run({ options }) {
    const manifest = await buildIfStale();
    if (options["sizes"]) {
      for (const name of Object.keys(manifest)) {
        print(`${((await gzipBytes(name)) / 1000).toFixed(1).padStart(7)} kB  ${name}`);
      }
    }
    return 0;
  },
};

export interface BuildOptions {
  /** Names as in the source, with source maps, uncompressed. For a developer's own browser. */
  debuggable?: boolean;
}

interface Order extends Required<BuildOptions> {
  root: string;
  buildDir: string;
}

/**
 * The build is readable by everyone, because the servers may run as another user.
 * @param root the folder that contains src/; the build goes to .build/ in it
 * @throws when a script or the styles do not build; the last build stays in place
 */
export async function buildIfStale(
  root = here,
  { debuggable = false }: BuildOptions = {},
): Promise<Manifest> {
  const umask = process.umask(0o022);
  try {
    return await build({ root, buildDir: join(root, ".build"), debuggable });
  } finally {
    process.umask(umask);
  }
}

async function build(order: Order): Promise<Manifest> {
  const { buildDir } = order;
  const last = await lastBuild(buildDir);
  if (last?.inputs === (await hashInputs(order))) return last.manifest;
  mkdirSync(buildDir, { recursive: true });
  let hold: Hold | undefined;
  while (!(hold = holdWork(join(buildDir, lockName)))) await sleep(systemClock, waitMs);
  try {
    return await buildAlone(order);
  } finally {
    hold.release();
  }
}

/** No other build runs meanwhile, so files that belong to no build were left by one that died. */
async function buildAlone(order: Order): Promise<Manifest> {
  const { root, buildDir, debuggable } = order;
  const inputs = await hashInputs(order);
  const last = await lastBuild(buildDir);
  if (last?.inputs === inputs) return last.manifest;
  const scripts = await buildScripts(order);
  const styles = await buildStyles(root, buildDir);
  const manifest = { ...scripts.manifest, "styles.css": styles };
  const plain = [...scripts.files, styles];
  const toPack = debuggable ? [] : plain;
  const packed = (await Promise.all(toPack.map((name) => pack(buildDir, name)))).flat();
  const built: Built = { inputs, files: [...plain, ...packed], manifest };
  await writeWhole(join(buildDir, "manifest.json"), manifest);
  await writeWhole(join(buildDir, "build.json"), built);
  // A running server has read the last manifest, so its files stay for one more build.
  const own = ["manifest.json", "build.json", lockName];
  const kept = new Set([...own, ...built.files, ...(last?.files ?? [])]);
  for (const name of readdirSync(buildDir)) {
    if (!kept.has(name)) rmSync(join(buildDir, name), { recursive: true });
  }
  return manifest;
}

/** Gzip sizes of built files with everything they import at load time, each counted once. */
export async function gzipBytes(...names: string[]): Promise<number> {
  const buildDir = join(here, ".build");
  const manifest = (await lastBuild(buildDir))?.manifest ?? {};
  const files = new Set<string>();
  const queue = names.map((name) => manifest[name] ?? name);
  for (const file of queue) {
    if (files.has(file)) continue;
    files.add(file);
    if (!file.endsWith(".js")) continue;
    const source = await Bun.file(join(buildDir, file)).text();
    const imports = new Bun.Transpiler({ loader: "js" }).scanImports(source);
    queue.push(
      ...imports.filter((one) => one.kind === "import-statement").map((one) => basename(one.path)),
    );
  }
  let bytes = 0;
  for (const file of files) {
    bytes += Bun.gzipSync(await Bun.file(join(buildDir, file)).bytes()).length;
  }
  return bytes;
}

async function buildScripts({
  root,
  buildDir,
  debuggable,
}: Order): Promise<{ manifest: Manifest; files: string[] }> {
  const entries = [...new Bun.Glob("src/client/entries/*.{ts,tsx}").scanSync(root)]
    .filter((path) => !path.includes(".test."))
    .toSorted((a, b) => a.localeCompare(b));
  if (entries.length === 0) return { manifest: {}, files: [] };
  const { outputs } = await bundle(root, {
    entrypoints: entries.map((path) => join(root, path)),
    outdir: buildDir,
    target: "browser",
    minify: !debuggable,
    splitting: true,
    sourcemap: debuggable ? "linked" : "none",
    naming: { entry: "[name]-[hash].[ext]", chunk: "chunk-[hash].[ext]" },
  });
  const manifest: Manifest = {};
  for (const output of outputs) {
    const file = basename(output.path);
    if (output.kind === "entry-point") manifest[file.replace(/-[^-]+\.js$/, ".js")] = file;
  }
  return { manifest, files: outputs.map((output) => basename(output.path)) };
}

async function buildStyles(root: string, buildDir: string): Promise<string> {
  const tailwind = join(
    Bun.resolveSync("@tailwindcss/cli/package.json", here),
    "../dist/index.mjs",
  );
  const unnamed = join(buildDir, `styles-${process.pid}.css`);
  const child = Bun.spawn(
    [process.execPath, tailwind, "-i", "src/ui/styles.css", "-o", unnamed, "--minify"],
    { cwd: root, stdin: "ignore", stdout: "ignore", stderr: "pipe" },
  );
  const said = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) {
    const why = Bun.stripANSI(said).replace(/\s+/g, " ").trim();
    throw new Error(`The styles do not build: ${why}`);
  }
  const name = `styles-${Bun.hash(await Bun.file(unnamed).bytes()).toString(36)}.css`;
  renameSync(unnamed, join(buildDir, name));
  return name;
}

/**
 * Compressed once, as small as possible, so that no request waits for it. @returns the names of the
 * files created
 */
async function pack(buildDir: string, name: string): Promise<string[]> {
  const plain = await Bun.file(join(buildDir, name)).bytes();
  const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY, Z_BEST_COMPRESSION } = constants;
  const packed: Record<string, Uint8Array> = {
    ".br": await brotli(plain, { params: { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY } }),
    ".gz": await gzip(plain, { level: Z_BEST_COMPRESSION }),
  };
  const smaller = Object.entries(packed).filter(([, { length }]) => length < plain.length);
  for (const [ending, bytes] of smaller) {
    const file = join(buildDir, name + ending);
    await Bun.write(`${file}.${process.pid}`, bytes);
    renameSync(`${file}.${process.pid}`, file);
  }
  return smaller.map(([ending]) => name + ending);
}

async function lastBuild(buildDir: string): Promise<Built | undefined> {
  const file = Bun.file(join(buildDir, "build.json"));
  if (!(await file.exists())) return undefined;
  const built = (await file.json()) as Built;
  const whole = await Promise.all(
    built.files.map((name) => Bun.file(join(buildDir, name)).exists()),
  );
  return whole.every(Boolean) ? built : undefined;
}

async function hashInputs({ root, debuggable }: Order): Promise<string> {
  const sources = new Bun.Glob("src/{ui,client,wire,sync,kit,web}/**/*.{ts,tsx,css}").scanSync(
    root,
  );
  const settings = ["bun.lock", "package.json", "tsconfig.json"];
  const hasher = new Bun.CryptoHasher("sha256").update(`${Bun.version} ${debuggable}`);
  hasher.update(await Bun.file(import.meta.path).bytes());
  for (const path of [...sources, ...settings].toSorted((a, b) => a.localeCompare(b))) {
    hasher.update(path).update(await Bun.file(join(root, path)).bytes());
  }
  return hasher.digest("hex");
}

/** Readers see the old text or the new one, never half of it. */
async function writeWhole(file: string, value: unknown): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await Bun.write(unfinished, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(unfinished, file);
}
