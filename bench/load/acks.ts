/** The load of bench 3: senders with one unacknowledged message each. Prints one line of JSON. */
import { cpuSeconds } from "../support/process.ts";
import { chatMessage, giveUp, identity, type Person, readPeople, type Target } from "./targets.ts";
import { connectWire } from "#tests/support/wire_client.ts";

export interface AcksTask {
  target: Target;
  senders: number;
  seconds: number;
  /** Messages per sender; the program waits for all of them, however long that takes. */
  each?: number;
}

export interface AcksResult {
  acksPerSecond: number;
  acksPerCpuSecond: number;
  loadCpuShare: number;
}

const task = JSON.parse(process.argv[2] ?? "{}") as AcksTask;
const people = readPeople(task.target).slice(0, task.senders);
const content = "x".repeat(200);
const text = new TextDecoder();
let acks = 0;

interface Sender {
  start: () => void;
  /** Resolves when `each` messages are acknowledged. */
  done: Promise<void>;
}

async function sender(person: Person): Promise<Sender> {
  const conversationId = person.groups[0] ?? "";
  const done = Promise.withResolvers<void>();
  let own = 0;
  const ready = Promise.withResolvers<void>();
  const client = await connectWire({
    port: task.target.port,
    headers: { Cookie: person.cookie },
    onFrame(self, payload) {
      const kind = text.decode(payload.subarray(16, 24));
      if (kind.startsWith("Welcome")) ready.resolve();
      else if (kind.startsWith("Refusal")) giveUp(text.decode(payload));
      else if (kind.startsWith('Ack"')) {
        acks += 1;
        own += 1;
        if (own === task.each) done.resolve();
        else self.send(chatMessage(person, { conversationId, content }));
      }
    },
  });
  client.send(identity(person));
  await ready.promise;
  const start = () => client.send(chatMessage(person, { conversationId, content }));
  return { start, done: done.promise };
}

const senders = await Promise.all(people.map(sender));
if (!task.each) for (const { start } of senders) start();
const before = acks;
const cpuBefore = { server: cpuSeconds(task.target.pid), load: cpuSeconds(process.pid) };
const startedAt = performance.now();
if (task.each) {
  for (const { start } of senders) start();
  await Promise.all(senders.map(({ done }) => done));
} else {
  await Bun.sleep(task.seconds * 1000);
}
const seconds = (performance.now() - startedAt) / 1000;
const result: AcksResult = {
  acksPerSecond: (acks - before) / seconds,
  acksPerCpuSecond: (acks - before) / (cpuSeconds(task.target.pid) - cpuBefore.server),
  loadCpuShare: (cpuSeconds(process.pid) - cpuBefore.load) / seconds,
};
console.log(JSON.stringify(result));
process.exit(0);
