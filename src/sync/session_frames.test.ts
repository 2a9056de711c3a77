import { describe, expect, test } from "bun:test";
import { counterOf } from "#wire/counter.ts";
import { chatMessageFrame } from "#wire/events/chat_message.ts";
import type { RefusalFrame, ServerFrame } from "#wire/frames.ts";
import { limits } from "#wire/limits.ts";
import type { MessageView } from "#wire/views.ts";
import type { PassingFrame } from "./session_ports.ts";
import { FakeSession, messageView, opened, refusal } from "#tests/support/fake_session.ts";

const timestamp = "2026-11-02T08:00:00.000Z";
const meta = { conversationId: "g" };

/** A live session that follows the conversation "g" from its seq 1. */
async function following(): Promise<FakeSession> {
  const fake = new FakeSession();
  await fake.goLive();
  fake.session.open("g", { seq: 1, epoch: "e" });
  fake.socket.say(opened("g", 1));
  fake.socket.taken();
  fake.events.length = 0;
  return fake;
}

const openFrom = (conversationId: string, seq: number) =>
  ({ messageType: "Open", payload: {}, meta: { conversationId, seq, epoch: "e" } }) as const;

function postedAt(seq: number, parts: Partial<MessageView> = {}) {
  return chatMessageFrame(messageView(seq, parts));
}

function acked(clientId: string, message: MessageView): ServerFrame {
  const { id: messageId, seq } = message;
  return {
    messageType: "Ack",
    payload: { message },
    meta: { ...meta, clientId, messageId, seq },
  };
}

/** The kinds of the frames that were sent, each with its conversation. */
function sentBy(fake: FakeSession): string[] {
  return fake.socket.taken().map((frame) => {
    const isAbout = "meta" in frame && "conversationId" in frame.meta;
    return isAbout ? `${frame.messageType} ${frame.meta.conversationId}` : frame.messageType;
  });
}

describe("an event", () => {
  test("is passed on in order and once, and a gap is asked for once", async () => {
    const fake = await following();
    fake.socket.say(postedAt(2));
    fake.socket.say(postedAt(2));
    expect(fake.socket.taken()).toEqual([]);
    fake.socket.say(postedAt(4));
    fake.socket.say(postedAt(5));
    expect(fake.socket.taken()).toEqual([openFrom("g", 2)]);
    expect(fake.eventsOf("event").map(({ frame }) => frame.meta.seq)).toEqual([2]);
    fake.socket.say(opened("g", 5));
    fake.socket.say(postedAt(3));
    expect(fake.eventsOf("event").map(({ frame }) => frame.meta.seq)).toEqual([2, 3, 4, 5]);
    expect(fake.socket.taken()).toEqual([]);
  });

  test("of a conversation that is no longer open counts like any other message", async () => {
    const fake = await following();
    fake.session.leave("g");
    fake.events.length = 0;
    const message = messageView(2);
    fake.socket.say(chatMessageFrame(message));
    expect(fake.events).toEqual([{ kind: "frame", frame: counterOf(message) }]);
  });

  test("other than a message changes nothing where it is not open", async () => {
    const fake = await following();
    const frame = {
      messageType: "ConversationChanged",
      payload: { name: "New", description: "" },
      meta: { conversationId: "other", seq: 2, timestamp },
    } as const;
    fake.socket.say(frame);
    expect(fake.events).toEqual([]);
    fake.socket.say({ ...frame, meta: { ...frame.meta, conversationId: "g" } });
    expect(fake.eventsOf("event")).toHaveLength(1);
  });

  test("that is the reader's own message takes it out of the outbox, and no other does", async () => {
    const fake = await following();
    const { clientId } = fake.session.sender.post("g", "mine");
    fake.socket.say(postedAt(2, { senderId: "ann", clientId }));
    fake.socket.say(postedAt(3, { senderId: "me" }));
    expect(fake.entry(clientId)?.content).toBe("mine");
    fake.socket.say(postedAt(4, { senderId: "me", clientId }));
    expect(fake.entry(clientId)).toBeUndefined();
    expect(fake.store.entries.size).toBe(0);
  });
});

describe("an acknowledgement", () => {
  test("passes the stored message on, and takes it out of the outbox", async () => {
    const fake = await following();
    const { clientId } = fake.session.sender.post("g", "hello");
    const message = messageView(2, { senderId: "me", clientId });
    fake.events.length = 0;
    fake.socket.say(acked(clientId, message));
    expect(fake.events).toEqual([
      { kind: "acked", clientId, message },
      { kind: "outbox", conversationId: "g" },
    ]);
    expect(fake.entry(clientId)).toBeUndefined();
    expect(fake.store.entries.size).toBe(0);
  });

  test("lets the next message of its conversation go", async () => {
    const fake = await following();
    const { clientId } = fake.session.sender.post("g", "one");
    fake.session.sender.post("g", "two");
    fake.session.sender.post("other", "elsewhere");
    expect(sentBy(fake)).toEqual(["ChatMessage g", "ChatMessage other"]);
    fake.socket.say(acked(clientId, messageView(2)));
    expect(fake.socket.taken()).toMatchObject([{ payload: { content: "two" } }]);
  });

  test("shows that its event is missing if that does not follow", async () => {
    const fake = await following();
    fake.socket.say(acked("unknown", messageView(2)));
    await fake.clock.advance(limits.heartbeatMs);
    expect(sentBy(fake)).toEqual(["Open g", "Ping"]);
  });
});

describe("the answer to an Open", () => {
  test("is passed on if the position can be resumed", async () => {
    const fake = await following();
    fake.session.open("other", { seq: 3, epoch: "e" });
    const answer = opened("other", 5);
    fake.socket.say(answer);
    expect(fake.events).toEqual([
      { kind: "opened", conversationId: "other", opened: answer.payload },
    ]);
  });

  test("has the page fetched anew if the position cannot be resumed", async () => {
    const fake = await following();
    fake.session.open("other", { seq: 3, epoch: "e" });
    fake.socket.say(opened("other", 5, true));
    expect(fake.events).toEqual([{ kind: "reload", conversationId: "other" }]);
  });

  test("changes nothing for a conversation that was left meanwhile", async () => {
    const fake = await following();
    fake.socket.say(opened("left", 5));
    fake.socket.say(opened("left", 5, true));
    expect(fake.events).toEqual([]);
  });
});

describe("a frame that moves no position", () => {
  const frames: PassingFrame[] = [
    counterOf(messageView(2)),
    {
      messageType: "ConversationListed",
      payload: { conversation: { id: "g", name: "G", position: 1, seq: 1, unread: 0 } },
      meta,
    },
    { messageType: "ConversationsOrdered", payload: { positions: { g: 2 } }, meta: {} },
    { messageType: "ConversationUnlisted", payload: {}, meta },
    { messageType: "ReadMoved", payload: { unread: 0 }, meta: { ...meta, seq: 1 } },
    { messageType: "Typing", payload: { userId: "ann", name: "Ann" }, meta },
    { messageType: "Presence", payload: { came: ["ann"], went: [] }, meta },
  ];
  for (const frame of frames) {
    test(`is passed on: ${frame.messageType}`, async () => {
      const fake = await following();
      fake.socket.say(frame);
      expect(fake.events).toEqual([{ kind: "frame", frame }]);
      const goesOn = frame.messageType !== "ConversationUnlisted";
      expect(fake.session.subscriptions.has("g")).toBe(goesOn);
    });
  }

  test("[E7] is ignored if its kind is unknown, and so is what is no frame", async () => {
    const fake = await following();
    fake.socket.sayText('{"messageType":"Novelty","payload":{},"meta":{}}');
    fake.socket.sayText("not even JSON");
    expect(fake.events).toEqual([]);
    expect(fake.state.kind).toBe("live");
  });

  test("[E3] ends the session if it says so, for the reason it gives", async () => {
    const fake = await following();
    const payload = { reason: "deleted" } as const;
    fake.socket.say({ messageType: "SignedOut", payload, meta: { timestamp } });
    expect(fake.state).toEqual({ kind: "signed_out", reason: "deleted" });
  });
});

describe("a refusal", () => {
  /** Whether the server says when to try again. */
  const waits = [
    { retryAfterMs: 3_000, before: 2_999, after: 1 },
    { retryAfterMs: undefined, before: 100, after: 1_900 },
  ];
  for (const { retryAfterMs, before, after } of waits) {
    const when = retryAfterMs === undefined ? "after a moment" : "when the server says";

    test(`that does not say what was dropped has everything sent again ${when}`, async () => {
      const fake = await following();
      fake.session.open("other");
      fake.session.sender.post("g", "hello");
      expect(sentBy(fake)).toEqual(["Open other", "ChatMessage g"]);
      fake.events.length = 0;
      fake.socket.say(refusal({}, { code: "limited", retryAfterMs }));
      expect(fake.events).toEqual([{ kind: "dropped" }]);
      await fake.clock.advance(before);
      expect(sentBy(fake)).toEqual([]);
      await fake.clock.advance(after);
      expect(sentBy(fake)).toEqual(["Open g", "Open other", "ChatMessage g"]);
    });

    test(`of an Open for now has only that sent again ${when}`, async () => {
      const fake = await following();
      fake.session.open("other");
      fake.session.open("third");
      expect(sentBy(fake)).toEqual(["Open other", "Open third"]);
      fake.events.length = 0;
      fake.socket.say(refusal({ about: "Open", conversationId: "other" }, { retryAfterMs }));
      await fake.clock.advance(before);
      expect(sentBy(fake)).toEqual([]);
      await fake.clock.advance(after);
      expect(sentBy(fake)).toEqual(["Open other"]);
      expect(fake.events).toEqual([]);
      fake.session.resume("third");
      expect(sentBy(fake)).toEqual([]);
    });
  }

  test("of an Open for good closes the conversation", async () => {
    const fake = await following();
    const gone = { code: "not_found", retry: false } as const;
    fake.socket.say(refusal({ about: "Open", conversationId: "g" }, gone));
    expect(fake.events).toEqual([{ kind: "closed", conversationId: "g" }]);
    await fake.clock.advance(10_000);
    fake.reconnect();
    expect(sentBy(fake)).toEqual([]);
  });

  test("of an Open without a reason, where one is asked for, fetches the page anew, which asks", async () => {
    const fake = await following();
    const forbidden = { code: "forbidden", retry: false } as const;
    fake.socket.say(refusal({ about: "Open", conversationId: "g" }, forbidden));
    expect(fake.events).toEqual([{ kind: "reload", conversationId: "g" }]);
  });

  test("of a message for now delays it, and for good leaves it to its author", async () => {
    const fake = await following();
    const { clientId } = fake.session.sender.post("g", "hello");
    const about = { about: "ChatMessage", conversationId: "g", messageId: clientId };
    fake.socket.say(refusal(about));
    expect(fake.entry(clientId)?.status).toMatchObject({ kind: "held", code: "busy" });
    const frame = refusal(about, { code: "forbidden", retry: false });
    fake.socket.say(frame);
    expect(fake.entry(clientId)?.status.kind).toBe("failed");
    expect(fake.eventsOf("refused").at(-1)).toEqual({ kind: "refused", frame });
  });

  test("that does not say what was unreadable concerns the message on its way", async () => {
    const fake = await following();
    const { clientId } = fake.session.sender.post("g", "hello");
    fake.socket.say(refusal({}, { code: "too_large", retry: false }));
    expect(fake.entry(clientId)?.status).toMatchObject({ kind: "failed", code: "too_large" });
  });

  test("of something else is passed on, and concerns no message", async () => {
    const fake = await following();
    const { clientId } = fake.session.sender.post("g", "hello");
    fake.events.length = 0;
    const frame = refusal({ about: "EditMessage", conversationId: "g" }, { retry: false });
    fake.socket.say(frame);
    expect(fake.events).toEqual([{ kind: "refused", frame }]);
    expect(fake.entry(clientId)?.status.kind).toBe("sending");
  });

  const endings: [string, RefusalFrame, object][] = [
    [
      "that knows no such session ends it as expired",
      refusal({ about: "Open", conversationId: "g" }, { code: "unauthenticated", retry: false }),
      { kind: "signed_out", reason: "expired" },
    ],
    [
      "of this account for good ends the session: another one has signed in in this browser",
      refusal({ about: "IdMessage" }, { code: "forbidden", retry: false }),
      { kind: "signed_out", reason: "signed_out" },
    ],
    [
      "of this account for now does not end the session",
      refusal({ about: "IdMessage" }, { code: "limited", retry: true }),
      { kind: "live" },
    ],
    [
      "of anything else does not end the session",
      refusal({ about: "Leave" }, { code: "invalid", retry: false }),
      { kind: "live" },
    ],
  ];
  for (const [title, frame, state] of endings) {
    test(title, async () => {
      const fake = await following();
      fake.socket.say(frame);
      expect(fake.state).toMatchObject(state);
    });
  }
});
