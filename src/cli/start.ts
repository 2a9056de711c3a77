import { buildIfStale, buildServersIfStale } from "./build.ts";
import type { Command } from "./command.ts";
import { bundledScripts, sourceScript } from "./server_scripts.ts";
import { startInstance } from "./start_instance.ts";
import { printError } from "./terminal.ts";

export const startCommand: Command = {
  name: "start",
  summary: "run the web application and the socket server until Ctrl-C",
  run: ({ config }) =>
    startInstance(config, {
      async build() {
        await buildIfStale();
        const folder = await buildServersIfStale();
        if (folder !== undefined) return bundledScripts(folder);
        printError(
          "The servers run from their source, because .build/ is read-only; ./run.sh build would make starts faster.",
        );
        return sourceScript;
      },
    }),
};
