import { databaseName } from "#kit/config.ts";
import { dropDatabase, mayDropDatabase } from "#core/instance/drop_database.ts";
import { holdAlone } from "#core/instance/instance_lock.ts";
import type { Command } from "./command.ts";
import { askYes, print } from "./terminal.ts";

export const dropDbCommand: Command = {
  name: "drop-db",
  summary: "delete the database with everything in it",
  options: [["--yes", "do not ask"]],
  async run({ config, options }) {
    const name = databaseName(config);
    if (!(await mayDropDatabase(config))) {
      print(`There is no database at ${name}.`);
      return 0;
    }
    const hold = await holdAlone(config);
    try {
      const question = `Delete ${name} with all people, groups and messages?`;
      if (!options["yes"] && !(await askYes(question))) return 1;
      await dropDatabase(config);
      print(`Deleted: ${name}`);
      return 0;
    } finally {
      hold.release();
    }
  },
};
