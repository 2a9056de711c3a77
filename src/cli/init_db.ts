import { existsSync } from "node:fs";
import type { Command } from "./command.ts";
import { withServices } from "./services.ts";
import { say } from "./terminal.ts";

export const initDbCommand: Command = {
  name: "init-db",
  summary: "create the database, or update its schema",
  async run({ config }) {
    const existed = existsSync(config.databaseFile);
    await withServices(config, async () => {});
    say(`${existed ? "Up to date" : "Created"}: ${config.databaseFile}`);
    return 0;
  },
};
