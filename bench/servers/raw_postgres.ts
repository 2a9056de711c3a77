/**
 * The statements of posted messages on PostgreSQL alone, without sockets, in batches as large as the
 * number of messages in flight. Prints the messages per second.
 */
import { systemRandom, uuidv7 } from "#kit/ids.ts";
import { connect } from "#storage/postgres/connect.ts";
import { insertPosts } from "#storage/postgres/posts.ts";
import { beginBatch } from "#storage/postgres/writer.ts";
import { contentOf } from "../load/room.ts";
import { readPeople } from "../load/targets.ts";
import { cpuSeconds } from "../support/process.ts";

export interface RawPostgresTask {
  url: string;
  peopleFile: string;
  inFlight: number;
  seconds: number;
}

export interface RawPostgresResult {
  perSecond: number;
  perCpuSecond: number;
}

const task = JSON.parse(process.argv[2] ?? "{}") as RawPostgresTask;
const people = readPeople(task);
const session = await connect({ url: new URL(task.url) }, 1).reserve();
const run = crypto.randomUUID();
let posted = 0;

function nextPost() {
  const { id: senderId, groups } = people[posted % people.length]!;
  const nowMs = Date.now();
  const now = new Date(nowMs).toISOString();
  const clientId = `${run}-${posted}`;
  return {
    id: uuidv7(nowMs, systemRandom),
    conversationId: groups[0]!,
    senderId,
    sessionId: senderId.replace("person", "session"),
    rulesMark: "",
    content: contentOf(posted++),
    sentFromClient: now,
    sentFromServer: now,
    clientId,
  };
}

const before = cpuSeconds(process.pid);
const startedAt = performance.now();
while (performance.now() - startedAt < task.seconds * 1000) {
  await session.unsafe(beginBatch);
  const placed = await insertPosts(session, Array.from({ length: task.inFlight }, nextPost));
  await session.unsafe("commit");
  if (placed.includes(undefined)) throw new Error("a message was not posted");
}
const seconds = (performance.now() - startedAt) / 1000;
const result: RawPostgresResult = {
  perSecond: posted / seconds,
  perCpuSecond: posted / (cpuSeconds(process.pid) - before),
};
console.log(JSON.stringify(result));
process.exit(0);
