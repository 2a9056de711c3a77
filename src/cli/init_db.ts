import { databaseName } from "#kit/config.ts";
import { inspectDatabase } from "#core/instance/open_services.ts";
import type { Command } from "./command.ts";
import { withServices } from "./services.ts";
import { print } from "./terminal.ts";

export const initDbCommand: Command = {
  name: "init-db",
  summary: "create the database, or update its schema",
  async run({ config }) {
    const existed = await inspectDatabase(config);
    await withServices(config, async () => {});
    print(`${existed ? "Up to date" : "Created"}: ${databaseName(config)}`);
    return 0;
  },
};
