import { join } from "node:path";

/**
 * The folder of this copy of Team Chat, whatever the current folder is. It is two folders up from
 * this file, and also from the bundles that `run.sh build` makes of it.
 */
export const home = join(import.meta.dirname, "../..");

/** The folder of the bundle that runs, if it is one. */
export const codeFolder = import.meta.dirname;
