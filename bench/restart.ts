/**
 * Kills the server under thousands of clients and measures how long until all are caught up, and how
 * much it reads for that: when they missed nothing, and when each missed 20 messages.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#kit/config.ts";
import { openServices } from "#core/instance/open_services.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { RateLimit } from "#core/rates.ts";
import { contentOf } from "./load/room.ts";
import { lineSource } from "./support/lines.ts";
import { actorOf } from "./support/population.ts";
import { cpuSeconds, freePort, roundCount, startLoad } from "./support/process.ts";
import type { Row } from "./support/report.ts";
import { readsSince, startTarget, targetOf } from "./support/servers.ts";
import { shown, summary } from "./support/statistics.ts";

const rounds = roundCount();

interface Shape {
  clients: number;
  groupSize: number;
  /** Messages in each group while everyone is away. */
  missed: number;
  /** Database reads per client that are enough. */
  readsMax: number;
}

const shapes: Shape[] = [
  { clients: 5_000, groupSize: 5_000, missed: 0, readsMax: 1 },
  { clients: 2_000, groupSize: 25, missed: 20, readsMax: 1.2 },
];
const jitterMs = 1_000;

export async function restart(progress: (step: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const shape of shapes) {
    const results: Back[] = [];
    for (let run = 1; run <= rounds; run++) {
      progress(`restart under ${shape.clients} clients, ${run} of ${rounds}`);
      results.push(await killOnce(shape));
    }
    rows.push(...rowsOf(shape, results));
  }
  return rows;
}

function rowsOf({ clients, groupSize, missed, readsMax }: Shape, results: Back[]): Row[] {
  const each = clients === groupSize ? "" : ` in groups of ${groupSize}`;
  const what = `kill -9 under ${clients.toLocaleString("en")} clients${each} that miss ${missed || "no"} messages`;
  const perClient = summary(results.map(({ reads }) => reads / clients));
  const cpuMs = summary(results.map(({ cpu }) => (cpu * 1_000) / clients));
  return [
    {
      what: `${what}, until all are caught up`,
      figure: `${shown(summary(results.map(({ seconds }) => seconds)), 1)} s`,
      note: `they come back spread over ${jitterMs / 1_000} s; ${shown(cpuMs)} ms of the server's CPU per client, its start included`,
    },
    {
      what: `database reads per client, ${what}`,
      figure: shown(perClient),
      target: `≤ ${readsMax}`,
      // A few reads are the server's own.
      met: perClient.median <= readsMax + 0.01,
    },
  ];
}

interface Back {
  seconds: number;
  reads: number;
  cpu: number;
}

async function killOnce({ clients, groupSize, missed }: Shape): Promise<Back> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-bench-"));
  const env = {
    BENCH_DIR: folder,
    BENCH_PORT: String(freePort()),
    BENCH_PEOPLE: String(clients),
    BENCH_GROUP_SIZE: String(groupSize),
  };
  const first = await startTarget("team_chat", env);
  const load = startLoad("storm.ts", {
    target: targetOf("team_chat", first),
    clients,
    jitterMs,
    missed,
  });
  const nextLine = lineSource(load.stdout);
  await nextLine();
  await first.stop("SIGKILL");
  await postInEach(folder, { groups: clients / groupSize, groupSize, missed });
  const startedAt = performance.now();
  const second = await startTarget("team_chat", env);
  await nextLine();
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = cpuSeconds(second.pid);
  const reads = await readsSince(second);
  await load.exited;
  await second.stop();
  rmSync(folder, { recursive: true, force: true });
  return { seconds, reads, cpu };
}

interface Missed {
  groups: number;
  groupSize: number;
  missed: number;
}

/** Posts through the product's own verb, as another server would. */
async function postInEach(folder: string, { groups, groupSize, missed }: Missed): Promise<void> {
  if (missed === 0) return;
  const config = readConfig({ INSTANCE_DIR: folder, LOG_LEVEL: "error" });
  const services = await openServices(config, { process: "bench" });
  const unlimited = { burst: Number.MAX_SAFE_INTEGER, perSecond: 1 };
  services.rates.messages = new RateLimit(services.clock, unlimited);
  for (let number = 0; number < missed; number++) {
    await Promise.all(
      Array.from({ length: groups }, (_, group) => {
        const context = { ...services, actor: actorOf(group * groupSize) };
        const content = contentOf(number);
        return sendMessage(context, { conversationId: `group-${group}`, content });
      }),
    );
  }
  services.db.close();
}
