/**
 * The load of benches 1 and 2: subscribers of one group, and messages to it. Runs as a process of
 * its own and prints one line of JSON.
 */
import { cpuSeconds } from "../support/process.ts";
import { quantile } from "../support/statistics.ts";
import { join, type Joined, readPeople, type Target } from "./targets.ts";

export interface FanOutTask {
  target: Target;
  subscribers: number;
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
const content = "x".repeat(200);
const people = readPeople(task.target);
let delivered = 0;
let awaited = 0;
const startedAt: number[] = [];
const latencies: number[] = [];
let onComplete = () => {};

/** Every subscriber receives every message in order, so the n-th is complete at n × subscribers. */
function delivery(): void {
  delivered += 1;
  while (awaited < startedAt.length && delivered >= (awaited + 1) * task.subscribers) {
    latencies.push(performance.now() - startedAt[awaited]!);
    awaited += 1;
    onComplete();
  }
}

const subscribers: Joined[] = [];
for (let i = 0; i < task.subscribers; i += 50) {
  const batch = Array.from({ length: Math.min(50, task.subscribers - i) }, (_, offset) =>
    join(task.target, people[i + offset], delivery),
  );
  subscribers.push(...(await Promise.all(batch)));
}

function send(): void {
  const sender = subscribers[startedAt.length % subscribers.length]!;
  startedAt.push(performance.now());
  sender.send(content);
}

/** Keeps `inFlight` messages in flight until the time is over and all have arrived. */
function closedLoop(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const endAt = performance.now() + seconds * 1000;
    onComplete = () => {
      if (performance.now() < endAt) send();
      else if (awaited === startedAt.length) resolve();
    };
    for (let i = 0; i < task.inFlight; i++) send();
  });
}

/** Sends at an even rate, however long the answers take. */
function openLoop(seconds: number, perSecond: number): Promise<void> {
  return new Promise((resolve) => {
    const total = startedAt.length + seconds * perSecond;
    const timer = setInterval(() => {
      if (startedAt.length < total) return send();
      clearInterval(timer);
      if (awaited === startedAt.length) resolve();
      else onComplete = () => awaited === startedAt.length && resolve();
    }, 1000 / perSecond);
  });
}

const run = (seconds: number) =>
  task.perSecond ? openLoop(seconds, task.perSecond) : closedLoop(seconds);

await run(0.5);
latencies.length = 0;
const before = { delivered, messages: startedAt.length, at: performance.now() };
const cpuBefore = { server: cpuSeconds(task.target.pid), load: cpuSeconds(process.pid) };
await run(task.seconds);
const seconds = (performance.now() - before.at) / 1000;
const sorted = latencies.toSorted((a, b) => a - b);
const result: FanOutResult = {
  deliveries: delivered - before.delivered,
  messages: startedAt.length - before.messages,
  seconds,
  serverCpuSeconds: cpuSeconds(task.target.pid) - cpuBefore.server,
  loadCpuShare: (cpuSeconds(process.pid) - cpuBefore.load) / seconds,
  p50Ms: quantile(sorted, 0.5),
  p99Ms: quantile(sorted, 0.99),
};
console.log(JSON.stringify(result));
process.exit(0);
