import { dropDatabase, mayDropDatabase } from "#core/instance/drop_database.ts";
import { holdAlone } from "#core/instance/instance_lock.ts";
import type { Command } from "./command.ts";
import { askYes, say } from "./terminal.ts";

export const dropDbCommand: Command = {
  name: "drop-db",
  summary: "delete the database with everything in it",
  options: [["--yes", "do not ask"]],
  async run({ config, options }) {
    const { databaseFile } = config;
    if (!mayDropDatabase(config)) {
      say(`There is no database at ${databaseFile}.`);
      return 0;
    }
    const hold = holdAlone(config);
    try {
      const question = `Delete ${databaseFile} with all people, groups and messages?`;
      if (!options["yes"] && !(await askYes(question))) return 1;
      dropDatabase(databaseFile);
      say(`Deleted: ${databaseFile}`);
      return 0;
    } finally {
      hold.release();
    }
  },
};
