import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every file in the folder, with its kind and contents. */
export function everythingIn(folder: string): string[] {
  return readdirSync(folder)
    .toSorted((a, b) => a.localeCompare(b))
    .map((name) => {
      const stats = lstatSync(join(folder, name));
      const held = stats.isFile() ? Bun.hash(readFileSync(join(folder, name))) : "";
      return `${name} ${stats.mode} ${stats.mtimeMs} ${held}`;
    });
}
