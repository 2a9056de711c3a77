/**
 * The load of the fan-out benches: subscribers of groups, and messages to these. Runs as a process
 * of its own and prints one line of JSON: a list with a result for each pace.
 */
import { cpuSeconds } from "../support/process.ts";
import { quantile } from "../support/statistics.ts";
import { contentOf, Room } from "./room.ts";
import { giveUp, join, type Joined, readPeople, type Target } from "./targets.ts";

export interface FanOutTask {
  target: Target;
  /** Further servers of the same database, over which the subscribers are spread. */
  others?: Target[];
  /** In each group only the first sends, alone at the first server; the rest are at the last one. */
  apart?: boolean;
  subscribers: number;
  /** Each has the same share of the subscribers. */
  groups?: number;
  /** One after another, with a result each. */
  paces: Pace[];
}

export interface Pace {
  /** Messages in flight; or, with `perSecond`, an even rate. */
  inFlight: number;
  perSecond?: number;
  seconds: number;
}

export interface FanOutResult {
  deliveries: number;
  messages: number;
  /** With those that came before this measurement. */
  sent: number;
  seconds: number;
  /** Of all servers, and of each. */
  serverCpuSeconds: number;
  cpuSecondsOf: number[];
  loadCpuShare: number;
  /** From sending to the last subscriber. */
  p50Ms: number;
  p99Ms: number;
}

const task = JSON.parse(process.argv[2] ?? "{}") as FanOutTask;
const groups = task.groups ?? 1;
const groupSize = task.subscribers / groups;
const servers = [task.target, ...(task.others ?? [])];
const people = readPeople(task.target);
const latencies: number[] = [];
let sent = 0;
let complete = 0;
let onComplete = () => {};

const arrived = (sentAt: number) => {
  latencies.push(performance.now() - sentAt);
  complete += 1;
  onComplete();
};
const rooms = Array.from({ length: groups }, () => new Room(arrived, giveUp));

function serverOf(index: number): Target {
  if (task.apart) return servers.at(index % groupSize === 0 ? 0 : -1)!;
  return servers[index % servers.length]!;
}

async function subscribe(index: number): Promise<Joined> {
  const group = Math.floor(index / groupSize);
  const listener = rooms[group]!.listener();
  return join(serverOf(index), { person: people[index], room: `group-${group}` }, (payload) =>
    listener.room.deliver(listener, payload),
  );
}

const subscribers: Joined[] = [];
for (let i = 0; i < task.subscribers; i += 50) {
  const batch = Array.from({ length: Math.min(50, task.subscribers - i) }, (_, offset) =>
    subscribe(i + offset),
  );
  subscribers.push(...(await Promise.all(batch)));
}

/** Groups take turns, and the people of a group. */
function send(): void {
  const group = sent % groups;
  const inGroup = task.apart ? 0 : Math.floor(sent / groups) % groupSize;
  rooms[group]!.sending(sent, performance.now());
  subscribers[group * groupSize + inGroup]!.send(contentOf(sent));
  sent += 1;
}

/** Keeps `inFlight` messages in flight until the time is over and all have arrived. */
function closedLoop({ inFlight, seconds }: Pace): Promise<void> {
  return new Promise((resolve) => {
    const endAt = performance.now() + seconds * 1000;
    onComplete = () => {
      if (performance.now() < endAt) send();
      else if (complete === sent) resolve();
    };
    for (let i = 0; i < inFlight; i++) send();
  });
}

/** Sends at an even rate, however long the answers take. */
function openLoop({ seconds, perSecond = 0 }: Pace): Promise<void> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const before = sent;
    const total = seconds * perSecond;
    const timer = setInterval(() => {
      const due = Math.min(total, ((performance.now() - startedAt) * perSecond) / 1000);
      while (sent - before < due) send();
      if (sent - before < total) return;
      clearInterval(timer);
      if (complete === sent) resolve();
      else onComplete = () => complete === sent && resolve();
    }, 1);
  });
}

const run = (pace: Pace) => (pace.perSecond ? openLoop(pace) : closedLoop(pace));

const cpuNow = () => ({
  servers: servers.map(({ pid }) => cpuSeconds(pid)),
  load: cpuSeconds(process.pid),
});

async function measured(pace: Pace): Promise<FanOutResult> {
  await run({ ...pace, seconds: 0.5 });
  latencies.length = 0;
  const before = { messages: sent, at: performance.now(), cpu: cpuNow() };
  await run(pace);
  const seconds = (performance.now() - before.at) / 1000;
  const cpu = cpuNow();
  const cpuSecondsOf = cpu.servers.map((after, index) => after - before.cpu.servers[index]!);
  const sorted = latencies.toSorted((a, b) => a - b);
  const messages = sent - before.messages;
  return {
    deliveries: messages * groupSize,
    messages,
    sent,
    seconds,
    serverCpuSeconds: cpuSecondsOf.reduce((sum, one) => sum + one, 0),
    cpuSecondsOf,
    loadCpuShare: (cpu.load - before.cpu.load) / seconds,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
  };
}

const results: FanOutResult[] = [];
for (const pace of task.paces) results.push(await measured(pace));
for (const room of rooms) room.assertComplete();
console.log(JSON.stringify(results));
process.exit(0);
