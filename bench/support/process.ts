/** Processes under measurement: pinned to a core, observed from outside. */
import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { lineSource } from "./lines.ts";

export interface Measured {
  pid: number;
  /** What the server printed in its first line. */
  hello: { port: number; peopleFile?: string; folder?: string };
  nextLine(): Promise<string>;
  signal(signal: "SIGUSR2"): void;
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
}

const root = join(import.meta.dir, "../..");
const taskset = "/usr/bin/taskset";
/** False where the program is missing, and on a machine with a single core. */
const canPin = Bun.spawnSync(["sh", "-c", `${taskset} -c 0 true && ${taskset} -c 1 true`]).success;

const profileFolder = () => process.env["BENCH_PROFILE_DIR"];

/** How often a measurement is repeated: once for a profile. */
export const roundCount = (usual = 5) => (profileFolder() === undefined ? usual : 1);

/** The environment in which Bun leaves a CPU profile when the server ends. */
export function profiled(): Record<string, string> {
  const folder = profileFolder();
  return folder === undefined ? {} : { BUN_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` };
}

/** The command pinned to one core, if the machine supports that. */
export function pinned(core: number, command: string[]): string[] {
  return canPin ? [taskset, "-c", String(core), ...command] : command;
}

/** Where servers run: on every core but that of the load. */
const serverCores = cpus()
  .map((_cpu, core) => core)
  .filter((core) => core !== 1);

/** Starts a server, by default on core 0, and waits for its first line. */
export async function startServer(
  command: string[],
  env: Record<string, string> = {},
  /** Its number, where several share the cores that are not the load's. */
  number = 0,
): Promise<Measured> {
  const core = serverCores[number % serverCores.length]!;
  const child = Bun.spawn(pinned(core, command), {
    cwd: root,
    stdout: "pipe",
    stderr: "inherit",
    env: { ...process.env, ...env, ...profiled() },
  });
  const nextLine = lineSource(child.stdout);
  const hello = JSON.parse(await nextLine()) as Measured["hello"];
  return {
    pid: child.pid,
    hello,
    nextLine,
    signal: (signal) => child.kill(signal),
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      await child.exited;
    },
  };
}

/** Runs a load program on core 1 to its end, and returns the last line it printed. */
export function runLoad<Result>(program: string, task: unknown): Promise<Result> {
  return resultOf<Result>(startLoad(program, task), program);
}

/** Runs a program on core 0, the servers' one, to its end, and returns the last line it printed. */
export function runPinned<Result>(program: string, task: unknown): Promise<Result> {
  return resultOf<Result>(startProgram(0, program, task), program);
}

export function startLoad(program: string, task: unknown) {
  return startProgram(1, `bench/load/${program}`, task);
}

function startProgram(core: number, program: string, task: unknown) {
  const command = [process.execPath, join(root, program), JSON.stringify(task)];
  const stdio = ["pipe", "pipe", "inherit"] as const;
  return Bun.spawn(pinned(core, command), { cwd: root, stdio: [...stdio] });
}

async function resultOf<Result>(
  child: ReturnType<typeof startProgram>,
  program: string,
): Promise<Result> {
  const output = await new Response(child.stdout).text();
  await child.exited;
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  if (last === "" || child.exitCode !== 0) throw new Error(`${program} measured nothing`);
  return JSON.parse(last) as Result;
}

/**
 * Seconds of CPU time that the threads of a process have used: the scheduler's nanoseconds, because
 * the ticks of proc(5), stat are as long as a whole measurement of some benches.
 */
export function cpuSeconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) => {
    const [onCpu = "0"] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ");
    return Number(onCpu);
  });
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e9;
}

/** Resident memory in bytes. */
export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

/** The part of it that is no page of a file, such as the program's, which processes share. */
export function anonymousBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Anonymous:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}

/** A process and all that it has started (proc(5), field ppid). */
export function processTree(pid: number): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const children = pids.filter((child) => parentOf(child) === pid).map(Number);
  return [pid, ...children.flatMap((child) => processTree(child))];
}

/** Undefined for a process that is gone. */
function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

/** A port below the range used for outgoing connections. */
export function freePort(): number {
  return 20_000 + Math.floor(Math.random() * 5_000) * 2;
}
