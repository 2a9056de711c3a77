import { join } from "node:path";
import { systemClock } from "#kit/clock.ts";
import { busSocket, type Config } from "#kit/config.ts";
import type { Bus } from "./bus.ts";
import { connectBus } from "./unix.ts";

/** The path of the socket that connects the processes of an installation. */
export function busPath({ instanceDir }: Pick<Config, "instanceDir">): string {
  return join(instanceDir, busSocket);
}

/** This process's end of the bus. It reconnects automatically. */
export function openBus(config: Pick<Config, "instanceDir">): Bus {
  return connectBus(busPath(config), systemClock);
}
