/** Bundles of the servers, and of what starts them: one file each loads faster than hundreds. */
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { buildDirOf, type Built, type Order } from "./last_build.ts";

const entries = {
  start: "src/cli/start_built.ts",
  web: "src/web/main.ts",
  realtime: "src/realtime/main.ts",
};

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
  const files: string[] = [];
  for (const [name, path] of Object.entries(entries)) {
    await bundle(root, {
      entrypoints: [join(root, path)],
      outdir: unfinished,
      naming: `${name}.js`,
      target: "bun",
      sourcemap: "linked",
    });
    files.push(`${folder}/${name}.js`, `${folder}/${name}.js.map`);
  }
  rmSync(join(buildDirOf(root), folder), { recursive: true, force: true });
  renameSync(unfinished, join(buildDirOf(root), folder));
  const manifest = Object.fromEntries(
    Object.keys(entries).map((name) => [name, `${folder}/${name}.js`]),
  );
  return { files, manifest };
}
