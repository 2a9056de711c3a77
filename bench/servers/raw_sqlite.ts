/**
 * The statements of posted messages on SQLite alone, without sockets or an event loop, in batches as
 * large as the number of messages in flight. Prints the messages per second.
 */
import { connect } from "#storage/sqlite/connection.ts";
import { readPeople } from "../load/targets.ts";
import { contentOf } from "../load/room.ts";
import { cpuSeconds } from "../support/process.ts";
import { populatedFile } from "../support/population.ts";
import { rawPosts } from "../support/raw_posts.ts";

export interface RawTask {
  people: number;
  inFlight: number;
  seconds: number;
}

export interface RawResult {
  perSecond: number;
  perCpuSecond: number;
}

const task = JSON.parse(process.argv[2] ?? "{}") as RawTask;
const { file, peopleFile, dispose } = await populatedFile({ people: task.people, groupSize: 1 });
const people = readPeople({ peopleFile });
const posts = rawPosts(connect({ file }));
let posted = 0;
const before = cpuSeconds(process.pid);
const startedAt = performance.now();
while (performance.now() - startedAt < task.seconds * 1000) {
  const batch = Array.from({ length: task.inFlight }, () => {
    const { id: userId, groups } = people[posted % people.length]!;
    const clientId = `${process.pid}-${posted}`;
    return { userId, conversationId: groups[0]!, content: contentOf(posted++), clientId };
  });
  posts.commit(batch);
}
const seconds = (performance.now() - startedAt) / 1000;
const result: RawResult = {
  perSecond: posted / seconds,
  perCpuSecond: posted / (cpuSeconds(process.pid) - before),
};
console.log(JSON.stringify(result));
posts.close();
dispose();
