import { afterEach, expect, test } from "bun:test";
import type { AcksResult } from "../load/acks.ts";
import type { FanOutResult } from "../load/fan_out.ts";
import { type Measured, runLoad } from "../support/process.ts";
import { connect } from "#storage/sqlite/connection.ts";
import { populatedFile } from "../support/population.ts";
import { rawPosts } from "../support/raw_posts.ts";
import { readsSince, startTarget, targetOf, withOurServers } from "../support/servers.ts";

/** Enough that no sender exceeds the limit on its frames. */
const people = 100;
let server: Measured | undefined;

afterEach(() => server?.stop());

/** The load programs read processor times from `/proc`. */
const onLinux = process.platform === "linux";

for (const name of ["team_chat", "ceiling"] as const) {
  test.if(onLinux)(`${name} acknowledges each message by its own id`, async () => {
    server = await startTarget(name, { BENCH_PEOPLE: String(people), BENCH_GROUP_SIZE: "1" });
    expect(server.hello.port).toBeGreaterThan(0);
    const task = {
      target: targetOf("team_chat", server),
      senders: people,
      inFlight: people,
      seconds: 0,
      each: 2,
    };
    const { acksPerSecond } = await runLoad<AcksResult>("acks.ts", task);
    expect(acksPerSecond).toBeGreaterThan(0);
  });
}

test("bare SQLite stores what the product's statements store", async () => {
  const { file, dispose } = await populatedFile({ people: 2, groupSize: 1 });
  const connection = connect({ file });
  const posts = rawPosts(connection);
  const post = { userId: "person-1", conversationId: "group-1", content: "hello", clientId: "c1" };
  const stranger = { ...post, userId: "person-0" };
  expect(() => posts.commit([stranger])).toThrow("may not post");
  connection.run("rollback");
  expect(posts.commit([post, { ...post, clientId: "c2" }]).map(({ seq }) => seq)).toEqual([1, 2]);
  const sql = `select m.content, m.seq, e.seq as event, read_seq as read from messages m
    join events e on e.message_id = m.id join conversation_members c on c.user_id = m.sender_id order by m.seq`;
  expect(connection.query(sql).all()).toEqual([
    { content: "hello", seq: 1, event: 1, read: 2 },
    { content: "hello", seq: 2, event: 2, read: 2 },
  ]);
  expect(connection.query("select conversation_id as id, before from message_days").all()).toEqual([
    { id: "group-1", before: 0 },
  ]);
  posts.close();
  dispose();
});

for (const name of ["team_chat", "ws_loop", "bare_bun", "socket_io"] as const) {
  test.if(onLinux)(`${name} delivers every message to every subscriber`, async () => {
    server = await startTarget(name, { BENCH_PEOPLE: String(people) });
    const paces = [{ inFlight: 2, seconds: 0 }];
    const task = { target: targetOf(name, server), subscribers: people, paces };
    const [result] = await runLoad<FanOutResult[]>("fan_out.ts", task);
    expect(result).toMatchObject({ messages: 2, deliveries: 2 * people });
  });
}

test.if(onLinux)("what is sent at one server reaches everyone at another one", async () => {
  const { folder, dispose } = await populatedFile({ people, groupSize: 5 });
  const env = { BENCH_DIR: folder };
  await withOurServers({ count: 2, env }, async (servers) => {
    const [target, ...others] = servers.map((one) => targetOf("team_chat", one));
    const paces = [{ inFlight: 2, seconds: 0 }];
    const load = { target, others, apart: true, subscribers: people, groups: people / 5, paces };
    const [result] = await runLoad<FanOutResult[]>("fan_out.ts", load);
    expect(result).toMatchObject({ messages: 2, deliveries: 10 });
    expect(result!.cpuSecondsOf).toHaveLength(2);
    expect(await readsSince(servers[1]!)).toBeGreaterThanOrEqual(people - people / 5);
  });
  dispose();
});
