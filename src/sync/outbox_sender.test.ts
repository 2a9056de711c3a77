import { describe, expect, test } from "bun:test";
import { MemoryStore } from "#tests/simulation/simulated_client.ts";
import { FakeSession, refusal } from "#tests/support/fake_session.ts";

async function live(store?: MemoryStore): Promise<FakeSession> {
  const fake = new FakeSession(store);
  await fake.goLive();
  return fake;
}

function refuse(fake: FakeSession, messageId: string, payload = {}): void {
  fake.socket.say(refusal({ about: "ChatMessage", conversationId: "g", messageId }, payload));
}

const outboxChanged = { kind: "outbox", conversationId: "g" } as const;

describe("a message that is written", () => {
  test("is sent at once with its author, its time and its own id, and kept until it is stored", async () => {
    const fake = await live();
    const { clientId, createdAt } = fake.session.sender.post("g", "hello");
    expect(createdAt).toBe(new Date(fake.clock.now()).toISOString());
    expect(fake.socket.taken()).toEqual([
      {
        messageType: "ChatMessage",
        payload: { content: "hello", displayName: "" },
        meta: { conversationId: "g", senderId: "me", timestamp: createdAt, messageId: clientId },
      },
    ]);
    expect(fake.entry(clientId)?.status).toEqual({ kind: "sending", sinceMs: fake.clock.now() });
    expect(fake.store.entries.get(clientId)?.content).toBe("hello");
    expect(fake.events).toEqual([outboxChanged, outboxChanged]);
  });

  test("stays queued while there is no connection, and is shown", () => {
    const fake = new FakeSession();
    const { clientId } = fake.session.sender.post("g", "hello");
    expect(fake.entry(clientId)?.status).toEqual({ kind: "queued" });
    expect(fake.events).toEqual([outboxChanged]);
  });

  test("has no text that the server would refuse", async () => {
    const fake = await live();
    fake.session.sender.post("g", "broken \ud83d and\u0000 done");
    expect(fake.socket.taken()).toHaveLength(1);
  });
});

describe("messages of an earlier page", () => {
  test("are shown, and sent as soon as there is a connection", async () => {
    const before = new FakeSession();
    before.session.sender.post("g", "left behind");
    const fake = new FakeSession(before.store);
    fake.session.start();
    await fake.clock.advance(0);
    expect(fake.eventsOf("outbox")).toEqual([outboxChanged]);
    fake.welcome();
    expect(fake.socket.taken()).toMatchObject([{ payload: { content: "left behind" } }]);
  });

  test("are sent at once if there is one already", async () => {
    const fake = await live();
    const other = new FakeSession(fake.store);
    other.session.sender.post("g", "of a closed tab");
    await fake.session.sender.restore();
    expect(fake.socket.taken()).toMatchObject([{ payload: { content: "of a closed tab" } }]);
  });
});

describe("a message that was refused for now", () => {
  test("is sent again by itself when its wait is over, once", async () => {
    const fake = await live();
    const { clientId } = fake.session.sender.post("g", "again");
    fake.socket.taken();
    fake.events.length = 0;
    refuse(fake, clientId, { retryAfterMs: 20_000 });
    expect(fake.events[0]).toEqual(outboxChanged);
    fake.session.sender.flush();
    expect(await fake.liveFor(19_900)).not.toContainEqual(
      expect.objectContaining({ messageType: "ChatMessage" }),
    );
    expect(await fake.liveFor(100)).toMatchObject([{ meta: { messageId: clientId } }]);
    const more = await fake.liveFor(10_000);
    expect(more.filter(({ messageType }) => messageType === "ChatMessage")).toEqual([]);
  });

  test("is not sent while there is no connection, but on the next one when its wait is over", async () => {
    const fake = await live();
    const { clientId } = fake.session.sender.post("g", "again");
    refuse(fake, clientId, { retryAfterMs: 20_000 });
    fake.session.setOnline(false);
    await fake.clock.advance(30_000);
    expect(fake.entry(clientId)?.status.kind).toBe("held");
    fake.session.setOnline(true);
    fake.welcome();
    expect(fake.socket.taken()).toMatchObject([{ meta: { messageId: clientId } }]);
  });

  test("waits for one moment only, and for none when the session has ended", async () => {
    const fake = await live();
    const before = fake.clock.waiting;
    const { clientId } = fake.session.sender.post("g", "again");
    refuse(fake, clientId, { retryAfterMs: 20_000 });
    for (let count = 0; count < 3; count++) fake.session.sender.flush();
    expect(fake.clock.waiting).toBe(before + 1);
    fake.session.stop();
    expect(fake.clock.waiting).toBe(0);
  });

  test("lets messages of other conversations pass", async () => {
    const fake = await live();
    const { clientId } = fake.session.sender.post("g", "again");
    refuse(fake, clientId, { retryAfterMs: 20_000 });
    fake.socket.taken();
    fake.session.sender.post("other", "meanwhile");
    fake.session.sender.post("g", "behind it");
    expect(fake.socket.taken()).toMatchObject([{ payload: { content: "meanwhile" } }]);
  });
});

describe("the author of a message that has failed", () => {
  const failing = async () => {
    const fake = await live();
    const { clientId } = fake.session.sender.post("g", "stubborn");
    refuse(fake, clientId, { code: "forbidden", retry: false });
    expect(fake.entry(clientId)?.status.kind).toBe("failed");
    fake.socket.taken();
    fake.events.length = 0;
    return { fake, clientId };
  };

  test("can have it sent after all", async () => {
    const { fake, clientId } = await failing();
    fake.session.sender.retry(clientId);
    expect(fake.socket.taken()).toMatchObject([{ meta: { messageId: clientId } }]);
    expect(fake.events).toEqual([outboxChanged, outboxChanged]);
  });

  test("can discard it", async () => {
    const { fake, clientId } = await failing();
    fake.session.sender.discard(clientId);
    expect(fake.entry(clientId)).toBeUndefined();
    expect(fake.store.entries.size).toBe(0);
    expect(fake.events).toEqual([outboxChanged]);
  });

  test("changes nothing once it is gone", async () => {
    const { fake, clientId } = await failing();
    fake.session.sender.discard(clientId);
    fake.events.length = 0;
    fake.session.sender.retry(clientId);
    fake.session.sender.discard(clientId);
    refuse(fake, clientId);
    expect(fake.eventsOf("outbox")).toEqual([]);
    expect(fake.socket.taken()).toEqual([]);
  });
});
