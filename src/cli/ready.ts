import { type Clock, sleep } from "#kit/clock.ts";
import type { Config } from "#kit/config.ts";
import type { ServerName } from "./server_scripts.ts";

const betweenMs = 25;
const patienceMs = 20_000;

/** Resolves when the servers answer on /readyz. @throws when one does not within 20 seconds */
export async function allReady(
  config: Config,
  parts: readonly ServerName[],
  clock: Clock,
): Promise<void> {
  const servers = {
    web: ["web application", config.webPort],
    realtime: ["socket server", config.realtimePort],
  } as const;
  await Promise.all(
    parts.map((part) => {
      const [name, port] = servers[part];
      return ready(name, addressOf(config, port), clock);
    }),
  );
}

async function ready(name: string, address: string, clock: Clock): Promise<void> {
  const deadline = clock.monotonic() + patienceMs;
  while (clock.monotonic() < deadline) {
    if (await answers(`${address}/readyz`)) return;
    await sleep(clock, betweenMs);
  }
  throw new Error(`The ${name} did not become ready within ${patienceMs / 1000} seconds.`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}

/** The address at which this machine reaches a server that listens on `host`. */
function addressOf({ host }: Pick<Config, "host">, port: number): string {
  const any = host === "0.0.0.0" || host === "::";
  const name = any ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
