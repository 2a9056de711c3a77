import { existsSync } from "node:fs";
import { dropDatabase } from "#core/drop_database.ts";
import type { Command } from "./command.ts";
import { requireStopped } from "./running.ts";
import { askYes, say } from "./terminal.ts";

export const dropDbCommand: Command = {
  name: "drop-db",
  summary: "delete the database with everything in it",
  options: [["--yes", "do not ask"]],
  async run({ config, options }) {
    const { databaseFile } = config;
    requireStopped(config);
    if (!existsSync(databaseFile)) {
      say(`There is no database at ${databaseFile}.`);
      return 0;
    }
    const question = `Delete ${databaseFile} with all people, groups and messages?`;
    if (!options["yes"] && !(await askYes(question))) return 1;
    dropDatabase(databaseFile);
    say(`Deleted: ${databaseFile}`);
    return 0;
  },
};
