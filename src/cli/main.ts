/** `./run.sh cli …`: the table of commands, and what they have in common. */
import { Command as Program } from "commander";
import { type Config, readConfig } from "#kit/config.ts";
import { makeFilesPrivate } from "#kit/private_files.ts";
import { buildCommand } from "./build.ts";
import { adoptCommand } from "./adopt.ts";
import { auditCommand } from "./audit.ts";
import { backupCommand } from "./backup.ts";
import { changeLogKeyCommand } from "./change_log_key.ts";
import { checkCommand } from "./check.ts";
import { createAdminCommand } from "./create_admin.ts";
import { demoCommand } from "./demo.ts";
import { devCommand } from "./dev.ts";
import { dropDbCommand } from "./drop_db.ts";
import { initDbCommand } from "./init_db.ts";
import { moveDatabaseCommand } from "./move_database.ts";
import { resetCommand } from "./reset.ts";
import { setPasswordCommand } from "./set_password.ts";
import type { Command } from "./command.ts";
import { reportFailure } from "./report_failure.ts";
import { verifyLogCommand } from "./verify_log.ts";
import { startCommand } from "./start.ts";
import { printError } from "./terminal.ts";

const commands: Command[] = [
  startCommand,
  devCommand,
  buildCommand,
  initDbCommand,
  dropDbCommand,
  resetCommand,
  createAdminCommand,
  setPasswordCommand,
  adoptCommand,
  moveDatabaseCommand,
  backupCommand,
  checkCommand,
  demoCommand,
  auditCommand,
  verifyLogCommand,
  changeLogKeyCommand,
];

/** @returns the exit code: 0 done, 1 failed or refused, 2 invalid call */
async function main(argv: string[]): Promise<number> {
  let exitCode = 0;
  let config: Config | undefined;
  const program = new Program("team-chat")
    .description("Team Chat's commands for its operator. Settings: docs/OPERATING.md")
    .exitOverride()
    .configureOutput({
      // The message repeats the words that it does not understand.
      outputError: (text) => {
        for (const line of text.trimEnd().split("\n")) printError(line);
      },
    });
  for (const command of commands) {
    const entry = program.command(command.name).description(command.summary);
    for (const [flags, summary, fallback] of command.options ?? []) {
      entry.option(flags, summary, fallback);
    }
    entry.action(async () => {
      const words = entry.processedArgs.filter((word): word is string => typeof word === "string");
      config = readConfig();
      exitCode = await command.run({ config, words, options: entry.opts() });
    });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, config);
  }
}

/** Commander throws for --help (0) and for an invalid call (1), and has already printed why. */
function exitCodeOf(error: unknown, config: Config | undefined): number {
  if (error instanceof Error && "exitCode" in error) return error.exitCode === 0 ? 0 : 2;
  return reportFailure(config, error);
}

makeFilesPrivate();
// As a bundle it is CommonJS, which cannot await here.
void main(process.argv.slice(2)).then((code) => process.exit(code));
