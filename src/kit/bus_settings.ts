/** What carries the bus: live news between the processes of an installation. */
import { join } from "node:path";
import { ConfigError, type Environment } from "./settings.ts";

export type BusAddress =
  | { kind: "unix"; path: string }
  | { kind: "postgres"; url: URL }
  | NatsAddress
  /** Every process finds out from the database alone. */
  | { kind: "none" };

export interface NatsAddress {
  kind: "nats";
  /** `host:port` of each. */
  servers: string[];
  user: string | undefined;
  password: string | undefined;
  isTls: boolean;
  /** The first part of the subjects. */
  subject: string;
}

/** The name of the socket in the instance folder. */
export const busSocket = "bus.sock";

interface Surroundings {
  instanceDir: string;
  /** Undefined if it is a file. */
  server: { url: URL; isPooled?: boolean } | undefined;
  /** Reads the address of a database as in `DATABASE_URL`. */
  postgresAt: (name: string, value: string) => URL;
}

/**
 * A Unix socket for a database that is a file, on one machine. For PostgreSQL NATS if `NATS_URL` names it, else
 * the database itself, on a connection of its own: `DATABASE_LISTEN_URL` gives it another address,
 * because notifications do not come through a pooler. Behind one, nothing is carried without it.
 */
export function busAddress(
  env: Environment,
  { instanceDir, server, postgresAt }: Surroundings,
): BusAddress {
  if (!server) {
    const needless = ["NATS_URL", "DATABASE_LISTEN_URL"].find((name) => env[name]);
    if (needless === undefined) return { kind: "unix", path: join(instanceDir, busSocket) };
    throw new ConfigError(
      `${needless} is for several servers, which need DATABASE_URL=postgres://…; remove it`,
    );
  }
  const nats = natsAddress(env);
  if (nats) return nats;
  const listen = env["DATABASE_LISTEN_URL"];
  if (listen === "none" || (!listen && server.isPooled)) return { kind: "none" };
  const url = listen ? postgresAt("DATABASE_LISTEN_URL", listen) : server.url;
  return { kind: "postgres", url };
}

/** The messages never show the value, which may contain a password. */
function natsAddress(env: Environment): NatsAddress | undefined {
  const value = env["NATS_URL"];
  const subject = env["NATS_SUBJECT"] || "team_chat";
  if (!/^[\w-]{1,64}(\.[\w-]{1,64}){0,7}$/.test(subject)) {
    throw new ConfigError(
      `NATS_SUBJECT=${subject} is not a subject such as team_chat or faculty.chat`,
    );
  }
  if (!value) return undefined;
  const urls = value.split(",").map((part) => URL.parse(part.trim()));
  const isUsable = (url: URL | null): url is URL =>
    url !== null &&
    (url.protocol === "nats:" || url.protocol === "tls:") &&
    url.hostname !== "" &&
    /^\/?$/.test(url.pathname) &&
    url.search === "" &&
    url.hash === "";
  const [first] = urls;
  if (!urls.every(isUsable) || !first) {
    throw new ConfigError(
      "NATS_URL is not of the form nats://user:password@host:4222, with tls:// for TLS; several servers are separated by commas",
    );
  }
  return {
    kind: "nats",
    servers: urls.map(({ host }) => host),
    user: decoded(first.username),
    password: decoded(first.password),
    isTls: first.protocol === "tls:",
    subject,
  };
}

function decoded(text: string): string | undefined {
  if (text === "") return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConfigError("NATS_URL has a % in its user or password that is not written as %25");
  }
}
