/**
 * The load of the restart bench: clients that reconnect and resume on their own until all are caught
 * up. Prints one line when all are connected for the first time, and one when all are back. Each
 * must then have every message that was posted meanwhile, once and in order.
 */
import { giveUp, identity, type Person, readPeople, type Target } from "./targets.ts";
import { connectWire } from "#tests/support/wire_client.ts";

export interface StormTask {
  target: Target;
  clients: number;
  /** The time over which they spread their reconnects. */
  jitterMs: number;
  /** Messages posted in each group while they are away; the default is none. */
  missed?: number;
}

const task = JSON.parse(process.argv[2] ?? "{}") as StormTask;
const { missed = 0 } = task;
const people = readPeople(task.target).slice(0, task.clients);
const text = new TextDecoder("latin1");
let waiting = task.clients;
let reported = Promise.withResolvers<void>();
let epoch = "";

function caughtUp(): void {
  waiting -= 1;
  if (waiting === 0) reported.resolve();
}

interface Follower {
  person: Person;
  /** The seq of the newest event that it has; undefined before it was there. */
  seq?: number;
  /** The seq at which it is caught up. */
  awaited?: number;
}

async function follow(own: Follower): Promise<void> {
  const conversationId = own.person.groups[0] ?? "";
  let lost = false;
  const comeBack = () => {
    if (lost) return;
    lost = true;
    setTimeout(() => void follow(own), Math.random() * task.jitterMs);
  };
  try {
    const client = await connectWire({
      port: task.target.port,
      headers: { Cookie: own.person.cookie },
      onClose: comeBack,
      onFrame(self, payload) {
        const kind = text.decode(payload.subarray(16, 28));
        if (kind.startsWith("Welcome")) {
          epoch ||= /"epoch":"([^"]+)"/.exec(text.decode(payload))?.[1] ?? "";
          const meta = { conversationId, seq: own.seq, epoch };
          self.send(JSON.stringify({ messageType: "Open", payload: {}, meta }));
        } else if (kind.startsWith("Opened")) opened(own, text.decode(payload));
        else if (kind.startsWith("ChatMessage")) received(own, text.decode(payload));
      },
    });
    client.send(identity(own.person));
  } catch {
    comeBack();
  }
}

function seqIn(frame: string): number {
  return Number(/"seq":(\d+)/.exec(frame)?.[1] ?? Number.NaN);
}

/** The first time it begins with what is there; later it has missed something, or nothing. */
function opened(own: Follower, frame: string): void {
  if (frame.includes('"reload":true')) giveUp(`${own.person.id} was sent to the page`);
  own.seq ??= seqIn(frame);
  own.awaited ??= own.seq;
  if (own.seq === own.awaited) caughtUp();
}

function received(own: Follower, frame: string): void {
  const seq = seqIn(frame);
  if (seq !== (own.seq ?? 0) + 1)
    giveUp(`${own.person.id} has ${own.seq} events and got: ${frame}`);
  own.seq = seq;
  if (seq === own.awaited) caughtUp();
}

const followers = people.map((person): Follower => ({ person }));
for (let i = 0; i < people.length; i += 100)
  await Promise.all(followers.slice(i, i + 100).map(follow));
await reported.promise;
waiting = task.clients;
reported = Promise.withResolvers<void>();
for (const own of followers) own.awaited = (own.seq ?? 0) + missed;
console.log(JSON.stringify({ connected: task.clients }));
await reported.promise;
console.log(JSON.stringify({ back: task.clients }));
process.exit(0);
