import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { newHash } from "#core/identity/passwords.ts";
import { makePhone } from "#tests/support/phone.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { type TestWeb, testWeb } from "#tests/support/web.ts";

const password = "correct horse";
let hash: string;
let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let member: TestPerson;
let group: string;

beforeAll(async () => {
  hash = await newHash(password);
  realtime = await startTestRealtime();
  web = testWeb({ services: realtime.services });
  admin = await makePerson(realtime.services, { role: "admin", name: "Prof. Ito", password: hash });
  member = await makePerson(realtime.services, { name: "Mei Lin", password: hash });
  group = await makeGroup(admin.context, [member]);
});
afterAll(() => realtime.stop());

/** From the phone's first request on: it signs in, and opens its socket with the result. */
async function join(person: TestPerson, convId = group) {
  const wsUrl = `ws://127.0.0.1:${realtime.server.port}`;
  const phone = makePhone({ web, realtime, wsUrl });
  expect(await phone.signIn(person.email, password)).toBe(person.id);
  return phone.join(convId);
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
  const times: string[] = [];
  for (const receiver of [socket, other]) {
    const frame = await receiver.next("ChatMessage");
    expect(Object.keys(frame).toSorted()).toEqual(["messageType", "meta", "payload"]);
    expect(frame.payload as object).toEqual({
      content: "Hello from the phone",
      displayName: "Mei Lin",
    });
    expect(frame.meta as object).toEqual({
      conversationId: group,
      senderId: member.id,
      timestamp: expect.any(String),
    });
    times.push(frame.meta.timestamp);
  }
  const stored = await realtime.services.db.get<Record<string, string>>`
    select sender_id, sent_from_client, sent_from_server from messages
    where content = ${"Hello from the phone"}`;
  expect(stored).toEqual({
    sender_id: member.id,
    sent_from_client: "2026-11-23T08:00:01Z",
    sent_from_server: times[0]!,
  });
  expect(times).toEqual([times[0]!, times[0]!]);
});

test("[I3] a frame without the fields the server does not need is a message, and one sent twice is one", async () => {
  const witness = await join(admin);
  const socket = await join(member);
  const meta = { conversationId: group, senderId: member.id, messageId: "0.8444218515250481" };
  const bare = { messageType: "ChatMessage", payload: { content: "sparse" }, meta };
  socket.sendText(JSON.stringify(bare));
  socket.sendText(JSON.stringify(bare));
  // A socket's posts are stored in turn, so once this one arrives, both of those are settled.
  socket.sendText(
    JSON.stringify({ ...bare, payload: { content: "last" }, meta: { ...meta, messageId: "0.9" } }),
  );
  for (const one of [socket, witness]) {
    await one.next("ChatMessage", ({ payload }) => payload.content === "last");
  }
  for (const { frames } of [socket, witness]) {
    const texts = frames.filter(
      (frame) => frame.messageType === "ChatMessage" && frame.payload.content === "sparse",
    );
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatchObject({ payload: { content: "sparse", displayName: "Mei Lin" } });
  }
});

test("[I3] another IdMessage joins another conversation instead, and nothing of the first follows", async () => {
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
  await socket.settle();
  const kinds = new Set(socket.frames.map(({ messageType }) => messageType));
  expect([...kinds].toSorted()).toEqual(["ChatMessage", "Pong"]);
});

test("[I5] it receives only chat messages, whatever else happens around it", async () => {
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

describe("[C2] a phone reaches its conversation", () => {
  /**
   * The server's settings, and the address the app was built with. `PORT` is the socket server's.
   */
  const works: [string, Record<string, string>, string][] = [
    ["of a development start", {}, "ws://127.0.0.1:PORT"],
    ["that calls this machine by name", {}, "ws://localhost:PORT"],
    ["of Android's emulator", {}, "ws://10.0.2.2:PORT"],
    ["behind TLS on one host", oneHost("wss://chat.example.edu/ws"), "wss://chat.example.edu/ws"],
    [
      "whose address names the default port",
      oneHost("wss://chat.example.edu/ws"),
      "wss://chat.example.edu:443/ws",
    ],
    [
      "whose address has capitals",
      oneHost("wss://chat.example.edu/ws"),
      "wss://Chat.Example.edu/ws",
    ],
    [
      "whose socket has another port",
      oneHost("wss://chat.example.edu:8443"),
      "wss://chat.example.edu:8443",
    ],
    [
      "of a start without TLS",
      {
        TEAM_CHAT_ENV: "production",
        PUBLIC_URL: "http://chat.lan:5000",
        WS_URL: "ws://chat.lan:8080",
      },
      "ws://chat.lan:8080",
    ],
  ];
  test.each(works)("%s", async (_what, env, wsUrl) => {
    await using setting = await courseOf(env);
    const phone = setting.phone(wsUrl.replace("PORT", String(setting.port)));
    await phone.signIn(setting.person.email, password);
    expect(phone.handshake()).toHaveProperty("Cookie");
    const socket = await phone.join(setting.group);
    socket.sendText(chat(setting.person.id, "from the phone", setting.group));
    expect((await socket.next("ChatMessage")).payload.content).toBe("from the phone");
  });

  test("only if pages and sockets have the same host: otherwise it sends no cookie", async () => {
    await using setting = await courseOf(oneHost("wss://sockets.example.edu"));
    const phone = setting.phone("wss://sockets.example.edu", "chat.example.edu");
    await phone.signIn(setting.person.email, password);
    expect(phone.handshake()).toEqual({
      Host: "sockets.example.edu",
      Origin: "https://sockets.example.edu",
    });
    const socket = await phone.join(setting.group);
    expect((await socket.next("Refusal")).payload.code).toBe("unauthenticated");
  });
});

function oneHost(wsUrl: string) {
  return {
    TEAM_CHAT_ENV: "production",
    PUBLIC_URL: "https://chat.example.edu",
    WS_URL: wsUrl,
  };
}

/** A server with its own settings and one person in one group. */
async function courseOf(env: Record<string, string>) {
  const own = await startTestRealtime({ env });
  const ownWeb = testWeb({ services: own.services });
  const person = await makePerson(own.services, { role: "admin", password: hash });
  return {
    person,
    group: await makeGroup(person.context, []),
    port: own.server.port,
    phone: (wsUrl: string, webHost?: string) =>
      makePhone({ web: ownWeb, realtime: own, wsUrl, webHost }),
    [Symbol.asyncDispose]: () => own.stop(),
  };
}
