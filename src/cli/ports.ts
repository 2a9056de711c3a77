import { type Clock, sleep } from "#kit/clock.ts";
import { type Config, ConfigError } from "#kit/config.ts";
import { errorCode } from "#kit/errors.ts";
import type { ServerName } from "./server_scripts.ts";

/**
 * Checks the servers' ports, and waits up to `patienceMs` for those that are about to become free.
 * @throws {ConfigError} naming the port in use and the setting that changes it
 */
export async function assertPortsFree(
  { host, webPort, realtimePort }: Config,
  parts: readonly ServerName[],
  { clock, patienceMs = 0 }: { clock: Clock; patienceMs?: number },
): Promise<void> {
  const deadline = clock.monotonic() + patienceMs;
  const settings = {
    web: ["WEB_PORT", webPort],
    realtime: ["REALTIME_PORT", realtimePort],
  } as const;
  for (const [setting, port] of parts.map((part) => settings[part])) {
    let problem = tryPort(host, port);
    while (problem === "EADDRINUSE" && clock.monotonic() < deadline) {
      await sleep(clock, betweenMs);
      problem = tryPort(host, port);
    }
    if (problem === undefined) continue;
    if (problem !== "EADDRINUSE") {
      throw new ConfigError(`Cannot listen on HOST=${host}, ${setting}=${port}: ${problem}.`);
    }
    throw new ConfigError(
      `Port ${port} is taken by another program. End it, or choose another port: ${setting}=${port + 1} ./run.sh start`,
    );
  }
}

const betweenMs = 50;

/** The longest path of a socket, in bytes, that all supported systems accept. */
const socketPathBytesMax = 100;

/** @throws {ConfigError} when the path of the bus's socket in the instance folder is too long */
export function assertSocketFits({ bus, instanceDir }: Pick<Config, "bus" | "instanceDir">): void {
  const bytes = bus.kind === "unix" ? Buffer.byteLength(bus.path) : 0;
  if (bytes <= socketPathBytesMax) return;
  throw new ConfigError(
    `INSTANCE_DIR=${instanceDir} is too long a path for a socket in it. Choose one shorter by ${bytes - socketPathBytesMax} bytes.`,
  );
}

/** @returns the system's error code, or undefined */
function tryPort(hostname: string, port: number): string | undefined {
  try {
    Bun.listen({ hostname, port, socket: { data() {} } }).stop(true);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}
