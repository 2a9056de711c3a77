/** The measurements that compare two versions; each is short enough to be repeated in turns. */
import type { AcksResult } from "../load/acks.ts";
import type { FanOutResult } from "../load/fan_out.ts";
import type { RequestsResult } from "../load/requests.ts";
import { lineSource } from "../support/lines.ts";
import { residentBytes, runLoad, startLoad } from "../support/process.ts";
import { type Course, groupSize, peopleCount } from "./course.ts";
import type { Running } from "../support/front_door.ts";
import type { Better } from "./verdict.ts";

export interface Measured {
  running: Running;
  course: Course;
}

export interface AgainstBench {
  rows: { what: string; better: Better }[];
  /** Started for this measurement only, and stopped after it. */
  alone: boolean;
  /** One figure per row. */
  measure(measured: Measured): Promise<number[]>;
}

const subscribers = 1_000;
const senders = 200;
const groups = peopleCount / groupSize;
const perSecond = 200;
/**
 * Below the number of messages a sender may post at once, and the time until the limit recovers.
 */
const messagesEach = 12;
const refillMs = 2_500;
/** Until about here a server still compiles the code that connects. */
const first = 2_000;
const connections = 6_000;
const idleMs = 1_500;
const stormClients = 1_000;
const jitterMs = 500;
const requests = 600;

export const againstBenches: Record<string, AgainstBench> = {
  "fan-out": {
    rows: [
      row(`deliveries per server CPU-second, ${subscribers} subscribers, 1 in flight`),
      row(`deliveries per server CPU-second, ${subscribers} subscribers, 8 in flight`),
    ],
    alone: false,
    async measure(measured) {
      return fanOut(measured, [1, 8]);
    },
  },
  groups: {
    rows: [row(`messages per server CPU-second, ${groups} groups, ${perSecond} a second`)],
    alone: false,
    async measure({ running, course }) {
      const target = socketTarget(running, course.groupsFile);
      const shape = { subscribers: senders, groups };
      const paces = [{ inFlight: 1, perSecond, seconds: 1 }];
      const results = await runLoad<FanOutResult[]>("fan_out.ts", { target, ...shape, paces });
      return results.map(({ messages, serverCpuSeconds }) => messages / serverCpuSeconds);
    },
  },
  acks: {
    rows: [
      row(`acked messages/s, ${senders} senders at once`),
      row("acked messages per server CPU-second"),
    ],
    alone: false,
    async measure({ running, course }) {
      const target = socketTarget(running, course.aloneFile);
      await Bun.sleep(refillMs);
      const task = { target, senders, inFlight: senders, seconds: 0, each: messagesEach };
      const { acksPerSecond, acksPerCpuSecond } = await runLoad<AcksResult>("acks.ts", task);
      return [acksPerSecond, acksPerCpuSecond];
    },
  },
  http: {
    rows: [
      row("pages of 50 messages per CPU-second, by the API"),
      row("lists with unread per CPU-second, by the API"),
      row("chat pages per CPU-second"),
      row("pages of all groups per CPU-second, for staff"),
    ],
    alone: false,
    async measure({ running, course }) {
      const { hall, hallFile, staffFile } = course;
      const asked = [
        { path: `/api/conversation/${hall}/messages?limit=50`, peopleFile: hallFile },
        { path: "/api/conversations", peopleFile: hallFile },
        { path: `/chat/${hall}`, peopleFile: hallFile },
        { path: "/groups", peopleFile: staffFile, requests: requests / 4 },
      ];
      const figures: number[] = [];
      for (const one of asked) figures.push(await reading(running, one));
      return figures;
    },
  },
  memory: {
    rows: [
      row(
        `resident bytes per further idle connection, from ${first.toLocaleString("en")} to ${connections.toLocaleString("en")}`,
        "less",
      ),
    ],
    alone: true,
    async measure({ running, course }) {
      const task = { steps: [first, connections], groups: 1 };
      const load = startLoad("idle.ts", {
        ...task,
        target: socketTarget(running, course.hallFile),
      });
      const nextLine = lineSource(load.stdout);
      const residentNow = async () => {
        await nextLine();
        await Bun.sleep(idleMs);
        const bytes = residentBytes(running.realtime);
        void load.stdin.write("\n");
        void load.stdin.flush();
        return bytes;
      };
      const before = await residentNow();
      const after = await residentNow();
      load.kill("SIGKILL");
      await load.exited;
      return [(after - before) / (connections - first)];
    },
  },
  restart: {
    rows: [
      row("`run.sh start` to the first page and the first socket, ms", "less"),
      row(
        `kill -9 under ${stormClients.toLocaleString("en")} clients, until all are back, ms`,
        "less",
      ),
    ],
    alone: true,
    async measure({ running, course }) {
      const target = socketTarget(running, course.hallFile);
      const load = startLoad("storm.ts", { target, clients: stormClients, jitterMs });
      const nextLine = lineSource(load.stdout);
      await nextLine();
      process.kill(running.realtime, "SIGKILL");
      const killedAt = performance.now();
      await nextLine();
      const backMs = performance.now() - killedAt;
      await load.exited;
      return [running.startMs, backMs];
    },
  },
};

function row(what: string, better: Better = "more") {
  return { what, better };
}

async function fanOut({ running, course }: Measured, inFlights: number[]): Promise<number[]> {
  const target = socketTarget(running, course.hallFile);
  const paces = inFlights.map((inFlight) => ({ inFlight, seconds: 1 }));
  const results = await runLoad<FanOutResult[]>("fan_out.ts", { target, subscribers, paces });
  return results.map(({ deliveries, serverCpuSeconds }) => deliveries / serverCpuSeconds);
}

interface Asked {
  path: string;
  peopleFile: string;
  requests?: number;
}

async function reading(
  { webUrl, web: pid }: Running,
  { path, peopleFile, requests: count = requests }: Asked,
): Promise<number> {
  const target = { name: "team_chat", port: Number(new URL(webUrl).port), pid, peopleFile };
  const task = { target, path, contains: "", requests: count, atOnce: 8 };
  return (await runLoad<RequestsResult>("requests.ts", task)).requestsPerCpuSecond;
}

function socketTarget({ realtimePort: port, realtime: pid }: Running, peopleFile: string) {
  return { name: "team_chat", port, pid, peopleFile };
}
