/** The whole of Team Chat as people run it: supervisor, web application, socket server. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandsScript } from "./commands.ts";
import { type Output, readOutput, within } from "./output.ts";
import { patienceMs } from "./patience.ts";
import { databaseSetting } from "./postgres_database.ts";
import { freePorts } from "./ports.ts";

export type ServerName = "web" | "realtime";

export interface System {
  webUrl: string;
  wsUrl: string;
  instanceDir: string;
  /** The supervisor's. */
  pid: number;
  /** The settings for running another command on the same instance. */
  env: Record<string, string>;
  output: Output;
  /** The process id of a server. */
  pidOf(name: ServerName): number;
  /** Sends the signal, SIGKILL by default; resolves when the server is back and ready. */
  kill(name: ServerName, signal?: NodeJS.Signals): Promise<void>;
  /** Sends SIGTERM by default; resolves with the exit code when all processes are gone. */
  stop(signal?: NodeJS.Signals): Promise<number>;
  /** Ends what is still running, and removes the instance. */
  dispose(): Promise<void>;
}

export interface SystemOptions {
  /** Settings in addition to the ports and the folder. */
  env?: Record<string, string>;
  /** The instance of a system that was stopped; it stays when this one is disposed of. */
  instanceDir?: string;
  /** Starts only this server. */
  part?: ServerName;
}

/** What `run.sh start` runs. */
const launch = join(import.meta.dir, "../../src/cli/launch.ts");

/** Starts on free ports with a fresh demo, and waits until both servers are ready. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const instanceDir = options.instanceDir ?? mkdtempSync(join(tmpdir(), "team-chat-system-"));
  const [free = 0, alsoFree = 0] = freePorts(2);
  const ports = { WEB_PORT: String(free), REALTIME_PORT: String(alsoFree), ...options.env };
  const [webPort, realtimePort] = [ports.WEB_PORT, ports.REALTIME_PORT];
  const database = await databaseSetting(instanceDir);
  const places = { INSTANCE_DIR: instanceDir, ...database };
  const env = { ...inherited(), ...places, LOG_FORMAT: "json", ...ports };
  const child = spawnCommand(["start", ...(options.part ? [options.part] : [])], env);
  const output = readOutput([child.stdout, child.stderr]);
  const system: System = {
    webUrl: `http://127.0.0.1:${webPort}`,
    wsUrl: `ws://127.0.0.1:${realtimePort}`,
    instanceDir,
    pid: child.pid,
    env,
    output,
    pidOf: (name) => lastStart(output, name),
    async kill(name, signal = "SIGKILL") {
      const from = output.lines.length;
      process.kill(lastStart(output, name), signal);
      await output.line((line) => isEvent(line, { event: "listening", process: name }), from);
      await answered(name === "web" ? webPort : realtimePort);
    },
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      await within(output.ended, patienceMs, () => `Still running:\n${output.lines.join("\n")}`);
      return child.exited;
    },
    async dispose() {
      if (child.exitCode === null && child.signalCode === null) await system.stop();
      if (!options.instanceDir) rmSync(instanceDir, { recursive: true, force: true });
    },
  };
  const up = output.line((line) => line.includes("Ctrl-C stops it"));
  await Promise.race([up, child.exited.then((code) => failed(code, output))]);
  return system;
}

/** An operator's command as a process of its own. */
export function spawnCommand(words: string[], env: Record<string, string>) {
  const script = words[0] === "start" ? launch : commandsScript;
  return Bun.spawn([process.execPath, "--no-env-file", script, ...words], {
    env: { ...inherited(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** @returns its exit code and complete output */
export async function runCommand(
  words: string[],
  env: Record<string, string>,
): Promise<{ exitCode: number; text: string }> {
  const child = spawnCommand(words, env);
  const output = readOutput([child.stdout, child.stderr]);
  await output.ended;
  return { exitCode: await child.exited, text: output.lines.join("\n") };
}

function lastStart({ lines }: Output, name: ServerName): number {
  const line = lines.findLast((one) => isEvent(one, { event: "started", server: name }));
  const pid = /"pid":(\d+)/.exec(line ?? "")?.[1];
  if (pid === undefined) throw new Error(`no server ${name} was started`);
  return Number(pid);
}

function isEvent(line: string, fields: Record<string, string>): boolean {
  return Object.entries(fields).every(([name, value]) => line.includes(`"${name}":"${value}"`));
}

async function answered(port: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
  if (!answer.ok) throw new Error(`/readyz answers ${answer.status}`);
}

async function failed(code: number, output: Output): Promise<never> {
  await output.ended;
  throw new Error(`start ended with exit code ${code}:\n${output.lines.join("\n")}`);
}

/** Only what a program needs to run at all, without settings of this machine's own instance. */
function inherited(): Record<string, string> {
  const { PATH = "", HOME = "" } = process.env;
  return { PATH, HOME };
}
