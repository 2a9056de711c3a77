import { join } from "node:path";
import { systemClock } from "#kit/clock.ts";
import { busSocket, type Config } from "#kit/config.ts";
import type { Bus } from "./bus.ts";
import { connectBus } from "./unix.ts";

/** The path of the socket on which the processes of an installation meet. */
export function busPath({ instanceDir }: Pick<Config, "instanceDir">): string {
  return join(instanceDir, busSocket);
}

/** This process's end of the bus. It comes back by itself when the bus was away. */
export function openBus(config: Pick<Config, "instanceDir">): Bus {
  return connectBus(busPath(config), systemClock);
}
