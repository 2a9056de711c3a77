import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { home } from "#kit/home.ts";
import type { Encoding } from "./encodings.ts";

/** The client's built files: `chat.js` and `styles.css` by their hashed names. */
export interface Assets {
  /** The address of a built file by its plain name. */
  url: (name: string) => string;
  /**
   * The addresses of what a built script imports at once, so that a browser need not read one file
   * to learn of the next.
   */
  imports?: (name: string) => readonly string[];
  /** The built file at an address below /assets/, or undefined. */
  file: (path: string) => BuiltFile | undefined;
}

export interface BuiltFile {
  plain: string;
  /** Whether it is what another build had under this name, so that it may not be kept. */
  isSubstitute?: boolean;
  /** Its compressed versions, smallest first; `run.sh build` has created them. */
  packed: Partial<Record<Encoding, string>>;
}

const endings: [Encoding, string][] = [
  ["br", ".br"],
  ["gzip", ".gz"],
];

/** The form of all hashed names; no folder and no other file there matches it. */
const builtName = /^[\w-]+-\w+\.(js|css|svg|png|webp|webmanifest|js\.map)$/;

/** The icons, of whichever build. */
const iconsName = /^icons(-\w+)?\.svg$/;

const buildDir = join(home, ".build");

/** Reads the manifest of `run.sh build`. @throws when nothing was built */
export function loadAssets(dir = buildDir): Assets {
  const manifestFile = join(dir, "manifest.json");
  if (!existsSync(manifestFile)) {
    throw new Error("The client is not built. Run ./run.sh build, or start with ./run.sh start.");
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Record<string, string>;
  const find = (path: string): BuiltFile | undefined => {
    const plain = join(dir, path);
    if (!builtName.test(path) || !existsSync(plain)) return undefined;
    const packed = endings
      .map(([encoding, ending]) => [encoding, plain + ending] as const)
      .filter(([, file]) => existsSync(file));
    return { plain, packed: Object.fromEntries(packed) };
  };
  const known = new Map<string, readonly string[]>();
  const importsOf = (file: string): readonly string[] => {
    const own = known.get(file) ?? chunksIn(join(dir, file));
    known.set(file, own);
    return own.flatMap((chunk) => [chunk, ...importsOf(chunk)]);
  };
  return {
    imports: (name) => importsOf(manifest[name] ?? name).map((chunk) => `/assets/${chunk}`),
    url: (name) => `/assets/${manifest[name] ?? name}`,
    file(path) {
      const found = find(path);
      if (found || !iconsName.test(path)) return found;
      // A page that is open for long, or that another server made, asks for its own build's icons.
      const current = find(manifest["icons.svg"] ?? "");
      return current && { ...current, isSubstitute: true };
    },
  };
}

/** The files that a built script imports. */
function chunksIn(file: string): string[] {
  if (!existsSync(file)) return [];
  return new Bun.Transpiler({ loader: "js" })
    .scanImports(readFileSync(file, "utf8"))
    .filter(({ kind }) => kind === "import-statement")
    .map(({ path }) => basename(path));
}
