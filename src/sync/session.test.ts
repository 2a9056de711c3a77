import { describe, expect, test } from "bun:test";
import { closeCodes } from "#wire/codes.ts";
import { protocolVersion } from "#wire/frames.ts";
import { limits } from "#wire/limits.ts";
import { FakeSession, pong, welcome } from "#tests/support/fake_session.ts";

function started(): FakeSession {
  const fake = new FakeSession();
  fake.session.start();
  return fake;
}

async function live(): Promise<FakeSession> {
  const fake = new FakeSession();
  await fake.goLive();
  expect(fake.state.kind).toBe("live");
  return fake;
}

const ping = { messageType: "Ping", payload: {}, meta: {} } as const;
const openOf = (conversationId: string, position = {}) =>
  ({ messageType: "Open", payload: {}, meta: { conversationId, ...position } }) as const;

describe("a session that starts", () => {
  test("opens one socket, and identifies itself as soon as that is open", () => {
    const { session, sockets, socket, clock } = started();
    session.start();
    expect(sockets).toHaveLength(1);
    expect(session.state).toEqual({ kind: "connecting", attempt: 0 });
    expect(socket.taken()).toEqual([]);
    socket.open();
    expect(socket.taken()).toEqual([
      {
        messageType: "IdMessage",
        senderId: "me",
        convId: "",
        timestamp: new Date(clock.now()).toISOString(),
        protocol: protocolVersion,
      },
    ]);
  });

  test("gives up a socket that does not open within fifteen seconds", async () => {
    const { clock, session, socket } = started();
    await clock.advance(5_000);
    expect(session.state.kind).toBe("connecting");
    await clock.advance(10_000);
    expect(socket.isClosed).toBe(true);
    expect(session.state.kind).not.toBe("live");
  });

  test("gives up a server that has not welcomed it when a server would give up too", async () => {
    const { clock, session, socket } = started();
    await clock.advance(5_000);
    socket.open();
    await clock.advance(limits.identifyMs - 1);
    expect(socket.isClosed).toBe(false);
    await clock.advance(1);
    expect(socket.isClosed).toBe(true);
    expect(session.state).toMatchObject({ kind: "waiting", attempt: 1 });
  });

  test("is live once it is welcomed, says so first, and passes the welcome on", async () => {
    const fake = started();
    await fake.clock.advance(3_000);
    fake.events.length = 0;
    fake.welcome();
    const sinceMs = fake.clock.now();
    expect(fake.events).toEqual([
      { kind: "state", state: { kind: "live", sinceMs } },
      { kind: "welcome", welcome: welcome().payload },
    ]);
  });

  test("opens what was opened before, and then sends what was written before", async () => {
    const fake = started();
    fake.session.open("g", { seq: 4, epoch: "e" });
    fake.session.open("new");
    fake.session.sender.post("g", "hello");
    await fake.clock.advance(0);
    fake.welcome();
    expect(fake.socket.taken()).toMatchObject([
      openOf("g", { seq: 4, epoch: "e" }),
      openOf("new"),
      { messageType: "ChatMessage", payload: { content: "hello" } },
    ]);
  });
});

describe("a live session", () => {
  test("asks for a conversation once until that is answered, and again for a new page", async () => {
    const { session, socket } = await live();
    session.open("g", { seq: 1, epoch: "e" });
    session.resume("g");
    expect(socket.taken()).toEqual([openOf("g", { seq: 1, epoch: "e" })]);
    session.open("g", { seq: 2, epoch: "e" });
    expect(socket.taken()).toEqual([openOf("g", { seq: 2, epoch: "e" })]);
  });

  test("leaves a conversation once, and does not ask for it on the next connection", async () => {
    const fake = await live();
    fake.session.open("g");
    fake.session.open("other");
    fake.socket.taken();
    fake.session.leave("g");
    const leave = { messageType: "Leave", payload: {}, meta: { conversationId: "g" } } as const;
    expect(fake.socket.taken()).toEqual([leave]);
    fake.session.leave("g");
    expect(fake.socket.taken()).toEqual([]);
    fake.reconnect();
    expect(fake.socket.taken()).toEqual([openOf("other")]);
  });

  test("sends a frame that is not worth sending later only while it is live", async () => {
    const { session, socket } = await live();
    expect(session.sendIfLive(ping)).toBe(true);
    expect(socket.taken()).toEqual([ping]);
    socket.end();
    expect(session.sendIfLive(ping)).toBe(false);
    expect(socket.taken()).toEqual([]);
  });

  test("[I4] takes another welcome as its new state, and keeps to one heartbeat", async () => {
    const fake = await live();
    fake.socket.say(welcome({ name: "My new name" }));
    expect(fake.eventsOf("welcome")).toEqual([
      { kind: "welcome", welcome: welcome({ name: "My new name" }).payload },
    ]);
    expect(await fake.liveFor(2 * limits.heartbeatMs)).toEqual([ping, ping]);
  });
});

describe("[L4] a live session shows that it is alive", () => {
  test("as often as the server wants, and for as long as it gets answers", async () => {
    const fake = await live();
    fake.socket.say(welcome({ heartbeatMs: 20_000 }));
    expect(await fake.liveFor(19_900)).toEqual([]);
    expect(await fake.liveFor(100)).toEqual([ping]);
    expect(await fake.liveFor(60_000)).toEqual([ping, ping, ping]);
    expect(fake.sockets).toHaveLength(1);
  });

  test("at once when its reader is back, and then waits only seconds for an answer", async () => {
    const { clock, session, socket } = await live();
    session.wake();
    expect(socket.taken()).toEqual([ping]);
    await clock.advance(2_000);
    expect(session.state.kind).toBe("live");
    await clock.advance(4_000);
    expect(socket.isClosed).toBe(true);
  });

  test("and goes on as usual when the answer has come", async () => {
    const fake = await live();
    await fake.liveFor(14_000);
    fake.session.wake();
    expect(fake.socket.taken()).toEqual([ping]);
    fake.socket.say(pong());
    expect(await fake.liveFor(limits.heartbeatMs - 100)).toEqual([]);
    expect(await fake.liveFor(100)).toEqual([ping]);
    expect(fake.state.kind).toBe("live");
  });

  test("and takes any text as an answer", async () => {
    const { clock, session, socket } = await live();
    await clock.advance(limits.heartbeatMs);
    expect(socket.taken()).toEqual([ping]);
    socket.sayText("not for me");
    await clock.advance(limits.heartbeatMs - 1);
    expect(session.state.kind).toBe("live");
  });

  test("but nothing that came before the question", async () => {
    const { clock, session, socket } = await live();
    await clock.advance(limits.heartbeatMs - 1);
    socket.say(pong());
    await clock.advance(1);
    expect(socket.taken()).toEqual([ping]);
    await clock.advance(limits.heartbeatMs);
    expect(session.state.kind).not.toBe("live");
    expect(socket.isClosed).toBe(true);
  });

  test("and replaces a connection that answers, but not to a message for half a minute", async () => {
    const fake = await live();
    const { clientId } = fake.session.sender.post("g", "unheard");
    fake.socket.taken();
    await fake.liveFor(30_000);
    expect(fake.state.kind).toBe("live");
    await fake.liveFor(limits.heartbeatMs);
    expect(fake.state.kind).not.toBe("live");
    fake.session.wake();
    fake.welcome();
    expect(fake.socket.taken()).toMatchObject([
      { messageType: "ChatMessage", meta: { messageId: clientId } },
    ]);
  });

  test("and asks then for events that it knows to be missing", async () => {
    const { clock, session, socket } = await live();
    session.open("g", { seq: 1, epoch: "e" });
    session.open("complete", { seq: 1, epoch: "e" });
    session.subscriptions.forgetAsked();
    session.subscriptions.advanceHead("g", 2);
    socket.taken();
    await clock.advance(limits.heartbeatMs);
    expect(socket.taken()).toEqual([openOf("g", { seq: 1, epoch: "e" }), ping]);
  });
});

describe("a lost connection", () => {
  test("is replaced after the wait that the state names", async () => {
    const { clock, session, sockets, socket } = started();
    socket.end();
    const state = session.state;
    expect(state).toMatchObject({ kind: "waiting", attempt: 1 });
    const delayMs = state.kind === "waiting" ? state.delayMs : 0;
    expect(delayMs).toBeGreaterThan(0);
    await clock.advance(delayMs - 1);
    expect(sockets).toHaveLength(1);
    await clock.advance(1);
    expect(sockets).toHaveLength(2);
    expect(session.state).toEqual({ kind: "connecting", attempt: 1 });
  });

  test("is replaced at once when its reader is back, by one socket", async () => {
    const { clock, session, sockets, socket } = started();
    session.wake();
    expect(sockets).toHaveLength(1);
    socket.end();
    session.wake();
    session.wake();
    expect(sockets).toHaveLength(2);
    await clock.advance(5_000);
    expect(sockets).toHaveLength(2);
  });

  test("is ignored from then on", () => {
    const fake = started();
    const [first] = fake.sockets;
    first!.end();
    fake.session.wake();
    expect(fake.sockets).toHaveLength(2);
    const before = fake.events.length;
    first!.open();
    first!.say(welcome());
    first!.end(closeCodes.signedOut);
    expect(fake.events).toHaveLength(before);
    expect(first!.taken()).toEqual([]);
    expect(fake.state).toEqual({ kind: "connecting", attempt: 1 });
  });

  test("makes the next wait longer, unless it lasted five seconds", async () => {
    const fake = started();
    for (let failures = 1; failures <= 3; failures++) {
      fake.socket.end();
      expect(fake.state).toMatchObject({ kind: "waiting", attempt: failures });
      fake.session.wake();
    }
    fake.welcome();
    await fake.liveFor(4_900);
    fake.socket.end();
    expect(fake.state).toMatchObject({ kind: "waiting", attempt: 4 });
    fake.session.wake();
    await fake.clock.advance(6_000);
    fake.socket.end();
    expect(fake.state).toMatchObject({ kind: "waiting", attempt: 5 });
    fake.session.wake();
    fake.welcome();
    await fake.liveFor(5_000);
    fake.socket.end();
    expect(fake.state).toMatchObject({ kind: "waiting", attempt: 1 });
  });

  test("whose requests were not answered has them sent again on the next one", async () => {
    const fake = await live();
    fake.session.open("g");
    expect(fake.socket.taken()).toEqual([openOf("g")]);
    fake.reconnect();
    expect(fake.socket.taken()).toEqual([openOf("g")]);
  });

  test("does not send what is written meanwhile before the server has welcomed it", async () => {
    const fake = await live();
    fake.socket.end();
    fake.session.wake();
    fake.socket.open();
    fake.session.sender.post("g", "too early");
    fake.session.open("g");
    expect(fake.socket.taken().map(({ messageType }) => messageType)).toEqual(["IdMessage"]);
    fake.socket.say(welcome());
    expect(fake.socket.taken().map(({ messageType }) => messageType)).toEqual([
      "Open",
      "ChatMessage",
    ]);
  });
});

describe("a session without a network", () => {
  test("closes its socket, and opens none until the network is back", async () => {
    const { clock, session, sockets, socket } = await live();
    session.setOnline(false);
    expect(session.state).toEqual({ kind: "offline" });
    expect(socket.isClosed).toBe(true);
    session.wake();
    await clock.advance(120_000);
    expect(sockets).toHaveLength(1);
    session.setOnline(true);
    session.setOnline(true);
    expect(sockets).toHaveLength(2);
  });

  test("forgets earlier failures, because the network was to blame", () => {
    const fake = started();
    for (let failures = 0; failures < 3; failures++) {
      fake.socket.end();
      fake.session.wake();
    }
    fake.session.setOnline(false);
    fake.session.setOnline(true);
    expect(fake.state).toEqual({ kind: "connecting", attempt: 0 });
    fake.socket.end();
    expect(fake.state).toMatchObject({ kind: "waiting", attempt: 1 });
  });

  test("keeps a connection that works when the network is reported again", async () => {
    const { session, sockets } = await live();
    session.setOnline(true);
    expect(sockets).toHaveLength(1);
    expect(session.state.kind).toBe("live");
  });
});

describe("a session that is over", () => {
  const isOver = async (fake: FakeSession) => {
    const { sockets, session, clock, events } = fake;
    const last = { state: session.state, sockets: sockets.length, events: events.length };
    expect(fake.socket.isClosed).toBe(true);
    session.setOnline(false);
    session.setOnline(true);
    session.wake();
    fake.socket.say(welcome());
    fake.socket.end();
    await clock.advance(120_000);
    const now = { state: session.state, sockets: sockets.length, events: events.length };
    expect(now).toEqual(last);
  };

  test("because the page stopped it stays over, until it is started again", async () => {
    const fake = await live();
    fake.session.stop();
    expect(fake.state).toEqual({ kind: "idle" });
    expect(fake.clock.waiting).toBe(0);
    await isOver(fake);
    fake.session.start();
    expect(fake.state.kind).toBe("connecting");
  });

  test("[E3] because the server closed it with that code stays over", async () => {
    const fake = await live();
    fake.socket.end(closeCodes.signedOut);
    expect(fake.state).toEqual({ kind: "signed_out", reason: "signed_out" });
    await isOver(fake);
    fake.session.start();
    expect(fake.state.kind).toBe("signed_out");
  });

  test("[R3] is not what any other close code means", async () => {
    const { signedOut, ...others } = closeCodes;
    expect(signedOut).toBe(4002);
    for (const code of [...Object.values(others), 1000, 1006, 1009]) {
      const { session, socket } = await live();
      socket.end(code);
      expect(session.state.kind).toBe("waiting");
    }
  });

  test("has not begun before it is started", () => {
    const { session, sockets } = new FakeSession();
    session.setOnline(false);
    session.setOnline(true);
    session.wake();
    expect(session.state).toEqual({ kind: "idle" });
    expect(sockets).toEqual([]);
  });
});
