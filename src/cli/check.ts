import { databaseName } from "#kit/config.ts";
import { checkInstallation, repairInstallation } from "#core/instance/check.ts";
import type { Services } from "#core/context.ts";
import type { Command } from "./command.ts";
import { withServices } from "./services.ts";
import { printError, print } from "./terminal.ts";

export const checkCommand: Command = {
  name: "check",
  summary: "check the database file, its references, and that no event or message is missing",
  options: [["--repair", "count anew what is counted wrongly, before checking"]],
  async run({ config, options }) {
    const look = async (services: Services) => {
      const repaired = options["repair"] === true ? await repairInstallation(services) : 0;
      if (repaired > 0) print(`Groups whose days were counted anew: ${repaired}`);
      return checkInstallation(config, services);
    };
    const problems = await withServices(config, look, { mustExist: true });
    for (const { what, where } of problems) printError(`${where}: ${what}`);
    if (problems.length > 0 && problems.every(({ repairable }) => repairable)) {
      printError(`Nothing is lost. Run check --repair, which counts these days anew.`);
      return 1;
    }
    if (problems.length > 0) {
      printError(
        `${databaseName(config)} is damaged. Restore a backup: docs/OPERATING.md, "Backup and restore".`,
      );
      return 1;
    }
    print(`Sound: ${databaseName(config)}`);
    return 0;
  },
};
