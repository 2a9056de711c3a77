/** Keeps one server process running until it is stopped. */
import type { Clock } from "#kit/clock.ts";
import { home } from "#kit/home.ts";
import type { Logger } from "#kit/logger.ts";

export interface ServerProgram {
  /** The server's name in the log: `web`, `realtime`. */
  name: string;
  /** Finds the absolute path of its script. */
  script: () => string;
  /** Flags for Bun, before the script: `--inspect=…`. */
  flags?: string[];
}

export interface Keeper {
  /**
   * Stops it like `stop` and starts it again at once; resolves when the new process has started.
   */
  restart(): Promise<void>;
  /** Asks it to end, and kills it after eight seconds; resolves when it is gone for good. */
  stop(): Promise<void>;
}

export interface KeeperOptions {
  clock: Clock;
  logger: Logger;
  /** Called each time the process ends unexpectedly, before it is restarted. */
  onDeath?: (program: ServerProgram, how: string) => void;
}

const patienceMs = 8_000;
const healthyMs = 30_000;
const delayMs = { first: 200, most: 5_000 };

export function keepRunning(program: ServerProgram, options: KeeperOptions): Keeper {
  const { clock, logger, onDeath } = options;
  const { name } = program;
  let stopping = false;
  let restarting = false;
  let deaths = 0;
  let cancelRestart = () => {};
  let child = start();

  function start() {
    const startedAt = clock.monotonic();
    const started = spawn(program);
    logger.info("started", { server: name, pid: started.pid });
    void started.exited.then(() => {
      if (stopping || restarting) return;
      if (clock.monotonic() - startedAt >= healthyMs) deaths = 0;
      const delay = restartDelayMs(deaths++);
      const how = started.signalCode ? String(started.signalCode) : `exit code ${started.exitCode}`;
      logger.error("died", { server: name, pid: started.pid, how, restartInMs: delay });
      onDeath?.(program, how);
      cancelRestart = clock.after(delay, () => {
        child = start();
      });
    });
    return started;
  }

  async function end() {
    cancelRestart();
    child.kill("SIGTERM");
    const cancelKill = clock.after(patienceMs, () => {
      logger.warn("killed", { server: name, pid: child.pid });
      child.kill("SIGKILL");
    });
    await child.exited;
    cancelKill();
  }

  return {
    async restart() {
      restarting = true;
      await end();
      restarting = false;
      deaths = 0;
      if (!stopping) child = start();
    },
    async stop() {
      stopping = true;
      await end();
    },
  };
}

/** How long to wait before start `deaths` + 1, after deaths soon after their start. */
export function restartDelayMs(deaths: number): number {
  return Math.min(delayMs.first * 2 ** deaths, delayMs.most);
}

/**
 * Runs in our own folder, because Bun reads the JSX settings of the current one. The IPC channel
 * carries nothing; when it closes, the server knows that its supervisor is gone.
 */
function spawn({ script, flags = [] }: ServerProgram) {
  return Bun.spawn([process.execPath, "--no-env-file", ...flags, script()], {
    cwd: home,
    stdio: ["ignore", "inherit", "inherit"],
    ipc: () => {},
  });
}
