/**
 * The load of bench 6: clients that reconnect and resume on their own until all are caught up.
 * Prints one line when all are connected for the first time, and one when all are back.
 */
import { identity, type Person, readPeople, type Target } from "./targets.ts";
import { connectWire } from "#tests/support/wire_client.ts";

export interface StormTask {
  target: Target;
  clients: number;
  /** The time over which they spread their reconnects. */
  jitterMs: number;
}

const task = JSON.parse(process.argv[2] ?? "{}") as StormTask;
const people = readPeople(task.target).slice(0, task.clients);
const text = new TextDecoder();
let waiting = task.clients;
let reported = Promise.withResolvers<void>();
let epoch = "";

function caughtUp(): void {
  waiting -= 1;
  if (waiting === 0) reported.resolve();
}

async function follow(person: Person): Promise<void> {
  const conversationId = person.groups[0] ?? "";
  let lost = false;
  const comeBack = () => {
    if (lost) return;
    lost = true;
    setTimeout(() => void follow(person), Math.random() * task.jitterMs);
  };
  try {
    const client = await connectWire({
      port: task.target.port,
      headers: { Cookie: person.cookie },
      onClose: comeBack,
      onFrame(self, payload) {
        const kind = text.decode(payload.subarray(16, 24));
        if (kind.startsWith("Welcome")) {
          epoch ||= /"epoch":"([^"]+)"/.exec(text.decode(payload))?.[1] ?? "";
          const meta = { conversationId, seq: 0, epoch };
          self.send(JSON.stringify({ messageType: "Open", payload: {}, meta }));
        } else if (kind.startsWith("Opened")) caughtUp();
      },
    });
    client.send(identity(person));
  } catch {
    comeBack();
  }
}

for (let i = 0; i < people.length; i += 100)
  await Promise.all(people.slice(i, i + 100).map(follow));
await reported.promise;
waiting = task.clients;
reported = Promise.withResolvers<void>();
console.log(JSON.stringify({ connected: task.clients }));
await reported.promise;
console.log(JSON.stringify({ back: task.clients }));
process.exit(0);
