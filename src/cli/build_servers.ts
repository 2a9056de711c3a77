/** Bundles of the servers, and of what starts them: one file each loads faster than hundreds. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { buildDirOf, type Built, type Order } from "./last_build.ts";

const entries = {
  start: "src/cli/start_built.ts",
  web: "src/web/main.ts",
  realtime: "src/realtime/main.ts",
  maker: "src/core/maker/worker.ts",
};

/** Bun's bytecode saves parsing, and exists for CommonJS only. */
export const serverFormat = {
  target: "bun",
  format: "cjs",
  bytecode: true,
  sourcemap: "linked",
  // Modules are always strict.
  banner: '"use strict";',
  // Otherwise the path of the source is written into the bundle.
  define: { "import.meta.dirname": "module.path" },
} as const;

/** The script, its source map and its bytecode. */
const endings = [".js", ".js.map", ".js.jsc"];

/**
 * Builds into a folder of its own, named after what it is built from: it appears complete, and
 * never changes. Source maps let stack traces name the source.
 */
export async function buildServers(
  { root }: Order,
  inputs: string,
): Promise<Pick<Built, "files" | "manifest">> {
  const folder = `servers-${inputs.slice(0, 16)}`;
  const unfinished = join(buildDirOf(root), `${folder}.${process.pid}`);
  rmSync(unfinished, { recursive: true, force: true });
  const names = Object.entries(entries).map(([name, path]) => ({ name, path }));
  for (const { name, path } of names) {
    const entrypoints = [join(root, path)];
    await bundle(root, { ...serverFormat, entrypoints, outdir: unfinished, naming: `${name}.js` });
    for (const ending of endings) flush(join(unfinished, name + ending));
  }
  rmSync(join(buildDirOf(root), folder), { recursive: true, force: true });
  renameSync(unfinished, join(buildDirOf(root), folder));
  return {
    files: names.flatMap(({ name }) => endings.map((ending) => `${folder}/${name}${ending}`)),
    manifest: Object.fromEntries(names.map(({ name }) => [name, `${folder}/${name}.js`])),
  };
}

/** After a power failure, a file that exists must be whole. */
function flush(file: string): void {
  const descriptor = openSync(file, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
