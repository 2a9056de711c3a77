/** The load of bench 4: connections that are signed in, follow their groups, and send nothing. */
import { identity, readPeople, type Target } from "./targets.ts";
import { connectWire } from "#tests/support/wire_client.ts";

export interface IdleTask {
  target: Target;
  connections: number;
  groups: number;
}

const task = JSON.parse(process.argv[2] ?? "{}") as IdleTask;
const { name, port } = task.target;
const people = readPeople(task.target);
const rooms = Array.from({ length: task.groups }, (_, index) => `room=group-${index}`).join("&");

async function connect(index: number): Promise<void> {
  const person = people[index];
  if (name !== "team_chat" || !person) {
    // Named like ours.
    const account = `account=person-${index}&name=Person+${index}&role=user`;
    const path = `/?${account}&session=session-${index}&${rooms}`;
    await connectWire({ port, path, onFrame: () => {} });
    return;
  }
  const ready = Promise.withResolvers<void>();
  const client = await connectWire({
    port,
    headers: { Cookie: person.cookie },
    onFrame: () => ready.resolve(),
  });
  client.send(identity(person));
  await ready.promise;
}

for (let i = 0; i < task.connections; i += 100) {
  await Promise.all(Array.from({ length: 100 }, (_, offset) => connect(i + offset)));
}
console.log(JSON.stringify({ connected: task.connections }));
// Stays connected until the process is ended.
await new Promise(() => setInterval(() => {}, 60_000));
