/**
 * Benches 4 and 5: the cost of an idle connection, and of both servers at rest and at the start.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TargetName } from "./load/targets.ts";
import { lineSource } from "./support/lines.ts";
import { freePort, pinned, residentBytes, startLoad } from "./support/process.ts";
import { atMost, type Row } from "./support/report.ts";
import { startTarget, targetOf } from "./support/servers.ts";
import { ratios, shown, summary } from "./support/statistics.ts";

const connections = 10_000;
const groups = 5;
const runs = 5;
/** After connecting, both runtimes release memory within seconds. */
const idleMs = 3_000;
const root = join(import.meta.dir, "..");

export async function memory(progress: (step: string) => void): Promise<Row[]> {
  progress(`${connections} idle connections`);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < runs; run++) {
    ours.push(await bytesPerConnection("team_chat"));
    theirs.push(await bytesPerConnection("ws_loop"));
  }
  progress("cold start");
  const starts: number[] = [];
  const resident: number[] = [];
  for (let run = 0; run < 5; run++) {
    const { ms, bytes } = await coldStart();
    starts.push(ms);
    resident.push(bytes / 1e6);
  }
  progress("second start");
  const pages = await secondStarts();
  const total = summary(resident);
  return [
    atMost({
      what: `resident bytes per idle connection at ${connections.toLocaleString("en")}, against a \`ws\` loop with the same people and rooms`,
      value: ratios(ours, theirs),
      target: 0.5,
      note: `ours ${Math.round(summary(ours).median)} B, theirs ${Math.round(summary(theirs).median)} B`,
    }),
    {
      what: "cold start of the socket server to its first accepted socket",
      figure: `${shown(summary(starts), 0)} ms`,
    },
    {
      what: "`run.sh start`, the second time, to its first page",
      figure: `${shown(summary(pages), 0)} ms`,
      target: "≤ 2,000 ms",
      met: summary(pages).median <= 2_000,
    },
    {
      what: "resident memory of both servers, idle",
      figure: `${shown(total, 0)} MB`,
      target: "≤ 120 MB",
      met: total.median <= 120,
    },
  ];
}

async function bytesPerConnection(name: TargetName): Promise<number> {
  const server = await startTarget(name, {
    BENCH_PEOPLE: String(connections),
    BENCH_GROUPS: String(groups),
  });
  await Bun.sleep(500);
  const before = residentBytes(server.pid);
  const load = startLoad("idle.ts", { target: targetOf(name, server), connections, groups });
  await lineSource(load.stdout)();
  await Bun.sleep(idleMs);
  const after = residentBytes(server.pid);
  load.kill("SIGKILL");
  await load.exited;
  await server.stop();
  return (after - before) / connections;
}

/** Both servers on a fresh database; the time is the socket server's. */
async function coldStart(): Promise<{ ms: number; bytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-bench-"));
  const port = freePort();
  const env = {
    ...process.env,
    INSTANCE_DIR: folder,
    WEB_PORT: String(port),
    REALTIME_PORT: String(port + 1),
    LOG_LEVEL: "error",
  };
  const spawn = (file: string) =>
    Bun.spawn(pinned(0, [process.execPath, join(root, file)]), {
      cwd: root,
      env,
      stdin: "pipe",
      stdout: "ignore",
      stderr: "inherit",
    });
  const startedAt = performance.now();
  const realtime = spawn("src/realtime/main.ts");
  await firstSocket(port + 1);
  const ms = performance.now() - startedAt;
  const web = spawn("src/web/main.ts");
  await Bun.sleep(1_500);
  const bytes = residentBytes(realtime.pid) + residentBytes(web.pid);
  for (const child of [realtime, web]) {
    child.kill("SIGTERM");
    await child.exited;
  }
  rmSync(folder, { recursive: true, force: true });
  return { ms, bytes };
}

/** Milliseconds from the command to the first page, for starts with nothing to prepare. */
async function secondStarts(): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-bench-"));
  const times: number[] = [];
  for (let run = 0; run < 4; run++) {
    const port = freePort();
    const env = {
      ...process.env,
      INSTANCE_DIR: folder,
      WEB_PORT: String(port),
      REALTIME_PORT: String(port + 1),
      LOG_LEVEL: "error",
    };
    const startedAt = performance.now();
    const child = Bun.spawn([join(root, "run.sh"), "start"], {
      env,
      stdout: "ignore",
      stderr: "inherit",
    });
    await firstPage(port);
    if (run > 0) times.push(performance.now() - startedAt);
    child.kill("SIGTERM");
    await child.exited;
  }
  rmSync(folder, { recursive: true, force: true });
  return times;
}

async function firstPage(port: number): Promise<void> {
  for (;;) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/auth/login`)).ok) return;
    } catch {
      await Bun.sleep(5);
    }
  }
}

async function firstSocket(port: number): Promise<void> {
  for (;;) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
    const opened = await new Promise<boolean>((resolve) => {
      socket.addEventListener("open", () => resolve(true));
      socket.addEventListener("error", () => resolve(false));
    });
    if (opened) return socket.close();
    await Bun.sleep(2);
  }
}
