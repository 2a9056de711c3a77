/**
 * Builds into .build/ what is stale: what the browser loads, and the bundles of the servers. Each
 * has a record there of what it was built from and which files it made.
 */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename, join } from "node:path";
import { home } from "#kit/home.ts";
import { systemClock, sleep } from "#kit/clock.ts";
import { type Hold, holdWork } from "#core/instance/instance_lock.ts";
import { buildBrowser, gzipBytes } from "./build_browser.ts";
import { buildServers } from "./build_servers.ts";
import type { Command } from "./command.ts";
import {
  buildDirOf,
  type Built,
  currentBuild,
  inputsOf,
  lastBuild,
  type Manifest,
  type Order,
  recordOf,
  serversFolder,
} from "./last_build.ts";
import { print } from "./terminal.ts";

const lockName = "lock";
const manifestName = "manifest.json";
const waitMs = 100;

export const buildCommand: Command = {
  name: "build",
  summary: "build the browser's files and the servers if they are out of date",
  options: [["--sizes", "show the gzip size of each script with everything it loads at once"]],
  async run({ options }) {
    const manifest = await buildIfStale();
    await buildServersIfStale();
    if (options["sizes"]) {
      for (const name of Object.keys(manifest)) {
        print(`${((await gzipBytes(name)) / 1000).toFixed(1).padStart(7)} kB  ${name}`);
      }
    }
    print(`Up to date: ${buildDirOf(home)}`);
    return 0;
  },
};

export interface BuildOptions {
  /** Names as in the source, with source maps, uncompressed. For a developer's own browser. */
  debuggable?: boolean;
}

/**
 * Builds what the browser loads. The build is readable by everyone, because the servers may run as
 * another user.
 * @param root the folder that contains src/; the build goes to .build/ in it
 * @throws when a script or the styles do not build; the last build stays in place
 */
export async function buildIfStale(
  root = home,
  { debuggable = false }: BuildOptions = {},
): Promise<Manifest> {
  return (await build({ product: "browser", root, debuggable })).manifest;
}

/**
 * Bundles the servers.
 * @returns the folder of the bundles, or undefined if they are stale and .build/ is read-only
 * @throws {CodeError} when the source does not build; the last build stays in place
 */
export async function buildServersIfStale(root = home): Promise<string | undefined> {
  const order: Order = { product: "servers", root, debuggable: false };
  const built = isReadOnly(buildDirOf(root)) ? currentBuild(order) : await build(order);
  return built && serversFolder(root, built);
}

function isReadOnly(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch {
    return existsSync(folder);
  }
}

async function build(order: Order): Promise<Built> {
  const current = currentBuild(order);
  if (current) return current;
  const buildDir = buildDirOf(order.root);
  const umask = process.umask(0o022);
  let hold: Hold | undefined;
  try {
    mkdirSync(buildDir, { recursive: true });
    while (!(hold = holdWork(join(buildDir, lockName)))) await sleep(systemClock, waitMs);
    return await buildAlone(order);
  } finally {
    hold?.release();
    process.umask(umask);
  }
}

/** No other build runs meanwhile, so files that belong to no build were left by one that died. */
async function buildAlone(order: Order): Promise<Built> {
  const current = currentBuild(order);
  if (current) return current;
  const { root, product } = order;
  const inputs = inputsOf(order);
  const before = lastBuild(order)?.files ?? [];
  const made =
    product === "browser" ? await buildBrowser(order) : await buildServers(order, inputs);
  // An edit meanwhile may be in one file that was made and not in another.
  if (inputsOf(order) !== inputs) return buildAlone(order);
  const built: Built = { inputs, ...made, before };
  if (product === "browser") {
    await writeWhole(join(buildDirOf(root), manifestName), made.manifest);
  }
  await writeWhole(recordOf(order), built);
  removeOthers(root);
  return built;
}

/** A running server has read the last manifest, so its files stay for one more build. */
function removeOthers(root: string): void {
  const kept = new Set([manifestName, lockName]);
  for (const product of ["browser", "servers"] as const) {
    const record = basename(recordOf({ root, product }));
    const { files = [], before = [] } = lastBuild({ root, product }) ?? {};
    for (const path of [record, ...files, ...before]) kept.add(path.split("/")[0]!);
  }
  for (const name of readdirSync(buildDirOf(root))) {
    if (!kept.has(name)) rmSync(join(buildDirOf(root), name), { recursive: true });
  }
}

/** Readers see the old text or the new one, never half of it. */
async function writeWhole(file: string, value: unknown): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await Bun.write(unfinished, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(unfinished, file);
}
