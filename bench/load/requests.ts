/**
 * The load of readers: requests for one address by many people in turns. Prints one line of JSON.
 */
import { cpuSeconds } from "../support/process.ts";
import { readPeople, type Target } from "./targets.ts";

export interface RequestsTask {
  /** The port of the web application. */
  target: Target;
  path: string;
  /** What every answer contains. */
  contains: string;
  requests: number;
  atOnce: number;
}

export interface RequestsResult {
  requestsPerCpuSecond: number;
}

const task = JSON.parse(process.argv[2] ?? "{}") as RequestsTask;
const people = readPeople(task.target);
const url = `http://127.0.0.1:${task.target.port}${task.path}`;
let asked = 0;

async function reader(count: number): Promise<void> {
  while (asked < count) {
    const { cookie } = people[asked++ % people.length]!;
    const answer = await fetch(url, { headers: { Cookie: cookie }, redirect: "manual" });
    const body = await answer.text();
    if (answer.status === 200 && body.includes(task.contains)) continue;
    throw new Error(`${task.path} was answered ${answer.status}, without ${task.contains}`);
  }
}

const readers = (count: number) =>
  Promise.all(Array.from({ length: task.atOnce }, () => reader(count)));

await readers(task.requests / 4);
asked = 0;
const before = cpuSeconds(task.target.pid);
await readers(task.requests);
const result: RequestsResult = {
  requestsPerCpuSecond: task.requests / (cpuSeconds(task.target.pid) - before),
};
console.log(JSON.stringify(result));
process.exit(0);
