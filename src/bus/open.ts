import type { BusAddress } from "#kit/bus_settings.ts";
import type { Clock } from "#kit/clock.ts";
import type { Logger } from "#kit/logger.ts";
import type { Bus } from "./bus.ts";
import { connectPostgresBus } from "./postgres.ts";
import { BusState } from "./state.ts";
import { connectBus } from "./unix.ts";

/** This process's end of the bus. It reconnects automatically. */
export async function openBus(
  address: BusAddress,
  { clock, logger }: { clock: Clock; logger: Logger },
): Promise<Bus> {
  const ports = { clock, state: new BusState(logger) };
  if (address.kind === "unix") return connectBus(address.path, clock);
  if (address.kind === "postgres") return connectPostgresBus(address.url, ports);
  if (address.kind === "none") return { publish() {}, subscribe: () => () => {}, close() {} };
  // Loaded only where it is used: the client is as large as a server.
  const { connectNatsBus } = await import("./nats.ts");
  return connectNatsBus(address, ports);
}
