import { afterAll, beforeAll, expect, test } from "bun:test";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";

let realtime: TestRealtime;
let admin: TestPerson;
let member: TestPerson;
let group: string;

beforeAll(async () => {
  realtime = await startTestRealtime();
  admin = await makePerson(realtime.services, { role: "admin", name: "Prof. Ito" });
  member = await makePerson(realtime.services, { name: "Mei Lin" });
  group = await makeGroup(admin.context, [member]);
});
afterAll(() => realtime.stop());

/** A bare socket with the cookie jar and no Origin, as the original's mobile client opens it. */
async function join(person: TestPerson, convId = group) {
  const socket = await realtime.connect(undefined, { headers: { Cookie: person.cookie } });
  socket.sendText(
    JSON.stringify({
      messageType: "IdMessage",
      senderId: person.id,
      convId,
      timestamp: "2026-11-23T08:00:00Z",
    }),
  );
  await socket.settle();
  return socket;
}

const chat = (senderId: string, content: string, conversationId = group) =>
  JSON.stringify({
    messageType: "ChatMessage",
    payload: { content, displayName: "whatever the client says" },
    meta: { conversationId, senderId, timestamp: "2026-11-23T08:00:01Z" },
  });

test("[I2] with another's senderId the original's client is refused, and nothing is sent", async () => {
  const witness = await join(admin);
  const socket = await join(member);
  socket.sendText(chat(admin.id, "in the admin's name"));
  expect((await socket.next("Refusal")).payload.code).toBe("forbidden");
  await witness.settle();
  expect(witness.frames.map(({ messageType }) => messageType)).toEqual(["Pong", "Pong"]);
});

test("[I3] its message reaches every member and itself, with exactly the original's fields", async () => {
  const other = await join(admin);
  const socket = await join(member);
  socket.sendText(chat(member.id, "Hello from the phone"));
  for (const receiver of [socket, other]) {
    const frame = await receiver.next("ChatMessage");
    expect(Object.keys(frame).toSorted()).toEqual(["messageType", "meta", "payload"]);
    expect(frame.payload as object).toEqual({
      content: "Hello from the phone",
      displayName: "Mei Lin",
    });
    expect(Object.keys(frame.meta).toSorted()).toEqual([
      "conversationId",
      "messageId",
      "senderId",
      "timestamp",
    ]);
    expect(frame.meta).toMatchObject({ conversationId: group, senderId: member.id });
  }
  const stored = await realtime.services.db.get<{ sender_id: string; sent_from_client: string }>`
    select sender_id, sent_from_client from messages where content = ${"Hello from the phone"}`;
  expect(stored).toEqual({ sender_id: member.id, sent_from_client: "2026-11-23T08:00:01Z" });
});

test("[I3] another IdMessage joins another conversation instead", async () => {
  const second = await makeGroup(admin.context, [member], "Another");
  const socket = await join(member);
  socket.sendText(
    JSON.stringify({
      messageType: "IdMessage",
      senderId: member.id,
      convId: second,
      timestamp: "",
    }),
  );
  await socket.settle();
  const speaker = await join(admin);
  speaker.sendText(chat(admin.id, "to the first"));
  speaker.sendText(chat(admin.id, "to the second", second));
  expect((await socket.next("ChatMessage")).payload.content).toBe("to the second");
});

test("[I5] it is sent chat messages only, whatever else happens around it", async () => {
  const socket = await join(member);
  const modern = await realtime.connect(admin);
  await modern.identify(admin);
  modern.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  modern.send({ messageType: "Typing", payload: {}, meta: { conversationId: group } });
  modern.send({
    messageType: "ChatMessage",
    payload: { content: "from a current client", displayName: "" },
    meta: { conversationId: group, senderId: admin.id, timestamp: "" },
  });
  const { message } = (await modern.next("Ack")).payload;
  modern.send({
    messageType: "RemoveMessage",
    payload: {},
    meta: { conversationId: group, messageId: message.id },
  });
  await modern.settle();
  await socket.next("ChatMessage");
  await socket.settle();
  const kinds = new Set(socket.frames.map(({ messageType }) => messageType));
  expect([...kinds].toSorted()).toEqual(["ChatMessage", "Pong"]);
});
