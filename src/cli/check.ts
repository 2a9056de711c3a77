import { existsSync } from "node:fs";
import { checkDatabase } from "#core/check.ts";
import type { Command } from "./command.ts";
import { withServices } from "./services.ts";
import { complain, say } from "./terminal.ts";

export const checkCommand: Command = {
  name: "check",
  summary: "check the database: the file, references, and that no event or message is missing",
  async run({ config }) {
    if (!existsSync(config.databaseFile)) {
      throw new Error(`There is no database at ${config.databaseFile}.`);
    }
    const problems = await withServices(config, ({ db }) => checkDatabase(db));
    for (const { what, where } of problems) complain(`${where}: ${what}`);
    if (problems.length > 0) return 1;
    say(`Sound: ${config.databaseFile}`);
    return 0;
  },
};
