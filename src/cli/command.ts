import type { Config } from "#kit/config.ts";

/** The arguments of a command. */
export interface Invocation {
  config: Config;
  /** The words after the command's name, in the order of its `name`. */
  words: string[];
  /** Options by their long name: `true` for a switch, text for a value. */
  options: Record<string, string | boolean | undefined>;
}

/** A command for operators. main.ts has the table of all commands. */
export interface Command {
  /** With its arguments: `adopt <file>`, `check [file]`. */
  name: string;
  /** One line, for --help. */
  summary: string;
  /** `["--yes", "do not ask"]`, `["--students <count>", "how many students", "300"]`. */
  options?: [flags: string, summary: string, fallback?: string][];
  /** @returns the exit code: 0 done, 1 failed or refused. Errors are printed and exit with 1. */
  run: (invocation: Invocation) => Promise<number>;
}

/** The command was called with an invalid value. */
export class UsageError extends Error {}
