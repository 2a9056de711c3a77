/** A version that runs as in production, and is used only through its pages, API and socket. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { freePort, pinned, profiled } from "./process.ts";
import type { Version } from "../against/version.ts";

export interface Running {
  /** Milliseconds from the command to the first page, and to that and the first socket. */
  pageMs: number;
  startMs: number;
  webUrl: string;
  realtimePort: number;
  /** Process ids; `command` is that of `run.sh start`, the parent of the servers. */
  command: number;
  web: number;
  realtime: number;
  stop(): Promise<void>;
}

const patienceMs = 60_000;

/** Runs `run.sh start` on core 0, with the database in `instanceDir`. */
export async function startVersion(version: Version, instanceDir: string): Promise<Running> {
  const port = freePort();
  const startedAt = performance.now();
  const child = Bun.spawn(pinned(0, [join(version.folder, "run.sh"), "start"]), {
    env: {
      PATH: version.path,
      HOME: process.env["HOME"] ?? "",
      INSTANCE_DIR: instanceDir,
      WEB_PORT: String(port),
      REALTIME_PORT: String(port + 1),
      LOG_LEVEL: "error",
      ...profiled(),
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const webUrl = `http://127.0.0.1:${port}`;
  const isOver = () => child.exitCode !== null;
  await until(() => answers(`${webUrl}/auth/login`), isOver);
  const pageMs = performance.now() - startedAt;
  await until(() => opens(port + 1), isOver);
  const startMs = performance.now() - startedAt;
  return {
    pageMs,
    startMs,
    webUrl,
    realtimePort: port + 1,
    command: child.pid,
    web: listenerOf(port),
    realtime: listenerOf(port + 1),
    async stop() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}

async function until(isSo: () => Promise<boolean>, isOver: () => boolean): Promise<void> {
  const endAt = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (isOver()) throw new Error("a version ended instead of starting");
    if (performance.now() > endAt) throw new Error(`a version did not start in ${patienceMs} ms`);
    await Bun.sleep(2);
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

function opens(port: number): Promise<boolean> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  return new Promise((resolve) => {
    socket.addEventListener("error", () => resolve(false));
    socket.addEventListener("open", () => {
      socket.close();
      resolve(true);
    });
  });
}

/** The process that listens on a port of this machine (proc(5), net/tcp and fd). */
export function listenerOf(port: number): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const tables = ["/proc/net/tcp", "/proc/net/tcp6"].filter((file) => existsSync(file));
  const fields = tables
    .flatMap((file) => readFileSync(file, "utf8").split("\n"))
    .map((line) => line.trim().split(/\s+/))
    .find(([, address, , state]) => address?.endsWith(local) && state === "0A");
  const wanted = `socket:[${fields?.[9]}]`;
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const found = pids.find((pid) => filesOf(pid).includes(wanted));
  if (found === undefined) throw new Error(`no process of ours listens on port ${port}`);
  return Number(found);
}

/** The files a process has open; empty for processes that are gone or belong to another user. */
function filesOf(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((name) => linkOf(`/proc/${pid}/fd/${name}`));
  } catch {
    return [];
  }
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}
