/**
 * The load of posting: senders who take turns, with a number of unacknowledged messages at any time.
 * Each message must be acknowledged once, by its own id. Prints one line of JSON.
 */
import { cpuSeconds } from "../support/process.ts";
import { contentOf } from "./room.ts";
import {
  chatMessage,
  giveUp,
  identity,
  lost,
  type Person,
  readPeople,
  type Target,
} from "./targets.ts";
import { connectWire } from "#tests/support/wire_client.ts";

export interface AcksTask {
  target: Target;
  senders: number;
  /** The first of them, among all people. */
  first?: number;
  /** At most the number of senders: each waits for the acknowledgement of its last message. */
  inFlight: number;
  seconds: number;
  /** Whether the texts are made of words, which rules search, instead of one letter. */
  isProse?: boolean;
  /** Messages per sender in place of a time; the program waits for all, however long that takes. */
  each?: number;
}

export interface AcksResult {
  acksPerSecond: number;
  acksPerCpuSecond: number;
  loadCpuShare: number;
}

interface Sender {
  send: () => void;
  /** How many messages it may still send. */
  left: number;
  /** Names the message that waits for its acknowledgement. */
  awaited?: string;
}

const task = JSON.parse(process.argv[2] ?? "{}") as AcksTask;
const filler = task.isProse
  ? " Has anyone solved the second exercise of sheet seven yet?"
  : undefined;
const text = new TextDecoder("latin1");
let sent = 0;
let acks = 0;
/** In the order in which they may send. */
const idle: Sender[] = [];
const over = Promise.withResolvers<void>();
let isOver = () => true;

async function connectSender(person: Person): Promise<Sender> {
  const conversationId = person.groups[0] ?? "";
  const ready = Promise.withResolvers<void>();
  const client = await connectWire({
    port: task.target.port,
    headers: { Cookie: person.cookie },
    answersPings: true,
    onClose: lost,
    onFrame(_self, payload) {
      const kind = text.decode(payload.subarray(16, 24));
      if (kind.startsWith("Welcome")) ready.resolve();
      else if (kind.startsWith("Refusal")) giveUp(text.decode(payload));
      else if (kind.startsWith('Ack"')) acknowledged(own, text.decode(payload));
    },
  });
  const own: Sender = {
    left: task.each ?? Number.POSITIVE_INFINITY,
    send() {
      own.left -= 1;
      const frame = chatMessage(person, { conversationId, content: contentOf(sent, filler) });
      own.awaited = /"messageId":"[^"]+"/.exec(frame)?.[0].replace("messageId", "clientId") ?? "";
      sent += 1;
      client.send(frame);
    },
  };
  client.send(identity(person));
  await ready.promise;
  return own;
}

function acknowledged(sender: Sender, frame: string): void {
  if (sender.awaited === undefined || !frame.includes(sender.awaited)) {
    giveUp(`not the acknowledgement of ${sender.awaited ?? "anything"}: ${frame}`);
  }
  sender.awaited = undefined;
  acks += 1;
  if (sender.left > 0) idle.push(sender);
  const next = isOver() ? undefined : idle.shift();
  if (next) next.send();
  else if (acks === sent) over.resolve();
}

const { first = 0 } = task;
const people = readPeople(task.target).slice(first, first + task.senders);
idle.push(...(await Promise.all(people.map(connectSender))));
const cpuBefore = { server: cpuSeconds(task.target.pid), load: cpuSeconds(process.pid) };
const startedAt = performance.now();
const endAt = startedAt + task.seconds * 1000;
isOver = () => task.each === undefined && performance.now() >= endAt;
for (const sender of idle.splice(0, task.inFlight)) sender.send();
await over.promise;
const seconds = (performance.now() - startedAt) / 1000;
const result: AcksResult = {
  acksPerSecond: acks / seconds,
  acksPerCpuSecond: acks / (cpuSeconds(task.target.pid) - cpuBefore.server),
  loadCpuShare: (cpuSeconds(process.pid) - cpuBefore.load) / seconds,
};
console.log(JSON.stringify(result));
process.exit(0);
