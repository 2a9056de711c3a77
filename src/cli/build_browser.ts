/** What the browser loads: all scripts of src/client/entries, the styles and the icons. */
import { renameSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip as gzipAsync } from "node:zlib";
import { home } from "#kit/home.ts";
import { drawBrand, webManifest } from "./build_brand.ts";
import { drawIcons } from "./build_icons.ts";
import { bundle } from "./bundle.ts";
import { buildDirOf, type Built, lastBuild, type Manifest, type Order } from "./last_build.ts";

const brotli = promisify(brotliCompress);
const gzip = promisify(gzipAsync);

/** Builds into .build/, under names with a hash of the content. */
export async function buildBrowser(order: Order): Promise<Pick<Built, "files" | "manifest">> {
  const { root, debuggable } = order;
  const buildDir = buildDirOf(root);
  const scripts = await buildScripts(order);
  const styles = await buildStyles(root, buildDir);
  const icons = await buildIcons(root, buildDir);
  const brand = await buildBrand(root, buildDir);
  const pictures = await copyPictures(root, buildDir);
  const toPack = [...scripts.files, styles, ...Object.values({ ...icons, ...brand })];
  const plain = [...toPack, ...Object.values(pictures)];
  const packed = (
    await Promise.all((debuggable ? [] : toPack).map((name) => pack(buildDir, name)))
  ).flat();
  return {
    files: [...plain, ...packed],
    manifest: { ...scripts.manifest, "styles.css": styles, ...icons, ...brand, ...pictures },
  };
}

/** Gzip sizes of built files with everything they import at load time, each counted once. */
export async function gzipBytes(...names: string[]): Promise<number> {
  const buildDir = buildDirOf(home);
  const manifest = lastBuild({ root: home, product: "browser" })?.manifest ?? {};
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
  debuggable,
}: Order): Promise<{ manifest: Manifest; files: string[] }> {
  const entries = [...new Bun.Glob("src/client/entries/*.{ts,tsx}").scanSync(root)]
    .filter((path) => !path.includes(".test."))
    .toSorted((a, b) => a.localeCompare(b));
  if (entries.length === 0) return { manifest: {}, files: [] };
  const outputs: Bun.BuildArtifact[] = [];
  for (const together of separate(entries)) {
    const made = await bundle(root, {
      entrypoints: together.map((path) => join(root, path)),
      outdir: buildDirOf(root),
      target: "browser",
      minify: !debuggable,
      splitting: true,
      sourcemap: debuggable ? "linked" : "none",
      naming: { entry: "[name]-[hash].[ext]", chunk: "chunk-[hash].[ext]" },
    });
    outputs.push(...made.outputs);
  }
  const manifest: Manifest = {};
  for (const output of outputs) {
    const file = basename(output.path);
    if (output.kind === "entry-point") manifest[file.replace(/-[^-]+\.js$/, ".js")] = file;
    if (!debuggable) await shrink(output.path);
  }
  return { manifest, files: [...new Set(outputs.map((output) => basename(output.path)))] };
}

/**
 * The scripts of the chat, and those of the other pages, which no page has together. Built together
 * they would fall into many small files, which compress less.
 */
function separate(entries: string[]): string[][] {
  const { chat = [], others = [] } = Object.groupBy(entries, (path) =>
    basename(path).startsWith("chat") ? "chat" : "others",
  );
  return [chat, others].filter(({ length }) => length > 0);
}

/** Terser puts functions that are used once where they are used, which Bun does not. */
async function shrink(file: string): Promise<void> {
  const { minify } = await import("terser");
  const { code = "" } = await minify(await Bun.file(file).text(), {
    module: true,
    ecma: 2020,
    compress: { passes: 3 },
  });
  await Bun.write(file, code);
}

async function buildStyles(root: string, buildDir: string): Promise<string> {
  const tailwind = join(
    Bun.resolveSync("@tailwindcss/cli/package.json", home),
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
  await Bun.write(unnamed, withoutFallback(await Bun.file(unnamed).text()));
  const name = `styles-${Bun.hash(await Bun.file(unnamed).bytes()).toString(36)}.css`;
  renameSync(unnamed, join(buildDir, name));
  return name;
}

/** Initial values for browsers without `@property`, which are older than the oldest supported. */
function withoutFallback(css: string): string {
  return css.replace(/@layer properties\{@supports[^{]*\{[^{}]*\{[^{}]*\}\}\}/, "");
}

async function buildIcons(root: string, buildDir: string): Promise<Manifest> {
  const sprite = await drawIcons(root);
  if (sprite === undefined) return {};
  return { "icons.svg": await writeNamed(buildDir, "icons.svg", sprite) };
}

async function buildBrand(root: string, buildDir: string): Promise<Manifest> {
  const names: Manifest = {};
  for (const [plain, content] of Object.entries(await drawBrand(root))) {
    names[plain] = await writeNamed(buildDir, plain, content);
  }
  if (Object.keys(names).length === 0) return {};
  const plain = "app.webmanifest";
  return { ...names, [plain]: await writeNamed(buildDir, plain, webManifest(names)) };
}

/** Those of the help, which are compressed already. */
async function copyPictures(root: string, buildDir: string): Promise<Manifest> {
  const names: Manifest = {};
  for (const path of [...new Bun.Glob("src/ui/help_pictures/*.webp").scanSync(root)].toSorted()) {
    const content = await Bun.file(join(root, path)).bytes();
    names[basename(path)] = await writeNamed(buildDir, basename(path), content);
  }
  return names;
}

/** @returns the name with a hash of the content */
async function writeNamed(
  buildDir: string,
  plain: string,
  content: string | Uint8Array,
): Promise<string> {
  const name = plain.replace(/\.\w+$/, (ending) => `-${Bun.hash(content).toString(36)}${ending}`);
  await Bun.write(join(buildDir, `${name}.${process.pid}`), content);
  renameSync(join(buildDir, `${name}.${process.pid}`), join(buildDir, name));
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
