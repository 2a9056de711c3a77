/**
 * The load of the memory bench: connections that are signed in, follow groups, and send nothing.
 * Prints a line whenever as many as asked for are there.
 */
import { giveUp, identity, readPeople, type Target } from "./targets.ts";
import { connectWire } from "#tests/support/wire_client.ts";

export interface IdleTask {
  target: Target;
  /** Numbers of connections, ascending. */
  steps: number[];
  groups: number;
  /** Our clients open their first group, as a page does that shows it. */
  opened?: boolean;
}

const task = JSON.parse(process.argv[2] ?? "{}") as IdleTask;
const { name, port } = task.target;
const people = readPeople(task.target);
const rooms = Array.from({ length: task.groups }, (_, index) => `room=group-${index}`).join("&");
const text = new TextDecoder("latin1");

async function connect(index: number): Promise<void> {
  const person = people[index];
  if (name !== "team_chat" || !person) {
    // Named like ours.
    const account = `account=person-${index}&name=Person+${index}&role=user`;
    const path = `/?${account}&session=session-${index}&${rooms}`;
    await connectWire({ port, path, onFrame: () => {} });
    return;
  }
  const awaited = task.opened ? "Opened" : "Welcome";
  const ready = Promise.withResolvers<void>();
  const client = await connectWire({
    port,
    headers: { Cookie: person.cookie },
    onFrame(_self, payload) {
      const kind = text.decode(payload.subarray(16, 24));
      if (kind.startsWith(awaited)) ready.resolve();
      else if (kind.startsWith("Refusal")) giveUp(text.decode(payload));
    },
  });
  client.send(identity(person));
  const meta = { conversationId: person.groups[0] };
  if (task.opened) client.send(JSON.stringify({ messageType: "Open", payload: {}, meta }));
  await ready.promise;
}

const goOn = console[Symbol.asyncIterator]();
let connected = 0;
for (const step of task.steps) {
  while (connected < step) {
    const batch = Math.min(100, step - connected);
    await Promise.all(Array.from({ length: batch }, (_, offset) => connect(connected + offset)));
    connected += batch;
  }
  console.log(JSON.stringify({ connected }));
  // Continues when it is told to.
  await goOn.next();
}
