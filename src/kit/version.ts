import { readFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "./home.ts";

const manifest = readFileSync(join(home, "package.json"), "utf8");

/** The version of this copy of Team Chat, as package.json names it. */
export const { version } = JSON.parse(manifest) as { version: string };
