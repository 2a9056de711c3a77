import { afterAll, beforeAll, expect, test } from "bun:test";
import { signToken } from "#core/identity/tokens.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { endAllSessions } from "#core/identity/sessions.ts";
import type { Queries } from "#storage/database.ts";
import type { RefusalFrame } from "#wire/frames.ts";
import { limits, rates } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { aroundReads } from "#tests/support/around_reads.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";

let realtime: TestRealtime;
let admin: TestPerson;
let member: TestPerson;
let stranger: TestPerson;
let group: string;

beforeAll(async () => {
  realtime = await startTestRealtime();
  admin = await makePerson(realtime.services, { role: "admin" });
  member = await makePerson(realtime.services);
  stranger = await makePerson(realtime.services);
  group = await makeGroup(admin.context, [member]);
});
afterAll(() => realtime.stop());

const status = async (headers: Record<string, string>) => {
  const upgrade = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  };
  const response = await fetch(realtime.url.replace("ws:", "http:"), {
    headers: { ...upgrade, ...headers },
  });
  return response.status;
};

const idMessage = (senderId: string, more: object = {}) =>
  JSON.stringify({
    messageType: "IdMessage",
    senderId,
    convId: "",
    timestamp: "",
    protocol: 1,
    ...more,
  });

test("[C1] a client without proof is refused, whoever it claims to be", async () => {
  const socket = await realtime.connect();
  socket.sendText(idMessage(admin.id));
  expect((await socket.next("Refusal")).payload.code).toBe("unauthenticated");
  socket.sendText(idMessage(admin.id, { convId: group, protocol: undefined }));
  expect((await socket.next("Refusal")).payload.code).toBe("unauthenticated");
});

test("[C2] a page of another origin cannot use the reader's cookie", async () => {
  const own = realtime.services.config.publicUrl.origin;
  const origins = ["null", "https://evil.example", `${own}.evil.example`, own.toUpperCase()];
  for (const Origin of [...origins, `${own}1`, own.replace("http", "https"), `${own}/`]) {
    expect([Origin, await status({ Cookie: member.cookie, Origin })]).toEqual([Origin, 403]);
  }
  expect(await status({ Cookie: member.cookie, Origin: own })).toBe(101);
});

test("[C2] nor can a page whose author has pointed a domain at the server", async () => {
  const { port } = realtime.server;
  const named = (Host: string) => status({ Cookie: member.cookie, Host, Origin: `http://${Host}` });
  expect(await named(`evil.example:${port}`)).toBe(403);
  expect(await named(`localhost.evil.example:${port}`)).toBe(403);
  expect(await named(`localhost:${port}`)).toBe(101);
});

test("[C3] a token that is forged, of another use or of an ended session is refused", async () => {
  const { services } = realtime;
  const [header, payload, signature] = member.token.split(".");
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const ended = await makePerson(services);
  await endAllSessions(ended.context, { keepCurrent: false });
  const subject = { userId: member.id, username: "", sessionId: member.actor.sessionId };
  const forged = {
    none: `${part({ alg: "none", typ: "JWT" })}.${payload}.`,
    HS512: `${part({ alg: "HS512", typ: "JWT" })}.${payload}.${signature}`,
    "another's": `${header}.${part({ sub: admin.id, sid: member.actor.sessionId })}.${signature}`,
    truncated: member.token.slice(0, -4),
    refresh: await signToken(services, subject, "refresh"),
    "ended session": ended.token,
    empty: "x",
  };
  expect(await status({ Authorization: `Bearer ${member.token}` })).toBe(101);
  for (const [name, token] of Object.entries(forged)) {
    expect([name, await status({ Authorization: `Bearer ${token}` })]).toEqual([name, 401]);
  }
});

test("[C3] an invalid cookie does not prevent signing in with a token", async () => {
  const { services } = realtime;
  const ended = await makePerson(services);
  await endAllSessions(ended.context, { keepCurrent: false });
  const socket = await realtime.connect(ended, { protocols: ["bearer", member.token] });
  await socket.identify(member);
  const both = await realtime.connect(admin, { protocols: ["bearer", member.token] });
  await both.identify(admin);
});

test("[C4] the cookie of an ended session lets nobody in", async () => {
  const person = await makePerson(realtime.services);
  const before = await realtime.connect(person);
  await before.identify(person);
  await endAllSessions(person.context, { keepCurrent: false });
  const socket = await realtime.connect(person);
  socket.sendText(idMessage(person.id));
  expect((await socket.next("Refusal")).payload.code).toBe("unauthenticated");
});

test("[C4] an expired guest is not let in", async () => {
  const past = new Date(Date.now() - 1_000).toISOString();
  const guest = await makePerson(realtime.services, { role: "guest", expiresAt: past });
  const socket = await realtime.connect(guest);
  socket.sendText(idMessage(guest.id));
  expect((await socket.next("Refusal")).payload.code).toBe("unauthenticated");
});

test("[I1] a socket that has not identified itself can do nothing", async () => {
  const socket = await realtime.connect(member);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  expect((await socket.next("Refusal")).payload.code).toBe("unauthenticated");
});

test("[I2] a signed-in client cannot claim to be another user", async () => {
  const socket = await realtime.connect(member);
  socket.sendText(idMessage(admin.id));
  expect((await socket.next("Refusal")).payload.code).toBe("forbidden");
});

test("[O1] opening a group gives a stranger nothing, and says that it does not exist", async () => {
  const listener = await realtime.connect(stranger);
  await listener.identify(stranger);
  for (const conversationId of [group, "c0000000-0000-0000-0000-00000000g404"]) {
    listener.send({ messageType: "Open", payload: {}, meta: { conversationId } });
    const refusal = await listener.next("Refusal");
    expect(refusal.payload).toMatchObject({
      code: "not_found",
      message: "This does not exist, or you cannot see it.",
    });
  }
  listener.sendText(
    JSON.stringify({
      messageType: "IdMessage",
      senderId: stranger.id,
      convId: group,
      timestamp: "",
    }),
  );
  await listener.next("Refusal");

  const speaker = await realtime.connect(member);
  await speaker.identify(member);
  speaker.send(chat(member.id, "not for strangers"));
  await speaker.next("Ack");
  await listener.settle();
  expect(JSON.stringify(listener.frames)).not.toContain("not for strangers");
});

test("[O1] a stranger can neither type in a group nor mark it as read", async () => {
  const watcher = await realtime.connect(member);
  await watcher.identify(member);
  watcher.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await watcher.next("Opened");
  const socket = await realtime.connect(stranger);
  await socket.identify(stranger);
  socket.send({ messageType: "Typing", payload: {}, meta: { conversationId: group } });
  expect((await socket.next("Refusal")).payload.code).toBe("not_found");
  socket.send({ messageType: "Read", payload: {}, meta: { conversationId: group, seq: 1 } });
  await socket.settle();
  await watcher.settle();
  expect(watcher.frames.map(({ messageType }) => messageType)).not.toContain("Typing");
});

test("[C4] a session past its age lets nobody in, by cookie or by token", async () => {
  const person = await makePerson(realtime.services);
  const past = new Date(Date.now() - 1_000).toISOString();
  expect(await status({ Authorization: `Bearer ${person.token}` })).toBe(101);
  await realtime.services.db.transaction(
    (tx) => tx.run`update sessions set expires_at = ${past} where user_id = ${person.id}`,
  );
  expect(await status({ Authorization: `Bearer ${person.token}` })).toBe(401);
  const socket = await realtime.connect(person);
  socket.sendText(idMessage(person.id));
  expect((await socket.next("Refusal")).payload.code).toBe("unauthenticated");
});

const chat = (senderId: string, content: string, messageId?: string) => ({
  messageType: "ChatMessage" as const,
  payload: { content, displayName: "" },
  meta: { conversationId: group, senderId, timestamp: "", messageId },
});

test("[M1] a stranger, a false sender or an empty text posts no message", async () => {
  const before = await realtime.services.db.get<{
    count: number;
  }>`select cast(count(*) as integer) as count from messages`;
  const outside = await realtime.connect(stranger);
  await outside.identify(stranger);
  outside.send(chat(stranger.id, "hello"));
  expect((await outside.next("Refusal")).payload.code).toBe("not_found");

  const inside = await realtime.connect(member);
  await inside.identify(member);
  const wrong: [object, RefusalFrame["payload"]["code"]][] = [
    [chat(admin.id, "as the admin"), "forbidden"],
    [chat(member.id, ""), "invalid"],
    [chat(member.id, " \n\t "), "invalid"],
    [chat(member.id, "x".repeat(limits.contentChars + 1)), "invalid"],
    [chat(member.id, "\ud800"), "invalid"],
  ];
  for (const [frame, code] of wrong) {
    inside.sendText(JSON.stringify(frame));
    expect((await inside.next("Refusal")).payload.code).toBe(code);
  }
  const after = await realtime.services.db.get<{
    count: number;
  }>`select cast(count(*) as integer) as count from messages`;
  expect(after).toEqual(before);
});

test("[R1] unreadable frames are refused with an explanation, and the socket stays open", async () => {
  const socket = await realtime.connect(member);
  await socket.identify(member);
  const unreadable: [string, string][] = [
    ["{", "bad_json"],
    ["null", "invalid"],
    ["[]", "invalid"],
    ['{"messageType":7}', "invalid"],
    ['{"messageType":"Nonsense"}', "unknown_kind"],
    ['{"messageType":"__proto__"}', "unknown_kind"],
    ['{"messageType":"ChatMessage"}', "invalid"],
    ['{"messageType":"ChatMessage","payload":{"content":{}},"meta":{}}', "invalid"],
    ['{"messageType":"Read","payload":{},"meta":{"conversationId":"x","seq":1e999}}', "invalid"],
    ['{"messageType":"Open","payload":{},"meta":{"conversationId":["x"]}}', "invalid"],
  ];
  for (const [text, code] of unreadable) {
    socket.sendText(text);
    expect([text, (await socket.next("Refusal")).payload.code]).toEqual([text, code] as never);
  }
  socket.sendText(`{"messageType":"${"N".repeat(60_000)}"}`);
  expect((await socket.next("Refusal")).meta.about).toBe("N".repeat(40));
  socket.sendBytes(new Uint8Array([1, 2, 3]));
  expect((await socket.next("Refusal")).payload.code).toBe("invalid");
  await socket.settle();
});

test("[L1] a frame above 64 KiB is refused and the socket stays open; one far above closes it", async () => {
  const socket = await realtime.connect(member);
  await socket.identify(member);
  socket.sendText(JSON.stringify(chat(member.id, "x".repeat(limits.frameBytes))));
  expect((await socket.next("Refusal")).payload.code).toBe("too_large");
  await socket.settle();
  socket.sendText("x".repeat(limits.frameBytes * 5));
  expect([1006, 1009]).toContain((await socket.closed).code);
});

test("[L2] a client that posts too fast is told when to continue, and none of it is stored", async () => {
  // The clock stands still, so the limit does not recover while a slow disk stores messages.
  const still = await startTestRealtime({ clock: new FakeClock() });
  const staff = await makePerson(still.services, { role: "admin" });
  const fast = await makePerson(still.services);
  const own = await makeGroup(staff.context, [fast]);
  const socket = await still.connect(fast);
  await socket.identify(fast);
  for (let i = 0; i < rates.messages.burst + 3; i++) {
    const frame = chat(fast.id, `number ${i}`, `fast-${i}`);
    socket.send({ ...frame, meta: { ...frame.meta, conversationId: own } });
  }
  const refusal = await socket.next("Refusal");
  expect(refusal.payload).toMatchObject({ code: "limited", retry: true });
  expect(refusal.payload.retryAfterMs).toBeGreaterThan(0);
  expect(refusal.meta.messageId).toBe(`fast-${rates.messages.burst}`);
  for (let i = 0; i < rates.messages.burst; i++) await socket.next("Ack");
  await socket.settle();
  const acks = socket.frames.filter(({ messageType }) => messageType === "Ack").length;
  const stored = await still.services.db.get<{ count: number }>`
    select cast(count(*) as integer) as count from messages where conversation_id = ${own}`;
  expect([acks, stored?.count]).toEqual([rates.messages.burst, rates.messages.burst]);
  await still.stop();
});

test("[O5] the 51st conversation on one socket is refused until one is closed", async () => {
  const groups: string[] = [];
  for (let i = 0; i <= limits.openConversations; i++) {
    groups.push(await makeGroup(admin.context, [member]));
  }
  const socket = await realtime.connect(member);
  await socket.identify(member);
  const open = (conversationId: string) =>
    socket.send({ messageType: "Open", payload: {}, meta: { conversationId } });
  const last = groups.at(-1)!;
  for (const id of groups) open(id);
  const { payload, meta } = await socket.next("Refusal");
  expect(payload).toMatchObject({ code: "conflict", retry: false });
  expect(meta.conversationId).toBe(last);
  open(groups[0]!);
  socket.send({ messageType: "Leave", payload: {}, meta: { conversationId: groups[0]! } });
  open(last);
  await socket.next("Opened", (frame) => frame.meta.conversationId === last);
  expect(socket.frames.filter(({ messageType }) => messageType === "Refusal")).toHaveLength(1);
  socket.close();
});

test("[L5] [R3] the 41st socket of an account is closed with 4003, and the others stay", async () => {
  const crowded = await makePerson(realtime.services);
  const sockets = [];
  for (let count = 0; count < limits.socketsPerUser; count++) {
    const socket = await realtime.connect(crowded);
    await socket.identify(crowded);
    sockets.push(socket);
  }
  expect(sockets).toHaveLength(40);
  const oneMore = await realtime.connect(crowded);
  oneMore.sendText(idMessage(crowded.id));
  expect((await oneMore.closed).code).toBe(4003);
  const [first] = sockets;
  first!.send({ messageType: "Ping", payload: {}, meta: {} });
  await first!.next("Pong");
  for (const socket of sockets) socket.close();
});

test("[L5] [R3] a socket with 256 unanswered frames is closed with 4003 when it sends one more", async () => {
  const clock = new FakeClock();
  let held: Promise<void> | undefined;
  const hanging = await startTestRealtime({
    clock,
    around: (db) =>
      aroundReads(db, (queries) => ({
        async get<Row>(...query: Parameters<Queries["get"]>) {
          await held;
          return queries.get<Row>(...query);
        },
      })),
  });
  const person = await makePerson(hanging.services, { role: "admin" });
  const socket = await hanging.connect(person);
  await socket.identify(person);
  const gate = Promise.withResolvers<void>();
  held = gate.promise;
  await clock.advance(5_000);
  const ping = () => socket.send({ messageType: "Ping", payload: {}, meta: {} });
  // The server reads whether this group exists, and answers nothing sent later before that.
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  for (let unanswered = 1; unanswered < limits.queuedFrames; unanswered++) {
    ping();
    // Sent no faster than allowed, because unreadable frames are answered at once.
    if (unanswered % 100 === 0) {
      socket.sendText("{");
      await socket.next("Refusal", ({ payload }) => payload.code === "bad_json");
      await clock.advance(5_000);
    }
  }
  socket.sendText("{");
  await socket.next("Refusal", ({ payload }) => payload.code === "bad_json");
  expect(socket.frames.map(({ messageType }) => messageType)).not.toContain("Pong");
  ping();
  expect(await socket.closed).toEqual({ code: 4003, reason: "too many unanswered frames" });
  gate.resolve();
  await hanging.stop();
});

test("[M5] nobody edits another's message, and the answer to an edit is its event", async () => {
  const other = await makePerson(realtime.services);
  const shared = await makeGroup(admin.context, [member, other]);
  const [author, reader] = [await realtime.connect(member), await realtime.connect(other)];
  await author.identify(member);
  await reader.identify(other);
  for (const socket of [author, reader]) {
    socket.send({ messageType: "Open", payload: {}, meta: { conversationId: shared } });
    await socket.next("Opened");
  }
  const context = { ...member.context };
  const { id: messageId } = await sendMessage(context, {
    conversationId: shared,
    content: "Helo",
  });
  await author.next("ChatMessage");
  const edit = (content: string) => ({
    messageType: "EditMessage" as const,
    payload: { content },
    meta: { conversationId: shared, messageId },
  });
  reader.send(edit("Mine now"));
  expect((await reader.next("Refusal")).payload.code).toBe("forbidden");
  author.send(edit("Hello"));
  expect((await author.next("MessageEdited")).payload.message.content).toBe("Hello");
  expect((await reader.next("MessageEdited")).payload.message.content).toBe("Hello");
  await author.settle();
  expect(author.frames.filter(({ messageType }) => messageType === "Ack")).toEqual([]);
});
