/** The scripts that run as servers. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { home } from "#kit/home.ts";

export type ServerName = "web" | "realtime";

/** Finds the script of a server, each time that it starts. */
export type FindScript = (name: ServerName) => string;

/** The source of a server. */
export const sourceScript: FindScript = (name) => join(home, "src", name, "main.ts");

/**
 * The bundles in a folder that `run.sh build` made. Two later builds remove it; a server that dies
 * after that restarts from its source.
 */
export function bundledScripts(folder: string): FindScript {
  return (name) => {
    const bundled = join(folder, `${name}.js`);
    return existsSync(bundled) ? bundled : sourceScript(name);
  };
}
