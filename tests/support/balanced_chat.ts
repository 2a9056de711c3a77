/**
 * Three starts of Team Chat in production on one PostgreSQL, behind the HAProxy of deploy/: what an
 * operator has with three machines.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert } from "#kit/assert.ts";
import { makePerson, type PersonOptions, type TestPerson } from "./people.ts";
import { freePorts } from "./ports.ts";
import { type Proxy, proxyName, startBalancer } from "./proxies.ts";
import type { Reachable } from "./servers.ts";
import { type TestServices, testServices } from "./services.ts";
import { startSystem, type System } from "./system.ts";

/** Reached through the balancer. */
export interface BalancedChat extends Reachable {
  services: TestServices;
  balancer: Proxy;
  /** Where it listens without TLS. */
  plainUrl: string;
  /** In the order of the balancer's configuration. */
  machines: System[];
  /** Someone with a session at this address. */
  person(options?: PersonOptions): Promise<TestPerson>;
  /** How many sockets each machine has. */
  sockets(): Promise<number[]>;
  /** Ends all processes of a machine with SIGKILL; resolves when they are gone. */
  kill(index: number): Promise<void>;
  /** Starts a machine again that was stopped. */
  restart(index: number): Promise<void>;
  stop(): Promise<void>;
}

/** @param databaseUrl of an empty database */
export async function startBalancedChat(databaseUrl: URL): Promise<BalancedChat> {
  const [port = 0, plainPort = 0, ...ports] = freePorts(8);
  const host = `${proxyName}:${port}`;
  const shared = {
    TEAM_CHAT_ENV: "production",
    TRUST_PROXY: "yes",
    PUBLIC_URL: `https://${host}`,
    WS_URL: `wss://${host}/ws`,
    DATABASE_URL: databaseUrl.href,
  };
  const services = testServices({ env: shared });
  const SECRET_KEY = new TextDecoder().decode(services.secrets.jwtKey);
  const folder = mkdtempSync(join(tmpdir(), "team-chat-balanced-"));
  const start = (index: number) =>
    startSystem({
      instanceDir: join(folder, `machine-${index + 1}`),
      env: {
        ...shared,
        SECRET_KEY,
        WEB_PORT: `${ports[index * 2]}`,
        REALTIME_PORT: `${ports[index * 2 + 1]}`,
      },
    });
  const machines = await Promise.all([0, 1, 2].map(start));
  const balancer = await startBalancer({
    port,
    plainPort,
    machines: machines.map(({ env }) => ({
      webPort: Number(env["WEB_PORT"]),
      realtimePort: Number(env["REALTIME_PORT"]),
    })),
  });
  return {
    services,
    webUrl: shared.PUBLIC_URL,
    wsUrl: shared.WS_URL,
    certificate: balancer.certificate,
    balancer,
    plainUrl: `http://${proxyName}:${plainPort}`,
    machines,
    person: (options) => makePerson(services, { ...options, secure: true }),
    sockets: () => Promise.all(machines.map(socketsOf)),
    async kill(index) {
      const machine = machines[index];
      assert(machine, "there is such a machine");
      for (const pid of [machine.pid, machine.pidOf("web"), machine.pidOf("realtime")]) {
        process.kill(pid, "SIGKILL");
      }
      await machine.output.ended;
    },
    async restart(index) {
      machines[index] = await start(index);
    },
    async stop() {
      await balancer.stop();
      await Promise.all(machines.map((machine) => machine.dispose()));
      services.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function socketsOf({ wsUrl }: System): Promise<number> {
  const text = await (await fetch(`${wsUrl.replace("ws", "http")}/metrics`)).text();
  return Number(/^team_chat_connections (\d+)$/m.exec(text)?.[1]);
}
