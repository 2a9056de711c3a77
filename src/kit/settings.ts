/** Parses the text of settings. An invalid value is refused with a message of one line. */
import { resolve } from "node:path";

export type Environment = Record<string, string | undefined>;

/** An invalid setting; the message names the variable and the values it accepts. */
export class ConfigError extends Error {}

/**
 * The first of `allowed` is the default.
 * @throws {ConfigError} when the value is not one of the allowed ones
 */
export function oneOf<T extends string>(env: Environment, name: string, allowed: [T, ...T[]]): T {
  const value = env[name];
  if (!value) return allowed[0];
  const match = allowed.find((candidate) => candidate === value);
  if (!match) throw new ConfigError(`${name}=${value} is not one of: ${allowed.join(", ")}`);
  return match;
}

/**
 * @throws {ConfigError} when it is too short, or not visible ASCII; the message does not show the
 * value
 */
export function secret(env: Environment, name: string): string | undefined {
  const value = env[name];
  if (!value || /^[\x21-\x7e]{32,}$/.test(value)) return value || undefined;
  throw new ConfigError(`${name} must have at least 32 letters, digits or signs, without spaces`);
}

interface Range {
  fallback: number;
  min: number;
  max: number;
}

/** @throws {ConfigError} for anything but decimal digits, and for numbers out of range */
export function wholeNumber(env: Environment, name: string, range: Range): number {
  const value = env[name];
  if (!value) return range.fallback;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= range.min && number <= range.max) return number;
  throw new ConfigError(`${name}=${value} is not a whole number from ${range.min} to ${range.max}`);
}

/**
 * A path, absolute or relative to `start`.
 * @throws {ConfigError} for a `~`, which only a shell expands, and for an address (`file:`)
 */
export function pathFrom(
  start: string,
  env: Environment,
  { name, fallback }: { name: string; fallback: string },
): string {
  const value = env[name] || fallback;
  if (!/^(~|[a-z]+:)/i.test(value)) return resolve(start, value);
  throw new ConfigError(`${name}=${value} is not a path, such as /var/lib/team-chat`);
}

interface Address {
  fallback: string;
  schemes: [string, ...string[]];
  /** Whether the address may have a path. */
  withPath?: boolean;
}

/**
 * @throws {ConfigError} for other schemes, and for user, query or fragment; for a path unless it is
 * allowed
 */
export function webAddress(env: Environment, name: string, address: Address): URL {
  const { fallback, schemes, withPath = false } = address;
  const value = env[name] || fallback;
  const parsed = URL.parse(value);
  if (!parsed || !schemes.includes(parsed.protocol) || !isPlainHost(parsed)) {
    const example = schemes.map((scheme) => `${scheme}//chat.example.edu`).join(" or ");
    throw new ConfigError(`${name}=${value} is not an address such as ${example}`);
  }
  const path = withPath ? parsed.pathname : "/";
  if (parsed.href === `${schemeAndHost(parsed)}${path}`) return parsed;
  throw new ConfigError(
    withPath
      ? `${name}=${value} may have a path, but no user, ? or #`
      : `${name}=${value} must end after its host and port, as in ${schemes.at(-1)}//chat.example.edu: Team Chat has a host of its own, without a path, user, ? or #`,
  );
}

/**
 * The address of a page elsewhere, or undefined if none is set.
 * @throws {ConfigError} for anything but http: and https:, and for a user or password
 */
export function linkAddress(env: Environment, name: string): URL | undefined {
  const value = env[name];
  if (!value) return undefined;
  const parsed = URL.parse(value);
  const isWeb = parsed?.protocol === "https:" || parsed?.protocol === "http:";
  if (parsed && isWeb && isPlainHost(parsed) && !parsed.username && !parsed.password) return parsed;
  throw new ConfigError(
    `${name}=${value} is not the address of a page, such as https://uni.example.edu/imprint`,
  );
}

/** The text, if it is a mail address that needs no quotes or escapes. */
export function mailAddress(value: string): string | undefined {
  return /^[\w.!#$%&'*+/=?^`{|}~-]+@([\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u.test(value)
    ? value
    : undefined;
}

/**
 * An origin as browsers write it in `Origin` (RFC 6454, section 6.2); apps have schemes of their
 * own, such as `capacitor://localhost`.
 * @throws {ConfigError} for `*`, and for anything but scheme, host and port
 */
export function originOf(value: string): string {
  const parsed = URL.parse(value);
  const own = parsed && isPlainHost(parsed) && !/^(wss?|ftp|file):$/.test(parsed.protocol);
  const text = own ? schemeAndHost(parsed) : "";
  if (own && (parsed.href === text || parsed.href === `${text}/`)) return text;
  throw new ConfigError(
    `CORS_ORIGINS names ${value}, which is not an origin such as https://app.example.edu: scheme, host and port, each origin by itself`,
  );
}

/** The non-empty parts of a comma-separated list. */
export function textList(value: string | undefined): string[] {
  return (value ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function schemeAndHost({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

/** No wildcard, and no other punctuation that the URL standard allows in a host. */
function isPlainHost({ hostname }: URL): boolean {
  return /^(\[[\da-f:.]+\]|[\w.-]+)$/.test(hostname);
}
