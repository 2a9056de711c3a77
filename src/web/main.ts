/** The web application as a process: reads the configuration, opens what it needs, listens. */
import { type Config, readConfig } from "#kit/config.ts";
import type { Services } from "#core/context.ts";
import { exitWithParent } from "#kit/parent.ts";
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
    fetch: (request, self) => app.fetch(request, self),
  });
  return {
    port: server.port ?? config.webPort,
    stop: () => server.stop(true),
  };
}

if (import.meta.main) {
  exitWithParent();
  const config = readConfig();
  const services = openServices(config, { process: "web", announce: () => {} });
  const server = startWeb(config, services);
  services.log.info("listening", { host: config.host, port: server.port });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void server.stop().then(() => {
        services.db.close();
        process.exit(0);
      });
    });
  }
}
