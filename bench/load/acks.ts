/** The load of bench 3: senders, each with one message unanswered. Prints one line of JSON. */
import { cpuSeconds } from "../support/process.ts";
import { chatMessage, identity, type Person, readPeople, type Target } from "./targets.ts";
import { connectWire } from "./wire_client.ts";

export interface AcksTask {
  target: Target;
  senders: number;
  seconds: number;
}

export interface AcksResult {
  acksPerSecond: number;
  loadCpuShare: number;
}

const task = JSON.parse(process.argv[2] ?? "{}") as AcksTask;
const people = readPeople(task.target).slice(0, task.senders);
const content = "x".repeat(200);
const text = new TextDecoder();
let acks = 0;

async function sender(person: Person): Promise<void> {
  const conversationId = person.groups[0] ?? "";
  const ready = Promise.withResolvers<void>();
  const client = await connectWire({
    port: task.target.port,
    headers: { Cookie: person.cookie },
    onFrame(self, payload) {
      const kind = text.decode(payload.subarray(16, 24));
      if (kind.startsWith("Welcome")) ready.resolve();
      else if (kind.startsWith("Refusal")) throw new Error(text.decode(payload));
      else if (kind.startsWith('Ack"')) {
        acks += 1;
        self.send(chatMessage(person, { conversationId, content }));
      }
    },
  });
  client.send(identity(person));
  await ready.promise;
  client.send(chatMessage(person, { conversationId, content }));
}

await Promise.all(people.map(sender));
const before = acks;
const cpuBefore = cpuSeconds(process.pid);
const startedAt = performance.now();
await Bun.sleep(task.seconds * 1000);
const seconds = (performance.now() - startedAt) / 1000;
const result: AcksResult = {
  acksPerSecond: (acks - before) / seconds,
  loadCpuShare: (cpuSeconds(process.pid) - cpuBefore) / seconds,
};
console.log(JSON.stringify(result));
process.exit(0);
