/** The web application as a process: reads the configuration, opens what it needs, listens. */
import { join } from "node:path";
import { connectBus } from "#bus/unix.ts";
import { systemClock } from "#kit/clock.ts";
import { type Config, readConfig } from "#kit/config.ts";
import { lastResort } from "#kit/last_resort.ts";
import type { Services } from "#core/context.ts";
import { exitWithParent } from "#kit/parent.ts";
import { makeFilesPrivate } from "#kit/private_files.ts";
import { keepHouse } from "#core/housekeeping.ts";
import { openServices } from "#core/open_services.ts";
import { createApp } from "./app.tsx";
import { loadAssets } from "./assets.ts";

export interface WebServer {
  port: number;
  stop(): Promise<void>;
}

/** Starts the server; port 0 takes a free one. @throws when the port is taken */
export function startWeb(config: Config, services: Services): WebServer {
  const app = createApp({ services, config, assets: loadAssets() });
  const server = Bun.serve({
    hostname: config.host,
    port: config.webPort,
    idleTimeout: 60,
    ...lastResort(services.log),
    fetch(request, self) {
      // Without a usable Host there is no address to find a route by.
      if (!URL.canParse(request.url))
        return new Response("This request names no host.", { status: 400 });
      return app.fetch(request, self);
    },
  });
  return {
    port: server.port ?? config.webPort,
    stop: () => server.stop(true),
  };
}

if (import.meta.main) {
  makeFilesPrivate();
  exitWithParent();
  const config = readConfig();
  const bus = connectBus(join(config.instanceDir, "bus.sock"), systemClock);
  const services = openServices(config, {
    process: "web",
    announce: (entries) => bus.publish("log", String(entries.at(-1)?.id ?? 0)),
  });
  const server = startWeb(config, services);
  const stopHousekeeping = keepHouse(services);
  services.log.info("listening", { host: config.host, port: server.port });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stopHousekeeping();
      void server.stop().then(() => {
        bus.close();
        services.db.close();
        process.exit(0);
      });
    });
  }
}
