/**
 * The load of the fan-out benches: subscribers of groups, and messages to these. Runs as a process
 * of its own and prints one line of JSON.
 */
import { cpuSeconds } from "../support/process.ts";
import { quantile } from "../support/statistics.ts";
import { contentOf, Room } from "./room.ts";
import { giveUp, join, type Joined, readPeople, type Target } from "./targets.ts";

export interface FanOutTask {
  target: Target;
  subscribers: number;
  /** Each has the same share of the subscribers. */
  groups?: number;
  /** Messages in flight; or, with `perSecond`, an even rate. */
  inFlight: number;
  perSecond?: number;
  seconds: number;
}

export interface FanOutResult {
  deliveries: number;
  messages: number;
  seconds: number;
  serverCpuSeconds: number;
  loadCpuShare: number;
  /** From sending to the last subscriber. */
  p50Ms: number;
  p99Ms: number;
}

const task = JSON.parse(process.argv[2] ?? "{}") as FanOutTask;
const groups = task.groups ?? 1;
const groupSize = task.subscribers / groups;
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

async function subscribe(index: number): Promise<Joined> {
  const group = Math.floor(index / groupSize);
  const listener = rooms[group]!.listener();
  return join(task.target, { person: people[index], room: `group-${group}` }, (payload) =>
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
  const inGroup = Math.floor(sent / groups) % groupSize;
  rooms[group]!.sending(sent, performance.now());
  subscribers[group * groupSize + inGroup]!.send(contentOf(sent));
  sent += 1;
}

/** Keeps `inFlight` messages in flight until the time is over and all have arrived. */
function closedLoop(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const endAt = performance.now() + seconds * 1000;
    onComplete = () => {
      if (performance.now() < endAt) send();
      else if (complete === sent) resolve();
    };
    for (let i = 0; i < task.inFlight; i++) send();
  });
}

/** Sends at an even rate, however long the answers take. */
function openLoop(seconds: number, perSecond: number): Promise<void> {
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

const run = (seconds: number) =>
  task.perSecond ? openLoop(seconds, task.perSecond) : closedLoop(seconds);

await run(0.5);
latencies.length = 0;
const before = { messages: sent, at: performance.now() };
const cpuBefore = { server: cpuSeconds(task.target.pid), load: cpuSeconds(process.pid) };
await run(task.seconds);
const seconds = (performance.now() - before.at) / 1000;
const cpuAfter = { server: cpuSeconds(task.target.pid), load: cpuSeconds(process.pid) };
for (const room of rooms) room.assertComplete();
const sorted = latencies.toSorted((a, b) => a - b);
const messages = sent - before.messages;
const result: FanOutResult = {
  deliveries: messages * groupSize,
  messages,
  seconds,
  serverCpuSeconds: cpuAfter.server - cpuBefore.server,
  loadCpuShare: (cpuAfter.load - cpuBefore.load) / seconds,
  p50Ms: quantile(sorted, 0.5),
  p99Ms: quantile(sorted, 0.99),
};
console.log(JSON.stringify(result));
process.exit(0);
