import type { Config } from "#kit/config.ts";
import { CodeError } from "./bundle.ts";
import { UsageError } from "./command.ts";
import { errorText } from "./error_text.ts";
import { printError } from "./terminal.ts";

/** Prints why a command failed. @returns its exit code: 2 for an invalid call, otherwise 1 */
export function reportFailure(config: Config | undefined, error: unknown): number {
  const lines = error instanceof CodeError ? error.lines : [errorText(config, error)];
  for (const line of lines) printError(line);
  return error instanceof UsageError ? 2 : 1;
}
