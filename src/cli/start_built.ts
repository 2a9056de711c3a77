/** `run.sh start` when the build is current: this file is bundled, beside the servers' bundles. */
import { type Config, readConfig } from "#kit/config.ts";
import { makeFilesPrivate } from "#kit/private_files.ts";
import { reportFailure } from "./report_failure.ts";
import { bundledScripts, partsOf, serverNames } from "./server_scripts.ts";
import { startInstance } from "./start_instance.ts";

/** @returns the exit code */
async function start(): Promise<number> {
  let config: Config | undefined;
  try {
    config = readConfig();
    const parts = partsOf(process.argv.slice(3)) ?? serverNames;
    const scripts = bundledScripts(import.meta.dirname);
    return await startInstance(config, { parts, build: () => Promise.resolve(scripts) });
  } catch (error) {
    return reportFailure(config, error);
  }
}

makeFilesPrivate();
void start().then((code) => process.exit(code));
