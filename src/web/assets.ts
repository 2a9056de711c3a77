import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Built files of the client: `chat.js` and `styles.css` by their hashed names. */
export interface Assets {
  /** The address of a built file by its plain name. */
  url: (name: string) => string;
  /** The built file behind an address below /assets/, or nothing. */
  file: (path: string) => string | undefined;
}

/** The form of every hashed name; no folder and nothing else that lies there has it. */
const builtName = /^[\w-]+-\w+\.(js|css)$/;

export const buildDir = join(import.meta.dir, "../../.build");

/** Reads the manifest that `run.sh build` has written. @throws when nothing was built */
export function loadAssets(dir = buildDir): Assets {
  const manifestFile = join(dir, "manifest.json");
  if (!existsSync(manifestFile)) {
    throw new Error("The client is not built. Run ./run.sh build, or start with ./run.sh start.");
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Record<string, string>;
  return {
    url: (name) => `/assets/${manifest[name] ?? name}`,
    file(path) {
      const file = builtName.test(path) && join(dir, path);
      return file && existsSync(file) ? file : undefined;
    },
  };
}
