/**
 * What the last build made, and whether it is current. Every start loads this file first, so it
 * imports little.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { home } from "#kit/home.ts";

/** What is built, each by itself: what pages load, and the bundles of the servers. */
export type Product = "browser" | "servers";

export interface Order {
  product: Product;
  /** The folder that contains src/; the build goes to .build/ in it. */
  root: string;
  /** Of the browser's files: names as in the source, with source maps, uncompressed. */
  debuggable: boolean;
}

/** Built files by plain names: `chat.js` → `chat-abc123.js`, `web` → `servers-abc123/web.js`. */
export type Manifest = Record<string, string>;

export interface Built {
  /** A hash of everything that the build reads. */
  inputs: string;
  /** All files that it made, including chunks and compressed ones, as paths below .build/. */
  files: string[];
  manifest: Manifest;
  /** The files of the build before, which servers that are still running may need. */
  before?: string[];
}

const products: Record<Product, { record: string; reads: RegExp }> = {
  browser: {
    record: "build.json",
    reads: /^src\/(?:(?:ui|client|wire|sync|kit|web)\/|cli\/build)|^[^/]+$/,
  },
  servers: { record: "servers.json", reads: /^/ },
};

const settings = ["bun.lock", "package.json", "tsconfig.json"];

export const buildDirOf = (root: string) => join(root, ".build");

/** The file that describes the last build of a product. */
export function recordOf({ root, product }: Pick<Order, "root" | "product">): string {
  return join(buildDirOf(root), products[product].record);
}

/**
 * Hashes every file that a build may read, by its path. Reading them all takes a few milliseconds;
 * their times would not show every change.
 */
export function hashSources(root: string): Map<string, string> {
  const sources = [...new Bun.Glob("src/**/*").scanSync(root)].filter(
    (path) => !path.includes(".test."),
  );
  const hashOf = (path: string) => Bun.SHA256.hash(readFileSync(join(root, path)), "hex");
  const paths = [...sources, ...settings].toSorted((a, b) => (a < b ? -1 : 1));
  return new Map(paths.map((path) => [path, hashOf(path)]));
}

/** A hash of all that a product is built from. */
export function inputsOf({ product, root, debuggable }: Order, sources = hashSources(root)) {
  const machine = [Bun.version, process.platform, process.arch];
  const hasher = new Bun.CryptoHasher("sha256").update([...machine, debuggable].join(" "));
  for (const [path, hash] of sources) {
    if (products[product].reads.test(path)) hasher.update(`\n${path} ${hash}`);
  }
  return hasher.digest("hex");
}

/** The last build of a product, if all its files are still there. */
export function lastBuild(order: Pick<Order, "root" | "product">): Built | undefined {
  const record = recordOf(order);
  if (!existsSync(record)) return undefined;
  const built = JSON.parse(readFileSync(record, "utf8")) as Built;
  const isThere = (name: string) => existsSync(join(buildDirOf(order.root), name));
  return built.files.every(isThere) ? built : undefined;
}

/** The last build of a product, if nothing that it was built from has changed. */
export function currentBuild(order: Order, sources = hashSources(order.root)): Built | undefined {
  const last = lastBuild(order);
  return last?.inputs === inputsOf(order, sources) ? last : undefined;
}

/** The folder of the servers' bundles, if everything that `run.sh start` needs is current. */
export function currentServers(root = home): string | undefined {
  const sources = hashSources(root);
  const [browser, servers] = (["browser", "servers"] as const).map((product) =>
    currentBuild({ product, root, debuggable: false }, sources),
  );
  return browser && servers && serversFolder(root, servers);
}

/** The folder of the bundles that a build of the servers made. */
export function serversFolder(root: string, { manifest }: Built): string {
  return join(buildDirOf(root), dirname(manifest["start"]!));
}
