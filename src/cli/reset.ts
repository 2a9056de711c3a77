import { ConfigError, type Config, databaseName } from "#kit/config.ts";
import { DatabaseInProduction, requireNoProduction } from "#core/identity/known_passwords.ts";
import { demoPeople } from "#core/identity/demo_accounts.ts";
import { createDemoPeople, holdsOnlyDemo } from "#demo/people.ts";
import { dropDatabase, mayDropDatabase } from "#core/instance/drop_database.ts";
import { holdAlone } from "#core/instance/instance_lock.ts";
import type { Command } from "./command.ts";
import { withServices } from "./services.ts";
import { askYes, print, table } from "./terminal.ts";

export const resetCommand: Command = {
  name: "reset",
  summary: "rebuild the demo database; asks first if it holds anything else",
  options: [["--yes", "do not ask"]],
  async run({ config, options }) {
    if (config.production) {
      throw new ConfigError(
        "The demo's passwords are public, so this is not allowed in production.",
      );
    }
    const name = databaseName(config);
    const exists = await mayDropDatabase(config);
    const hold = await holdAlone(config);
    try {
      const question = `${name} holds more than the demo. Delete all of it?`;
      const sure =
        !exists ||
        (await nothingToLose(config)) ||
        Boolean(options["yes"]) ||
        (await askYes(question));
      if (!sure) return 1;
      await dropDatabase(config);
      await withServices(config, createDemoPeople);
    } finally {
      hold.release();
    }
    print(`Rebuilt: ${name}`, "");
    print(...table(demoPeople.map(({ email, password, role }) => [email, password, role])));
    return 0;
  },
};

/** @throws {DatabaseInProduction} when the database is in production */
async function nothingToLose(config: Config): Promise<boolean> {
  try {
    return await withServices(config, async (services) => {
      await requireNoProduction(services);
      return holdsOnlyDemo(services);
    });
  } catch (error) {
    if (error instanceof DatabaseInProduction) throw error;
    // A database that cannot be opened may contain anything.
    return false;
  }
}
