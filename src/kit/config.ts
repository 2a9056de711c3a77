import { join, resolve } from "node:path";
import { type BusAddress, busAddress } from "./bus_settings.ts";
import { home } from "./home.ts";
import { type Institution, institution } from "./institution.ts";
import { type MailSettings, mailSettings } from "./mail_settings.ts";
import type { LogFormat, LogLevel } from "./logger.ts";
import {
  ConfigError,
  type Environment,
  textList,
  oneOf,
  originOf,
  pathFrom,
  secret,
  webAddress,
  wholeNumber,
} from "./settings.ts";

export { ConfigError, type Environment } from "./settings.ts";

/** The only file that reads the environment. All other code is passed a `Config`. */
export interface Config {
  production: boolean;
  /** An IP address in its shortest form, without brackets, or `localhost`. */
  host: string;
  webPort: number;
  realtimePort: number;
  /** The web application's address as people type it: scheme, host and port, nothing else. */
  publicUrl: URL;
  /** The socket server's address for browsers: `ws:` or `wss:`, optionally with a path. */
  wsUrl: URL;
  /** Absolute folder of the database, secrets and sockets. */
  instanceDir: string;
  database: DatabaseAddress;
  bus: BusAddress;
  registration: Registration;
  /** Whether teachers make courses of their own, or admins alone. */
  teachersMakeCourses: boolean;
  /**
   * Origins, besides our own, whose scripts may call the API with a token; written as browsers do.
   */
  corsOrigins: string[];
  /** Whether to trust the last address in `X-Forwarded-For`, which our own proxy has set. */
  trustProxy: boolean;
  realtimeWorkers: number;
  /** Signs tokens; the same on all machines. Without it, the installation creates one. */
  secretKey: string | undefined;
  /** Requests with this token may read `/metrics` from any machine. */
  metricsToken: string | undefined;
  logLevel: LogLevel;
  logFormat: LogFormat;
  institution: Institution;
  /** Undefined if no mails are sent. */
  mail: MailSettings | undefined;
}

/** The installation's database, chosen by the scheme of `DATABASE_URL`. */
export type DatabaseAddress = SqliteAddress | PostgresAddress;

export interface SqliteAddress {
  kind: "sqlite";
  /** An absolute path. */
  file: string;
}

export interface PostgresAddress {
  kind: "postgres";
  /** With the password, so it is never shown as it is. */
  url: URL;
  /** Leads to the same database without the pooler that the other address may lead through. */
  directUrl?: URL;
  /** Whether it leads to a pooler that may give each transaction another session of the server. */
  isPooled?: boolean;
}

export type Registration =
  { mode: "open" } | { mode: "closed" } | { mode: "domains"; domains: string[] };

/** Whether people reach the web application over TLS; cookies are Secure then. */
export function usesTls({ publicUrl }: Pick<Config, "publicUrl">): boolean {
  return publicUrl.protocol === "https:";
}

/** How messages for people name the database. */
export function databaseName({ database }: Pick<Config, "database">): string {
  return database.kind === "sqlite" ? database.file : postgresName(database.url);
}

/** Without the password. */
export function postgresName({ hostname, port, pathname }: URL): string {
  return `PostgreSQL ${hostname}:${port || 5432}${pathname}`;
}

/**
 * Resolves a path in a command's arguments from its caller's folder, because `run.sh` changes the
 * current one.
 */
export function pathFromCaller(path: string, env: Environment = process.env): string {
  return resolve(env["CALLER_DIR"] || process.cwd(), path);
}

/**
 * Relative settings start in the folder of this copy.
 * @throws {ConfigError} naming the first variable that has an invalid value
 */
export function readConfig(env: Environment = process.env): Config {
  const production = oneOf(env, "TEAM_CHAT_ENV", ["development", "production"]) === "production";
  const host = listenAddress(env);
  const { webPort, realtimePort } = ports(env);
  const shownHost = hostInUrl(host);
  const publicUrl = webAddress(env, "PUBLIC_URL", {
    fallback: `http://${shownHost}:${webPort}`,
    schemes: ["http:", "https:"],
  });
  const wsUrl = webAddress(env, "WS_URL", {
    fallback: `ws://${shownHost}:${realtimePort}`,
    schemes: ["ws:", "wss:"],
    withPath: true,
  });
  if (usesTls({ publicUrl }) && wsUrl.protocol === "ws:") {
    throw new ConfigError(
      `WS_URL must begin with wss:// when PUBLIC_URL begins with https://, for example wss://${publicUrl.host}/ws: browsers open no other socket from such a page`,
    );
  }
  const instanceDir = pathFrom(home, env, { name: "INSTANCE_DIR", fallback: "instance" });
  const database = ownDatabase(env, instanceDir);
  const server = database.kind === "postgres" ? database : undefined;
  return {
    production,
    host,
    webPort,
    realtimePort,
    publicUrl,
    wsUrl,
    instanceDir,
    database,
    bus: busAddress(env, { instanceDir, server, postgresAt }),
    registration: registration(env, production),
    teachersMakeCourses: oneOf(env, "TEACHERS_MAKE_COURSES", ["no", "yes"]) === "yes",
    corsOrigins: textList(env["CORS_ORIGINS"]).map(originOf),
    trustProxy: oneOf(env, "TRUST_PROXY", ["no", "yes"]) === "yes",
    realtimeWorkers: wholeNumber(env, "REALTIME_WORKERS", { fallback: 1, min: 1, max: 64 }),
    secretKey: secret(env, "SECRET_KEY"),
    metricsToken: secret(env, "METRICS_TOKEN"),
    logLevel: oneOf(env, "LOG_LEVEL", ["info", "debug", "warn", "error"]),
    logFormat: oneOf(env, "LOG_FORMAT", production ? ["json", "text"] : ["text", "json"]),
    institution: institution(env, home),
    mail: mailSettings(env),
  };
}

/** One spelling per address, so that `0:0::1` is recognised as the loopback address. */
function listenAddress(env: Environment): string {
  const value = env["HOST"] || "127.0.0.1";
  if (value.toLowerCase() === "localhost") return "localhost";
  if (/^[\d.]+$/.test(value) && URL.parse(`http://${value}`)?.hostname === value) return value;
  const parsed = /^[\da-f:.]+$/i.test(value) && URL.parse(`http://[${value}]`);
  if (parsed) return parsed.hostname.slice(1, -1);
  throw new ConfigError(
    `HOST=${value} is not an address to listen on: write an IP address such as 127.0.0.1, 0.0.0.0 or ::1 (without brackets or a port), or localhost`,
  );
}

/** How a browser on this machine writes the listening address. */
function hostInUrl(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

function ports(env: Environment): Pick<Config, "webPort" | "realtimePort"> {
  const range = { min: 1, max: 65_535 };
  const webPort = wholeNumber(env, "WEB_PORT", { fallback: 5000, ...range });
  const realtimePort = wholeNumber(env, "REALTIME_PORT", { fallback: 8080, ...range });
  if (webPort !== realtimePort) return { webPort, realtimePort };
  throw new ConfigError(
    `WEB_PORT and REALTIME_PORT are both ${webPort}; the two servers need a port each`,
  );
}

function ownDatabase(env: Environment, instanceDir: string): DatabaseAddress {
  const value = env["DATABASE_URL"];
  const isPooled = oneOf(env, "DATABASE_POOLER", ["none", "transaction"]) === "transaction";
  const direct = env["DATABASE_LISTEN_URL"];
  const database: DatabaseAddress = value
    ? databaseAddress("DATABASE_URL", value, home)
    : { kind: "sqlite", file: join(instanceDir, "db.sqlite3") };
  if (database.kind === "sqlite") {
    if (!isPooled) return database;
    throw new ConfigError("DATABASE_POOLER is for DATABASE_URL=postgres://…; remove it");
  }
  if (!direct || direct === "none") return { ...database, isPooled };
  return { ...database, isPooled, directUrl: postgresAt("DATABASE_LISTEN_URL", direct) };
}

/**
 * The database to which `move-database` moves: its option, or else `MOVE_DATABASE_TO`, which does not show a password in
 * the machine's list of processes.
 * @throws {ConfigError} without either, or when it is not the address of a database
 */
export function moveTarget(
  option: string | undefined,
  env: Environment = process.env,
): DatabaseAddress {
  const value = option ?? env["MOVE_DATABASE_TO"];
  if (value) {
    const name = option === undefined ? "MOVE_DATABASE_TO" : "--to";
    return databaseAddress(name, value, pathFromCaller("", env));
  }
  throw new ConfigError(
    "Name the new database with --to sqlite:/path/to/db.sqlite3, or in MOVE_DATABASE_TO=postgres://user:password@host/database",
  );
}

/**
 * `sqlite:/path`, or with three or four slashes as in other programs. The path is used as it is
 * written; a relative one starts in `start`.
 */
function databaseAddress(name: string, value: string, start: string): DatabaseAddress {
  const scheme = /^[a-z][a-z\d+.-]*:/i.exec(value)?.[0].toLowerCase();
  if (scheme === "postgres:" || scheme === "postgresql:") {
    return { kind: "postgres", url: postgresAt(name, value) };
  }
  if (scheme !== undefined && scheme !== "sqlite:") {
    // The rest may contain a password.
    throw new ConfigError(
      `${name} begins with ${scheme}, and Team Chat has no such database: write sqlite:/path/to/db.sqlite3 or postgres://user:password@host/database`,
    );
  }
  const path = /^sqlite:(?:\/{2,3}(?=\/))?((?!\/\/|[:~]).*[^/])$/i.exec(value)?.[1];
  if (path !== undefined && !/\?|%[\da-f]{2}/i.test(path)) {
    return { kind: "sqlite", file: resolve(start, path) };
  }
  throw new ConfigError(
    `${name}=${value} is not of the form sqlite:/path/to/db.sqlite3: the path of a file, without options (?) or escapes (%20)`,
  );
}

/** `allow` is missing: it does the same as `prefer`, whatever other programs do. */
const sslModes = ["disable", "prefer", "require", "verify-ca", "verify-full"];

/** The messages never show the value, which may contain a password. */
function postgresAt(name: string, value: string): URL {
  const url = URL.parse(value.replace(/^postgresql:/i, "postgres:"));
  const path = url?.pathname ?? "";
  const options = [...(url?.searchParams.keys() ?? [])].filter((option) => option !== "sslmode");
  const sslMode = url?.searchParams.get("sslmode") ?? "disable";
  if (!sslModes.includes(sslMode)) {
    throw new ConfigError(`${name} has an sslmode that is not one of: ${sslModes.join(", ")}`);
  }
  if (
    url?.protocol !== "postgres:" ||
    url.hostname === "" ||
    !/^\/[^/]+$/.test(path) ||
    url.hash ||
    options.length > 0
  ) {
    throw new ConfigError(
      `${name} is not of the form postgres://user:password@host:5432/database, optionally with ?sslmode=verify-full; characters such as @ or / in the password are written as %40 or %2F`,
    );
  }
  return url;
}

function registration(env: Environment, production: boolean): Registration {
  const domains = textList(env["REGISTRATION_DOMAINS"]).map(mailDomain);
  const mode = oneOf(
    env,
    "REGISTRATION",
    production ? ["closed", "open", "domains"] : ["open", "closed", "domains"],
  );
  if (mode === "domains" && domains.length === 0) {
    throw new ConfigError(
      "REGISTRATION=domains needs REGISTRATION_DOMAINS, for example uni.example.edu,stud.example.edu",
    );
  }
  if (mode !== "domains" && domains.length > 0) {
    throw new ConfigError(
      `REGISTRATION_DOMAINS counts only with REGISTRATION=domains, and registration is ${mode}: set the one or remove the other`,
    );
  }
  return mode === "domains" ? { mode, domains } : { mode };
}

/**
 * In the form used for comparing addresses: lowercase, without the @ that some people put in front.
 */
function mailDomain(value: string): string {
  const domain = value.normalize("NFC").toLowerCase().replace(/^@/, "");
  if (/^([\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u.test(domain)) return domain;
  throw new ConfigError(
    `REGISTRATION_DOMAINS names ${value}, which is not a domain such as uni.example.edu (its subdomains count by themselves)`,
  );
}
