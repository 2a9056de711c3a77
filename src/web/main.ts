/** The web application as a process: reads the configuration, opens what it needs, listens. */
import { systemClock } from "#kit/clock.ts";
import { type Config, ConfigError, readConfig } from "#kit/config.ts";
import { systemRandom } from "#kit/ids.ts";
import { createLog } from "#kit/log.ts";
import type { Services } from "#core/context.ts";
import { createRateLimits } from "#core/rates.ts";
import { loadSecrets } from "#core/secrets.ts";
import { openSqlite } from "#storage/sqlite.ts";
import { createApp } from "./app.tsx";
import { loadAssets } from "./assets.ts";

export interface WebServer {
  port: number;
  stop(): Promise<void>;
}

/** Starts the server; a port of 0 takes a free one. */
export function startWeb(config: Config, services: Services): WebServer {
  const app = createApp({ services, config, assets: loadAssets() });
  const server = Bun.serve({
    hostname: config.host,
    port: config.webPort,
    idleTimeout: 60,
    fetch: (request, self) => app.fetch(request, self),
  });
  return { port: server.port ?? config.webPort, stop: () => server.stop(false) };
}
