/** Log entries that this program cannot read: a newer version wrote them, or they are damaged. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { sendMessage } from "#core/messages/messages.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";

let realtime: TestRealtime;
let admin: TestPerson;
let member: TestPerson;
let group: string;
beforeEach(async () => {
  realtime = await startTestRealtime();
  admin = await makePerson(realtime.services, { role: "admin" });
  member = await makePerson(realtime.services);
  group = await makeGroup(admin.context, [member]);
});
afterEach(() => realtime.stop());

interface Entry {
  kind: string;
  data?: string;
  messageId?: string;
}

const entries: [why: string, entry: Entry][] = [
  ["is of an unknown kind", { kind: "MessageStarred", data: "{}" }],
  ["has data that are no JSON", { kind: "ConversationChanged", data: '{"name":' }],
  ["has data of another shape", { kind: "MemberAdded", data: '{"userId":7}' }],
  ["names a message that is gone", { kind: "MessageEdited", messageId: "gone" }],
  ["is a post whose message is gone", { kind: "ChatMessage", messageId: "gone" }],
];

/** Appends it as another process would. @returns its seq */
async function append({ kind, data, messageId }: Entry): Promise<number> {
  const row = await realtime.services.db.transaction(async (tx) => {
    const place = await tx.get<{ seq: number }>`
      update conversations set last_seq = last_seq + 1 where id = ${group}
      returning last_seq as seq`;
    await tx.run`insert into events (conversation_id, seq, kind, message_id, data, created_at)
      values (${group}, ${place!.seq}, ${kind}, ${messageId ?? null}, ${data ?? null}, '2026-11-02')`;
    return place;
  });
  return row!.seq;
}

/** As an operator reads it. */
const counted = async () => {
  const answer = await fetch(`http://127.0.0.1:${realtime.server.port}/metrics`);
  return /^team_chat_unreadable_entries_total (\d+)$/m.exec(await answer.text())?.[1];
};

const logged = () => realtime.services.lines.filter((line) => line.includes("log.unreadable"));

async function identified(person: TestPerson) {
  const socket = await realtime.connect(person);
  const { payload } = await socket.identify(person);
  return { socket, epoch: payload.epoch };
}

describe.each(entries)("[E6] an entry that %s", (_why, entry) => {
  test("changes nothing when it is delivered, and stops nothing after it", async () => {
    const other = await makeGroup(admin.context, [member], "Another");
    const { socket } = await identified(member);
    for (const conversationId of [group, other]) {
      socket.send({ messageType: "Open", payload: {}, meta: { conversationId } });
      await socket.next("Opened");
    }
    const seq = await append(entry);
    const skipped = await socket.next("MemberRemoved");
    expect(skipped.payload).toEqual({ userId: "" });
    expect(skipped.meta).toMatchObject({ conversationId: group, seq });
    await sendMessage(admin.context, { conversationId: group, content: "goes on" });
    expect((await socket.next("ChatMessage")).meta.seq).toBe(seq + 1);
    await sendMessage(admin.context, { conversationId: other, content: "here, too" });
    expect((await socket.next("ChatMessage")).meta.conversationId).toBe(other);
    expect(logged()).toHaveLength(1);
  });

  test("changes nothing when it is replayed, and leaves no gap", async () => {
    const { socket, epoch } = await identified(member);
    const seq = await append(entry);
    await sendMessage(admin.context, { conversationId: group, content: "after it" });
    // Then the server has read the log this far.
    await socket.next("Counter");
    const meta = { conversationId: group, seq: 0, epoch };
    for (const round of [1, 2]) {
      socket.send({ messageType: "Open", payload: {}, meta });
      expect((await socket.next("Opened")).payload).toMatchObject({ seq: seq + 1, reload: false });
      const after = await socket.next("ChatMessage");
      expect(after.meta.seq).toBe(seq + 1);
      const seqs = socket.frames.flatMap((frame) =>
        "seq" in frame.meta && "timestamp" in frame.meta ? [frame.meta.seq] : [],
      );
      const dense = Array.from({ length: seq + 1 }, (_, index) => index + 1);
      expect(seqs).toEqual(round === 1 ? dense : [...dense, ...dense]);
    }
    const skipped = await socket.next("MemberRemoved");
    expect(skipped).toMatchObject({ payload: { userId: "" }, meta: { seq } });
  });
});

test("[E6] a client of the original receives nothing in place of such an entry", async () => {
  const socket = await realtime.connect(member);
  const hello = { senderId: member.id, convId: group, timestamp: "" };
  socket.send({ messageType: "IdMessage", ...hello });
  await socket.settle();
  await append({ kind: "MessageStarred" });
  await sendMessage(admin.context, { conversationId: group, content: "goes on" });
  await socket.next("ChatMessage");
  expect(socket.frames.map(({ messageType }) => messageType)).toEqual(["Pong", "ChatMessage"]);
});

test("an unreadable entry about an account makes the server look the account up", async () => {
  const { db } = realtime.services;
  const { socket } = await identified(member);
  await db.transaction(async (tx) => {
    await tx.run`delete from sessions where user_id = ${member.id}`;
    await tx.run`insert into events (user_id, kind, data, created_at)
      values (${member.id}, 'sessions_ended', '{broken', '2026-11-02')`;
  });
  expect((await socket.next("SignedOut")).payload.reason).toBe("signed_out");
  expect(logged()).toHaveLength(1);
});

test("an unreadable entry about nothing known stops nothing after it", async () => {
  const { socket } = await identified(member);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await socket.next("Opened");
  await realtime.services.db.transaction(
    (tx) => tx.run`insert into events (kind, created_at) values ('moon_changed', '2026-11-02')`,
  );
  await sendMessage(admin.context, { conversationId: group, content: "goes on" });
  expect((await socket.next("ChatMessage")).payload.content).toBe("goes on");
  expect(logged()).toHaveLength(1);
  expect(await counted()).toBe("1");
});
