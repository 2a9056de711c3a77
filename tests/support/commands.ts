/** The operator's commands as one file: tests run hundreds, and it loads in a third of the time. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { serverFormat } from "#cli/build_servers.ts";
import { bundle } from "#cli/bundle.ts";
import { home } from "#kit/home.ts";

/** What tests run: the file that the whole run has bundled, or the source. */
export const commandsScript = process.env["TEST_COMMANDS"] ?? join(home, "src/cli/main.ts");

/**
 * It finds the checkout two folders up, in a folder from which no build removes it.
 * @returns the file, which is there until the process ends
 */
export async function bundleCommands(): Promise<string> {
  const outdir = join(home, "node_modules", `.commands-${process.pid}`);
  process.on("exit", () => rmSync(outdir, { recursive: true, force: true }));
  const entrypoints = [join(home, "src/cli/main.ts")];
  await bundle(home, { ...serverFormat, entrypoints, outdir, naming: "main.js" });
  return join(outdir, "main.js");
}
