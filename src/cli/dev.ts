/** `run.sh dev`: like `start`, but saving a file below src/ takes effect at once. */
import { watch } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#kit/clock.ts";
import { ConfigError } from "#kit/config.ts";
import { home } from "#kit/home.ts";
import { secretToken } from "#kit/ids.ts";
import { buildIfStale } from "./build.ts";
import { CodeError } from "./bundle.ts";
import { type Command, UsageError } from "./command.ts";
import type { Manifest } from "./last_build.ts";
import { hashCode } from "./server_code.ts";
import { type ServerName, serverNames, sourceScript } from "./server_scripts.ts";
import { startInstance } from "./start_instance.ts";
import type { Supervisor } from "./supervisor.ts";
import { print, printError } from "./terminal.ts";

/**
 * Editors write a file in several steps, and git changes many files at once: wait until they stop.
 */
const quietMs = 60;

const firstInspectPort = 6499;
const lastPort = 65_535;

export const devCommand: Command = {
  name: "dev",
  summary: "start, and restart and rebuild what changes when a file is saved",
  options: [
    [
      "--inspect [port]",
      `let debuggers attach: the web application at this port (${firstInspectPort}), the socket server at the next`,
    ],
  ],
  async run({ config, options }) {
    if (config.production) {
      throw new ConfigError("dev is for development: with TEAM_CHAT_ENV=production use start.");
    }
    const port = inspectPort(options["inspect"]);
    return startInstance(config, {
      parts: serverNames,
      async build() {
        await buildBrowserFiles();
        return sourceScript;
      },
      flagsOf: port === undefined ? undefined : inspectFlags(port),
      whileRunning: (supervisor, { clock }) => followChanges(supervisor, clock),
    });
  },
};

function inspectPort(option: string | boolean | undefined): number | undefined {
  if (option === undefined || option === true) return option && firstInspectPort;
  const port = Number(option);
  if (!Number.isInteger(port) || port < 1 || port >= lastPort) {
    throw new UsageError(`--inspect takes a port from 1 to ${lastPort - 1}, not ${option}.`);
  }
  return port;
}

/**
 * A debugger can run any code, so it listens on this machine only, under a secret path. The path
 * stays the same when a server restarts.
 */
function inspectFlags(port: number): (index: number) => string[] {
  const path = secretToken();
  return (index) => [`--inspect=127.0.0.1:${port + index}/${path}`];
}

interface Version {
  code: Record<ServerName, string>;
  manifest: Manifest;
}

function buildBrowserFiles(): Promise<Manifest> {
  return buildIfStale(home, { debuggable: true });
}

async function readVersion(): Promise<Version> {
  const [web = "", realtime = ""] = await Promise.all(
    serverNames.map((name) => hashCode(home, sourceScript(name))),
  );
  return { code: { web, realtime }, manifest: await buildBrowserFiles() };
}

/** @returns a function that stops it, and resolves when nothing is running */
async function followChanges(supervisor: Supervisor, clock: Clock): Promise<() => Promise<void>> {
  let running = await readVersion();
  const update = async () => {
    const started = clock.monotonic();
    let next: Version;
    try {
      next = await readVersion();
    } catch (error) {
      printProblems(linesOf(error), "The servers keep running the last version.");
      return;
    }
    const names = changedServers(running, next);
    running = next;
    if (names.length === 0) return;
    try {
      await supervisor.restart(names);
      const seconds = ((clock.monotonic() - started) / 1000).toFixed(1);
      print(`Restarted ${names.join(" and ")} in ${seconds} s.`);
    } catch (error) {
      printProblems(linesOf(error), "Fix the file and save it to start again.");
    }
  };
  let updates = Promise.resolve();
  const stopWatching = watchFolder(join(home, "src"), clock, () => {
    updates = updates.then(update);
  });
  print("Waiting for changes below src/.");
  return async () => {
    stopWatching();
    await updates;
  };
}

/** The web application reads the manifest only once. */
function changedServers(before: Version, now: Version): ServerName[] {
  const newFiles = !Bun.deepEquals(before.manifest, now.manifest);
  return serverNames.filter(
    (name) => before.code[name] !== now.code[name] || (name === "web" && newFiles),
  );
}

/** Calls back once after changes have stopped for a moment. */
function watchFolder(folder: string, clock: Clock, changed: () => void): () => void {
  let cancel = () => {};
  const watcher = watch(folder, { recursive: true }, () => {
    cancel();
    cancel = clock.after(quietMs, changed);
  });
  return () => {
    cancel();
    watcher.close();
  };
}

function linesOf(error: unknown): string[] {
  if (error instanceof CodeError) return error.lines;
  return [error instanceof Error ? error.message : String(error)];
}

function printProblems(problems: string[], consequence: string): void {
  for (const line of [...problems, consequence]) printError(line);
}
