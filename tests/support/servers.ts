/**
 * Both servers as real processes, without the supervisor, whose delay grows with each death: a test
 * ends, stops and starts them as often as it likes.
 */
import { join } from "node:path";
import { listenBus } from "#bus/unix.ts";
import { buildIfStale } from "#cli/build.ts";
import { type Output, readOutput } from "./output.ts";
import { freePorts } from "./ports.ts";
import type { TestServices } from "./services.ts";
import type { ServerName } from "./system.ts";

/** Where clients reach the servers. */
export interface Reachable {
  webUrl: string;
  wsUrl: string;
  /** The issuer of their certificate, if they are reached by TLS. */
  certificate?: string;
}

export interface Servers extends Reachable {
  /** The running processes of this name: one, or several socket servers. */
  pidsOf(name: ServerName): number[];
  /** Kills it with SIGKILL and starts it again; resolves when it is ready. */
  kill(name: ServerName): Promise<void>;
  /** Sends a signal, such as SIGSTOP, to every process of this name. */
  signal(name: ServerName, signal: NodeJS.Signals): void;
  /** Output of the processes that is an error, or not a log line. */
  errors(): string[];
  stop(): Promise<void>;
}

export interface ServersOptions {
  /** The number of processes that share the socket server's port. */
  realtimeWorkers?: number;
}

const source = join(import.meta.dir, "../../src");

/** Starts both on the instance of `services`, which outlives them. */
export async function startServers(
  services: TestServices,
  { realtimeWorkers = 1 }: ServersOptions = {},
): Promise<Servers> {
  await buildIfStale();
  const { instanceDir } = services.config;
  const hub = await listenBus(join(instanceDir, "bus.sock"));
  const [webPort = 0, realtimePort = 0] = freePorts(2);
  const { PATH = "", HOME = "" } = process.env;
  const env = {
    PATH,
    HOME,
    INSTANCE_DIR: instanceDir,
    WEB_PORT: String(webPort),
    REALTIME_PORT: String(realtimePort),
    REALTIME_WORKERS: String(realtimeWorkers),
    LOG_FORMAT: "json",
  };
  const outputs: Output[] = [];
  const launch = async (name: ServerName) => {
    const child = Bun.spawn([process.execPath, "--no-env-file", join(source, name, "main.ts")], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
      ipc: () => {},
    });
    const output = readOutput([child.stdout, child.stderr]);
    outputs.push(output);
    await output.line((line) => line.includes('"event":"listening"'));
    return child;
  };
  type Child = Awaited<ReturnType<typeof launch>>;
  const launchAll = (name: ServerName) =>
    Promise.all(Array.from({ length: name === "web" ? 1 : realtimeWorkers }, () => launch(name)));
  const running: Record<ServerName, Child[]> = {
    web: await launchAll("web"),
    realtime: await launchAll("realtime"),
  };
  const end = async (children: Child[], signal: NodeJS.Signals) => {
    for (const child of children) child.kill(signal);
    await Promise.all(children.map(({ exited }) => exited));
  };
  return {
    webUrl: `http://127.0.0.1:${webPort}`,
    wsUrl: `ws://127.0.0.1:${realtimePort}`,
    pidsOf: (name) => running[name].map(({ pid }) => pid),
    async kill(name) {
      await end(running[name], "SIGKILL");
      running[name] = await launchAll(name);
    },
    signal(name, signal) {
      for (const child of running[name]) child.kill(signal);
    },
    errors: () =>
      outputs.flatMap(({ lines }) =>
        lines.filter((line) => !/^\{.*"level":"(info|debug)"/.test(line)),
      ),
    async stop() {
      await end([...running.web, ...running.realtime], "SIGTERM");
      hub.close();
    },
  };
}
