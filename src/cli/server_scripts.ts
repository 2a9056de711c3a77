/** The scripts that run as servers. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { home } from "#kit/home.ts";

export const serverNames = ["web", "realtime"] as const;

export type ServerName = (typeof serverNames)[number];

/**
 * The servers that a start runs: those that its words name, or all.
 * @returns undefined if the words name no server
 */
export function partsOf(words: readonly string[]): readonly ServerName[] | undefined {
  if (words.length === 0) return serverNames;
  const part = serverNames.find((name) => name === words[0]);
  return part && words.length === 1 ? [part] : undefined;
}

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
