/**
 * Team Chat on several servers: three socket servers and two web applications behind HAProxy, one
 * PostgreSQL, and NATS.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfStale } from "#cli/build.ts";
import type { Services } from "#core/context.ts";
import { openServices } from "#core/instance/open_services.ts";
import { readConfig } from "#kit/config.ts";
import { secretToken } from "#kit/ids.ts";
import { asked } from "#tests/postgres/empty_database.ts";
import { type NatsServer, startNats } from "#tests/support/nats_server.ts";
import type { PostgresServer } from "#tests/support/postgres_server.ts";
import { freePorts } from "#tests/support/ports.ts";
import type { ServerName } from "#tests/support/system.ts";
import { startBalancer } from "./balancer.ts";
import { type Line, openLine } from "./line.ts";
import { Member } from "./member.ts";

export interface Cluster {
  /** Of the balancer. */
  webUrl: string;
  wsUrl: string;
  /** Of the drill itself, which is one more process that writes. */
  services: Services;
  postgres: PostgresServer;
  databaseUrl: URL;
  nats: NatsServer;
  /** The last socket server and the last web application have lines of their own. */
  members: Member[];
  stop(): Promise<void>;
}

/** Starts all of it on a new database. */
export async function startCluster(postgres: PostgresServer): Promise<Cluster> {
  await buildIfStale();
  const ends: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    return { ...(await start(postgres, ends)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param ends receives what ends each part */
async function start(
  postgres: PostgresServer,
  ends: (() => unknown)[],
): Promise<Omit<Cluster, "stop">> {
  const databaseUrl = await newDatabase(postgres.url);
  const services = await ownServices(databaseUrl, ends);
  const [port = 0, natsPort = 0] = freePorts(2);
  const account = { port: natsPort, user: "chat", password: secretToken() };
  const nats = await startNats(account);
  ends.push(() => nats.stop());
  const lines = await Promise.all([openLine(databaseUrl), openLine(databaseUrl)]);
  ends.push(...lines.map((line) => () => line.stop()));
  const addresses = { webUrl: `http://127.0.0.1:${port}`, wsUrl: `ws://127.0.0.1:${port}/ws` };
  const settings = {
    PUBLIC_URL: addresses.webUrl,
    WS_URL: addresses.wsUrl,
    TRUST_PROXY: "yes",
    NATS_URL: `nats://${account.user}:${account.password}@127.0.0.1:${natsPort}`,
  };
  const member = (name: ServerName, line?: Line) => {
    const { href } = line?.url ?? databaseUrl;
    return new Member(name, { ...settings, DATABASE_URL: href }, line);
  };
  const members = [
    member("realtime"),
    member("realtime"),
    member("realtime", lines[0]),
    member("web"),
    member("web", lines[1]),
  ];
  ends.push(() => Promise.all(members.map((one) => one.dispose())));
  await Promise.all(members.map((one) => one.start()));
  const [problem] = members.flatMap(({ problems }) => problems);
  if (problem) throw new Error(problem);
  const portsOf = (wanted: ServerName) =>
    members.filter(({ name }) => name === wanted).map((one) => one.port);
  const balancer = await startBalancer(port, {
    web: portsOf("web"),
    realtime: portsOf("realtime"),
  });
  ends.push(() => balancer.stop());
  return { ...addresses, services, postgres, databaseUrl, nats, members };
}

/** Makes the tables, and lets the drill itself write. */
async function ownServices(databaseUrl: URL, ends: (() => unknown)[]): Promise<Services> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-drill-"));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const settings = { DATABASE_URL: databaseUrl.href, INSTANCE_DIR: folder, LOG_LEVEL: "error" };
  const services = await openServices(readConfig(settings), { process: "drill" });
  ends.push(() => services.db.close());
  return services;
}

async function newDatabase(server: URL): Promise<URL> {
  const name = `cluster_${crypto.randomUUID().replaceAll("-", "")}`;
  await asked(server, `create database ${name}`);
  return new URL(`/${name}`, server);
}
