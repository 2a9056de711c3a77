/** Runs the servers of an instance together, and stops them together. */
import { listenBus } from "#bus/unix.ts";
import type { Clock } from "#kit/clock.ts";
import type { Config } from "#kit/config.ts";
import type { Logger } from "#kit/logger.ts";
import { keepRunning, type ServerProgram } from "./keeper.ts";
import { allReady } from "./ready.ts";
import type { FindScript, ServerName } from "./server_scripts.ts";

export interface Supervisor {
  /** Rejects when a server dies before all have been ready, or does not become ready. */
  ready: Promise<void>;
  /** Restarts the named servers. Rejects like `ready`; the keepers keep trying. */
  restart(names: ServerName[]): Promise<void>;
  /** Resolves when all servers are gone. */
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  clock: Clock;
  logger: Logger;
  /** The servers to run. */
  parts: readonly ServerName[];
  scriptOf: FindScript;
  /** Flags for the Bun of a server, by its number: the web application is 0. */
  flagsOf?: (index: number) => string[];
}

/** The caller holds the lock of the instance folder, so no other start uses its bus. */
export async function supervise(config: Config, options: SuperviseOptions): Promise<Supervisor> {
  const { clock, logger, parts, scriptOf, flagsOf } = options;
  const { bus } = config;
  const busServer = bus.kind === "unix" ? await listenBus(bus.path) : undefined;
  let reportDeath = (_reason: Error) => {};
  const onDeath = ({ name }: ServerProgram, how: string) =>
    reportDeath(new Error(`The ${name} server ended while starting (${how}).`));
  const keepers = processes(config, parts).map((name, index) => {
    const program = { name, script: () => scriptOf(name), flags: flagsOf?.(index) };
    return { name, ...keepRunning(program, { clock, logger, onDeath }) };
  });
  /** The keeper handles later deaths; they do not fail the start. */
  const readyOrDead = () => {
    const death = Promise.withResolvers<never>();
    reportDeath = death.reject;
    return Promise.race([allReady(config, parts, clock), death.promise]);
  };
  return {
    ready: readyOrDead(),
    async restart(names) {
      const chosen = keepers.filter(({ name }) => names.includes(name));
      await Promise.all(chosen.map((keeper) => keeper.restart()));
      await readyOrDead();
    },
    async stop() {
      await Promise.all(keepers.map((keeper) => keeper.stop()));
      busServer?.close();
    },
  };
}

function processes({ realtimeWorkers }: Config, parts: readonly ServerName[]): ServerName[] {
  return parts.flatMap((part) =>
    Array.from({ length: part === "realtime" ? realtimeWorkers : 1 }, () => part),
  );
}
