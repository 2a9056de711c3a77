/** The socket server as a process: reads the configuration, opens what it needs, and listens. */
import { readConfig } from "#kit/config.ts";
import { exitWithParent, hasParent } from "#kit/parent.ts";
import { makeFilesPrivate } from "#kit/private_files.ts";
import { openBus } from "#bus/open.ts";
import { openOrEnd } from "#core/instance/open_services.ts";
import { startRealtime } from "./server.ts";

async function main(): Promise<void> {
  makeFilesPrivate();
  exitWithParent();
  const config = readConfig();
  const options = { process: "realtime", mustExist: hasParent() };
  const services = await openOrEnd(config, options, () => process.exit(1));
  const bus = await openBus(config.bus, services);
  const server = await startRealtime({ config, services, bus });
  services.logger.info("listening", { host: config.host, port: server.port });

  const stop = async () => {
    await server.stop();
    bus.close();
    services.db.close();
    process.exit(0);
  };
  process.once("SIGINT", () => void stop());
  process.once("SIGTERM", () => void stop());
}

if (import.meta.main) void main();
