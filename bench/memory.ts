/** The memory of an idle connection and of everything that runs at rest, and the time of a start. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { thisVersion } from "./against/version.ts";
import type { IdleTask } from "./load/idle.ts";
import type { TargetName } from "./load/targets.ts";
import { startVersion } from "./support/front_door.ts";
import { lineSource } from "./support/lines.ts";
import {
  processTree,
  anonymousBytes,
  residentBytes,
  roundCount,
  startLoad,
} from "./support/process.ts";
import { atMost, atMostOf, type Row } from "./support/report.ts";
import { startTarget, targetOf } from "./support/servers.ts";
import { ratios, shown, summary } from "./support/statistics.ts";

const rounds = roundCount();

/** After connecting, the runtimes release memory within seconds. */
const idleMs = 1_500;
const root = join(import.meta.dir, "..");

export async function memory(progress: (step: string) => void): Promise<Row[]> {
  return [await crowd(progress), await furtherConnections(progress), ...(await starts(progress))];
}

/** Against what one would write first, with the same people and rooms. */
async function crowd(progress: (step: string) => void): Promise<Row> {
  const connections = 5_000;
  progress(`${connections} idle connections`);
  const task = { steps: [connections], groups: 5 };
  const [ours, theirs] = await inTurns(["team_chat", "ws_loop"], async (name) => {
    const [before, after] = await residentAt(name, task);
    return (after! - before!) / connections;
  });
  return bytesRow(
    `resident bytes per idle connection at ${connections.toLocaleString("en")}, against a \`ws\` loop with the same people and rooms`,
    { ours: ours!, theirs: theirs!, target: 0.5 },
  );
}

/** Against the ceiling; what a server needs anyway is left out. */
async function furtherConnections(progress: (step: string) => void): Promise<Row> {
  const [few, many] = [1_000, 5_000];
  progress(`from ${few} to ${many} connections`);
  const task = { steps: [few, many], groups: 1, opened: true };
  const [ours, bare] = await inTurns(["team_chat", "bare_bun"], async (name) => {
    const [, before, after] = await residentAt(name, task);
    return (after! - before!) / (many - few);
  });
  return bytesRow(
    "resident bytes per further connection with an open group, against a bare `Bun.serve`",
    { ours: ours!, theirs: bare!, target: 1.15 },
  );
}

async function inTurns(
  names: TargetName[],
  measure: (name: TargetName) => Promise<number>,
): Promise<number[][]> {
  const figures = names.map((): number[] => []);
  for (let run = 0; run < rounds; run++) {
    for (const [index, name] of names.entries()) figures[index]!.push(await measure(name));
  }
  return figures;
}

function bytesRow(
  what: string,
  { ours, theirs, target }: { ours: number[]; theirs: number[]; target: number },
): Row {
  const note = `ours ${Math.round(summary(ours).median)} B, theirs ${Math.round(summary(theirs).median)} B`;
  return atMost({ what, value: ratios(ours, theirs), target, note });
}

/** The server's resident bytes before anyone connects, and after each step. */
async function residentAt(name: TargetName, task: Omit<IdleTask, "target">): Promise<number[]> {
  const server = await startTarget(name, {
    BENCH_PEOPLE: String(task.steps.at(-1)),
    BENCH_GROUPS: String(task.groups),
  });
  await Bun.sleep(500);
  const bytes = [residentBytes(server.pid)];
  const load = startLoad("idle.ts", { ...task, target: targetOf(name, server) });
  const nextLine = lineSource(load.stdout);
  for (let step = 0; step < task.steps.length; step++) {
    await nextLine();
    await Bun.sleep(idleMs);
    bytes.push(residentBytes(server.pid));
    void load.stdin.write("\n");
    void load.stdin.flush();
  }
  load.kill("SIGKILL");
  await load.exited;
  await server.stop();
  return bytes;
}

/** `run.sh start` as people use it. The first start, which prepares the database, does not count. */
async function starts(progress: (step: string) => void): Promise<Row[]> {
  progress("starts");
  const version = await thisVersion(root);
  const folder = mkdtempSync(join(tmpdir(), "team-chat-bench-"));
  const times: number[] = [];
  const megabytes: number[] = [];
  const ownMegabytes: number[] = [];
  for (let run = 0; run <= rounds; run++) {
    const running = await startVersion(version, folder);
    await Bun.sleep(idleMs);
    const processes = processTree(running.command);
    const resident = total(processes.map(residentBytes));
    const own = total(processes.map(anonymousBytes));
    await running.stop();
    if (run === 0) continue;
    times.push(running.pageMs);
    megabytes.push(resident / 1e6);
    ownMegabytes.push(own / 1e6);
  }
  rmSync(folder, { recursive: true, force: true });
  return [
    atMostOf({
      what: "`run.sh start`, built, the second time, to the first page",
      value: summary(times),
      target: 220,
      unit: "ms",
    }),
    atMostOf({
      what: "resident memory of everything that `run.sh start` runs, idle",
      value: summary(megabytes),
      target: 115,
      unit: "MB",
    }),
    {
      what: "of that, what is no page of a file",
      figure: `${shown(summary(ownMegabytes), 0)} MB`,
    },
  ];
}

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
