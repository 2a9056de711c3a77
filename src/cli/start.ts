import { buildIfStale, buildServersIfStale } from "./build.ts";
import { type Command, UsageError } from "./command.ts";
import { bundledScripts, partsOf, sourceScript } from "./server_scripts.ts";
import { startInstance } from "./start_instance.ts";
import { printError } from "./terminal.ts";

export const startCommand: Command = {
  name: "start [part]",
  summary: "run the web application and the socket server until Ctrl-C, or one: web, realtime",
  async run({ config, words }) {
    const parts = partsOf(words);
    if (!parts) throw new UsageError(`start runs web, realtime, or both, but not ${words[0]}.`);
    return startInstance(config, {
      parts,
      async build() {
        await buildIfStale();
        const folder = await buildServersIfStale();
        if (folder !== undefined) return bundledScripts(folder);
        printError(
          "The servers run from their source, because .build/ is read-only; ./run.sh build would make starts faster.",
        );
        return sourceScript;
      },
    });
  },
};
