import type { Config } from "#kit/config.ts";
import { KnownPasswords } from "#core/identity/known_passwords.ts";
import { troubleText } from "#core/instance/storage_trouble.ts";

const namesMost = 10;

/** Why a command failed, in words for its operator: one line that says what to do. */
export function errorText(config: Config | undefined, error: unknown): string {
  if (error instanceof KnownPasswords) return knownPasswordsText(error.handles);
  return troubleText(config, error);
}

function knownPasswordsText(emails: readonly string[]): string {
  const named = emails.slice(0, namesMost).join(", ");
  const rest = emails.length - namesMost;
  const who = rest > 0 ? `${named} and ${rest} more` : named;
  const what =
    emails.length === 1 ? "1 account has a password" : `${emails.length} accounts have passwords`;
  return `${what} of the demo, which anyone can look up: ${who}. Change each with "run.sh cli set-password <address or username>", or start with an empty database.`;
}
