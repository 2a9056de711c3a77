import { pathFromCaller } from "#kit/config.ts";
import { backUpDatabase, BackupError } from "#core/instance/backup.ts";
import type { Command } from "./command.ts";
import { printError, print } from "./terminal.ts";

export const backupCommand: Command = {
  name: "backup <file>",
  summary: "copy the database while it is in use, open the copy and check it",
  options: [["--force", "overwrite the file"]],
  async run({ config, words, options }) {
    const force = Boolean(options["force"]);
    try {
      const made = await backUpDatabase(config, pathFromCaller(words[0] ?? ""), { force });
      const size = (made.bytes / 1_000_000).toFixed(1);
      print(`Backed up and checked: ${made.file} (${size} MB)`);
      return 0;
    } catch (error) {
      if (!(error instanceof BackupError)) throw error;
      printError(error.message);
      for (const { what, where } of error.problems) printError(`- ${where}: ${what}`);
      return 1;
    }
  },
};
