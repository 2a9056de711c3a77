import { join, resolve } from "node:path";
import type { LogFormat, LogLevel } from "./log.ts";

/** The one place that reads the environment. Everything else is handed a `Config`. */
export interface Config {
  production: boolean;
  host: string;
  webPort: number;
  realtimePort: number;
  /** Address of the web application as people type it, without a trailing slash. */
  publicUrl: string;
  /** Address of the socket server as a browser reaches it. */
  wsUrl: string;
  /** Absolute folder of database, secrets and sockets. */
  instanceDir: string;
  /** Absolute path of the SQLite file. */
  databaseFile: string;
  registration: Registration;
  /** Origins, besides `publicUrl`, whose scripts may call the API with a token. */
  corsOrigins: string[];
  /** Whether the last address in `X-Forwarded-For` is believed: a proxy of ours has set it. */
  trustProxy: boolean;
  realtimeWorkers: number;
  logLevel: LogLevel;
  logFormat: LogFormat;
}

export type Registration =
  { mode: "open" } | { mode: "closed" } | { mode: "domains"; domains: string[] };

/** Where this copy of Team Chat lies, whatever the current folder is: relative settings start here. */
const home = join(import.meta.dirname, "../..");

export type Environment = Record<string, string | undefined>;

/** A setting that cannot be used; its message names the variable and what it accepts. */
export class ConfigError extends Error {}

/** A path among a command's arguments as its caller means it: `run.sh` leaves the caller's folder. */
export function pathFromCaller(path: string, env: Environment = process.env): string {
  return resolve(env["CALLER_DIR"] || process.cwd(), path);
}

/** @throws {ConfigError} naming the first variable whose value is wrong */
export function readConfig(env: Environment = process.env): Config {
  const production = oneOf(env, "TEAM_CHAT_ENV", ["development", "production"]) === "production";
  const host = env["HOST"] || "127.0.0.1";
  const webPort = wholeNumber(env, "WEB_PORT", { fallback: 5000, min: 0, max: 65535 });
  const realtimePort = wholeNumber(env, "REALTIME_PORT", { fallback: 8080, min: 0, max: 65535 });
  const shownHost = hostInUrl(host);
  const publicUrl = url(env, "PUBLIC_URL", {
    fallback: `http://${shownHost}:${webPort}`,
    schemes: ["http:", "https:"],
  });
  const instanceDir = resolve(home, env["INSTANCE_DIR"] || "instance");
  return {
    production,
    host,
    webPort,
    realtimePort,
    publicUrl,
    wsUrl: url(env, "WS_URL", {
      fallback: `ws://${shownHost}:${realtimePort}`,
      schemes: ["ws:", "wss:"],
    }),
    instanceDir,
    databaseFile: databaseFile(env, instanceDir),
    registration: registration(env, production),
    corsOrigins: list(env["CORS_ORIGINS"]),
    trustProxy: oneOf(env, "TRUST_PROXY", ["no", "yes"]) === "yes",
    realtimeWorkers: wholeNumber(env, "REALTIME_WORKERS", { fallback: 1, min: 1, max: 64 }),
    logLevel: oneOf(env, "LOG_LEVEL", ["info", "debug", "warn", "error"]),
    logFormat: oneOf(env, "LOG_FORMAT", production ? ["json", "text"] : ["text", "json"]),
  };
}

/** How a browser on this machine writes the address that is listened on. */
function hostInUrl(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

/** The first of `allowed` is the value when the variable is unset. */
function oneOf<T extends string>(env: Environment, name: string, allowed: [T, ...T[]]): T {
  const value = env[name];
  if (!value) return allowed[0];
  const match = allowed.find((candidate) => candidate === value);
  if (!match) throw new ConfigError(`${name}=${value} is not one of: ${allowed.join(", ")}`);
  return match;
}

interface Range {
  fallback: number;
  min: number;
  max: number;
}

function wholeNumber(env: Environment, name: string, range: Range): number {
  const value = env[name];
  if (!value) return range.fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < range.min || number > range.max) {
    throw new ConfigError(
      `${name}=${value} is not a whole number from ${range.min} to ${range.max}`,
    );
  }
  return number;
}

interface Address {
  fallback: string;
  schemes: string[];
}

function url(env: Environment, name: string, { fallback, schemes }: Address): string {
  const value = env[name] || fallback;
  const parsed = URL.parse(value);
  if (!parsed || !schemes.includes(parsed.protocol)) {
    const example = schemes.map((scheme) => `${scheme}//chat.example.edu`).join(" or ");
    throw new ConfigError(`${name}=${value} is not an address such as ${example}`);
  }
  return value.replace(/\/+$/, "");
}

function databaseFile(env: Environment, instanceDir: string): string {
  const value = env["DATABASE_URL"];
  if (!value) return resolve(instanceDir, "db.sqlite3");
  if (value.startsWith("sqlite:"))
    return resolve(home, value.slice("sqlite:".length).replace(/^\/\//, ""));
  throw new ConfigError(
    "DATABASE_URL must be unset or look like sqlite:/path/to/db.sqlite3; other databases are not supported yet",
  );
}

function registration(env: Environment, production: boolean): Registration {
  const domains = list(env["REGISTRATION_DOMAINS"]);
  const mode = oneOf(
    env,
    "REGISTRATION",
    production ? ["closed", "open", "domains"] : ["open", "closed", "domains"],
  );
  if (mode !== "domains") return { mode };
  if (domains.length === 0) {
    throw new ConfigError(
      "REGISTRATION=domains needs REGISTRATION_DOMAINS, for example uni.example.edu,stud.example.edu",
    );
  }
  return { mode, domains: domains.map((domain) => domain.toLowerCase().replace(/^@/, "")) };
}

function list(value: string | undefined): string[] {
  return (value ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
