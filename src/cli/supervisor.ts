/** Runs the two servers of an instance together, and ends them together. */
import { join } from "node:path";
import { busPath } from "#bus/open.ts";
import { listenBus } from "#bus/unix.ts";
import type { Clock } from "#kit/clock.ts";
import type { Config } from "#kit/config.ts";
import type { Logger } from "#kit/logger.ts";
import { keepRunning, type ServerProgram } from "./keeper.ts";
import { bothReady } from "./ready.ts";

export interface Supervisor {
  /** Rejects when a server dies before both have been ready, or does not get ready. */
  ready: Promise<void>;
  /** Resolves when both servers are gone. */
  stop(): Promise<void>;
}

const source = join(import.meta.dir, "..");

/** The caller holds the instance folder: no other start serves its bus. */
export async function supervise(
  config: Config,
  services: { clock: Clock; logger: Logger },
): Promise<Supervisor> {
  const hub = await listenBus(busPath(config));
  const death = Promise.withResolvers<never>();
  const onDeath = ({ name }: ServerProgram, how: string) =>
    death.reject(new Error(`The ${name} server ended while starting (${how}).`));
  const keepers = programs(config).map((program) => keepRunning(program, { ...services, onDeath }));
  // A death after both were ready is the keeper's to mend, not a failed start.
  death.promise.catch(() => {});
  return {
    ready: Promise.race([bothReady(config, services.clock), death.promise]),
    async stop() {
      await Promise.all(keepers.map((keeper) => keeper.stop()));
      hub.close();
    },
  };
}

function programs({ realtimeWorkers }: Config): ServerProgram[] {
  const realtime = { name: "realtime", script: join(source, "realtime/main.ts") };
  return [
    { name: "web", script: join(source, "web/main.ts") },
    ...Array.from({ length: realtimeWorkers }, () => realtime),
  ];
}
