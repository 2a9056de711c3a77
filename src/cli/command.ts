import type { Config } from "#kit/config.ts";

/** What a command is called with. */
export interface Invocation {
  config: Config;
  /** The words after the command's name, in the order of its `name`. */
  words: string[];
  /** Options by their long name: `true` for a switch, text for a value. */
  options: Record<string, string | boolean | undefined>;
}

/** An operator's command. main.ts has the table of all of them. */
export interface Command {
  /** With its words: `adopt <file>`, `check [file]`. */
  name: string;
  /** One line, for --help. */
  summary: string;
  /** `["--yes", "do not ask"]`, `["--students <count>", "how many students", "300"]`. */
  options?: [flags: string, summary: string, fallback?: string][];
  /** @returns the exit code: 0 done, 1 failed or refused. What is thrown is shown and exits 1. */
  run: (invocation: Invocation) => Promise<number>;
}

/** The command was called with a value that it cannot take. */
export class UsageError extends Error {}
