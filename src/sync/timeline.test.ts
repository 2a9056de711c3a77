import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { EventFrame } from "#wire/events/registry.ts";
import type { MemberView, MessageView } from "#wire/views.ts";
import { applyEvent, keepNewest, type PageBefore, prependPage, type Timeline } from "./timeline.ts";
import { placeMessage } from "#wire/timeline.ts";

/** The server's side as rows: each action changes them and appends one event. */
class Conversation {
  readonly events: EventFrame[] = [];
  readonly #rows = new Map<string, MessageView>();
  readonly #members = new Map<string, MemberView>();
  readonly #names = new Map<string, string>();
  #name = "Group";

  act(act: Act): void {
    const seq = this.events.length + 1;
    const meta = { conversationId: "g", seq, timestamp: time(seq) };
    const target = [...this.#rows.values()][act.pick % Math.max(1, this.#rows.size)];
    if (act.kind === "edit" && target && !target.removed) {
      return this.#revise("MessageEdited", { ...target, content: act.text, editedAt: time(seq) });
    }
    if (act.kind === "restore" && target?.removed) {
      const { removed: _gone, ...rest } = target;
      return this.#revise("MessageRestored", { ...rest, content: act.text });
    }
    if (act.kind === "remove" && target && !target.removed) {
      const removed = { at: time(seq), by: "author" as const, byStaff: false };
      return this.#revise("MessageRemoved", { ...target, content: "", removed });
    }
    if (act.kind === "rename") {
      this.#name = act.text;
      const payload = { name: act.text, description: "" };
      return void this.events.push({ messageType: "ConversationChanged", payload, meta });
    }
    if (act.kind === "join") {
      const userId = `user-${act.pick % 4}`;
      return this.#join(userId, `${userId} ${act.text}`, seq);
    }
    if (act.kind === "leave" && this.#members.delete(`user-${act.pick % 4}`)) {
      const payload = { userId: `user-${act.pick % 4}` };
      return void this.events.push({ messageType: "MemberRemoved", payload, meta });
    }
    this.#post(act.text, seq);
  }

  /** The newest page, as the web application answers it. */
  fetch(limit: number): Timeline {
    const messages = [...this.#rows.values()];
    return {
      id: "g",
      name: this.#name,
      description: "",
      seq: this.events.length,
      members: [...this.#members.values()].toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
      messages: messages.slice(-limit),
      hasOlder: messages.length > limit,
      deleted: false,
      unplaced: [],
      renamed: new Map(),
    };
  }

  olderThan(before: number, limit: number): PageBefore {
    const older = [...this.#rows.values()].filter((message) => message.seq < before);
    return { before, messages: older.slice(-limit), hasOlder: older.length > limit };
  }

  #post(content: string, seq: number): void {
    const message: MessageView = {
      id: `m${seq}`,
      conversationId: "g",
      senderId: "user-0",
      senderName: this.#names.get("user-0") ?? "Ann",
      senderRole: "user",
      seq,
      content,
      sentAt: time(seq),
    };
    this.#rows.set(message.id, message);
    this.events.push({
      messageType: "ChatMessage",
      payload: { content, displayName: "Ann", message },
      meta: {
        conversationId: "g",
        senderId: "user-0",
        timestamp: time(seq),
        messageId: message.id,
        seq,
      },
    });
  }

  #revise(
    messageType: "MessageEdited" | "MessageRemoved" | "MessageRestored",
    changed: MessageView,
  ): void {
    const seq = this.events.length + 1;
    const message = { ...changed, revision: (changed.revision ?? 0) + 1 };
    this.#rows.set(message.id, message);
    const meta = { conversationId: "g", seq, timestamp: time(seq) };
    this.events.push({ messageType, payload: { message }, meta });
  }

  /** Or a new name for a member. */
  #join(userId: string, name: string, seq: number): void {
    const member: MemberView = { userId, name, userRole: "user", role: "member" };
    this.#names.set(userId, name);
    for (const row of this.#rows.values()) {
      if (row.senderId === userId) this.#rows.set(row.id, { ...row, senderName: name });
    }
    const messageType = this.#members.has(userId) ? "MemberChanged" : "MemberAdded";
    this.#members.set(userId, member);
    const meta = { conversationId: "g", seq, timestamp: time(seq) };
    this.events.push({ messageType, payload: { member }, meta });
  }
}

interface Act {
  kind: "post" | "edit" | "remove" | "restore" | "rename" | "join" | "leave";
  pick: number;
  text: string;
}

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom(
      "post",
      "post",
      "post",
      "edit",
      "remove",
      "restore",
      "rename",
      "join",
      "leave",
    ),
    pick: fc.nat(40),
    text: fc.string({ minLength: 1, maxLength: 4 }),
  }) as fc.Arbitrary<Act>,
  { maxLength: 60 },
);

const sure = { seed: 20_261_102, numRuns: 500 } as const;

function time(seq: number): string {
  return new Date(Date.UTC(2026, 10, 2) + seq * 1_000).toISOString();
}

function manyPosts(length: number): Act[] {
  return Array.from({ length }, () => ({ kind: "post", pick: 0, text: "x" }));
}

function conversationAfter(list: Act[]): Conversation {
  const conversation = new Conversation();
  for (const act of list) conversation.act(act);
  return conversation;
}

describe("a timeline", () => {
  test("from before, plus the events since, equals the timeline fetched afresh", () => {
    fc.assert(
      fc.property(acts, acts, fc.integer({ min: 1, max: 20 }), (before, since, limit) => {
        const conversation = conversationAfter(before);
        let timeline = conversation.fetch(limit);
        for (const act of since) conversation.act(act);
        for (const event of conversation.events) timeline = applyEvent(timeline, event);
        const fresh = conversation.fetch(timeline.messages.length);
        expect<Timeline>({
          ...timeline,
          unplaced: [],
          renamed: new Map(),
          hasOlder: fresh.hasOlder,
        }).toEqual(fresh);
      }),
      sure,
    );
  });

  test("does not change when an event is applied again, or an old one late", () => {
    fc.assert(
      fc.property(acts, fc.array(fc.nat(100)), (list, again) => {
        const { events } = conversationAfter(list);
        const timeline = events.reduce(applyEvent, new Conversation().fetch(50));
        const doubled = again.reduce<Timeline>((state, index) => {
          const event = events[index % Math.max(1, events.length)];
          return event ? applyEvent(state, event) : state;
        }, timeline);
        expect(doubled).toBe(timeline);
      }),
      sure,
    );
  });

  test("takes older pages in front, even if their messages have changed meanwhile", () => {
    fc.assert(
      fc.property(acts, acts, (before, meanwhile) => {
        const conversation = conversationAfter(before);
        let timeline = conversation.fetch(3);
        const stale = conversation.olderThan(timeline.messages[0]?.seq ?? 0, 1_000);
        for (const act of meanwhile) conversation.act(act);
        for (const event of conversation.events) timeline = applyEvent(timeline, event);
        timeline = prependPage(timeline, stale);
        expect(timeline.messages).toEqual(conversation.fetch(1_000).messages);
      }),
      sure,
    );
  });

  test("puts an acknowledged message at its seq, and its event adds nothing", () => {
    const conversation = conversationAfter([
      { kind: "post", pick: 0, text: "one" },
      { kind: "post", pick: 0, text: "two" },
      { kind: "post", pick: 0, text: "three" },
    ]);
    const { messages } = conversation.fetch(50);
    expect(messages).toHaveLength(3);
    let timeline = placeMessage(new Conversation().fetch(50), messages[2]!);
    timeline = placeMessage(timeline, messages[0]!);
    timeline = conversation.events.reduce(applyEvent, timeline);
    expect(timeline.messages).toEqual(messages);
  });

  test("keeps a removal when an earlier acknowledgement arrives late", () => {
    const conversation = conversationAfter([{ kind: "post", pick: 0, text: "one" }]);
    const [acknowledged] = conversation.fetch(50).messages;
    conversation.act({ kind: "remove", pick: 0, text: "" });
    const timeline = conversation.events.reduce(applyEvent, new Conversation().fetch(50));
    expect(timeline.messages[0]?.removed).toBeDefined();
    expect(placeMessage(timeline, acknowledged!).messages).toEqual(timeline.messages);
  });

  test("that has dropped old messages gets them back as older pages", () => {
    const conversation = conversationAfter(manyPosts(10));
    const kept = keepNewest(conversation.fetch(10), 4);
    expect(kept.messages.map(({ seq }) => seq)).toEqual([7, 8, 9, 10]);
    expect(kept.hasOlder).toBe(true);
    expect(keepNewest(kept, 4)).toBe(kept);
    const again = prependPage(kept, conversation.olderThan(7, 50));
    expect(again.messages).toEqual(conversation.fetch(10).messages);
  });

  test("has no gap, in whatever order it drops messages, loads older pages and is fetched anew", () => {
    const step = fc.record({
      kind: fc.constantFrom("ask", "arrive", "keep", "fetch", "post"),
      count: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const conversation = conversationAfter(manyPosts(30));
        let timeline = conversation.fetch(5);
        let asked: PageBefore[] = [];
        for (const { kind, count } of steps) {
          const [oldest] = timeline.messages;
          const [arriving, ...later] = asked;
          if (kind === "ask") asked = [...asked, conversation.olderThan(oldest!.seq, count)];
          if (kind === "keep") timeline = keepNewest(timeline, count);
          if (kind === "fetch") timeline = conversation.fetch(count);
          if (kind === "post") conversation.act(manyPosts(1)[0]!);
          for (const event of conversation.events) timeline = applyEvent(timeline, event);
          if (kind !== "arrive" || !arriving) continue;
          timeline = prependPage(timeline, arriving);
          asked = later;
        }
        const { messages, hasOlder } = timeline;
        expect(messages).toEqual(conversation.fetch(messages.length).messages);
        expect(hasOlder).toBe(messages.length < conversation.fetch(1_000).messages.length);
      }),
      sure,
    );
  });

  test("of a deleted conversation is empty", () => {
    const conversation = conversationAfter([{ kind: "post", pick: 0, text: "one" }]);
    const timeline = applyEvent(conversation.fetch(50), {
      messageType: "ConversationDeleted",
      payload: {},
      meta: { conversationId: "g", seq: 2, timestamp: time(2) },
    });
    expect(timeline).toMatchObject({ deleted: true, messages: [], seq: 2 });
  });
});

describe("messages show the current name of their author", () => {
  const meta = (seq: number) => ({ conversationId: "g", seq, timestamp: time(seq) });
  const conversation = new Conversation();
  conversation.act({ kind: "post", text: "hello", pick: 0 });
  const page = conversation.fetch(10);
  const ann = page.messages[0]!;
  const member = {
    userId: ann.senderId,
    name: "Ann Other",
    userRole: "admin",
    role: "member",
  } as const;

  test("after a rename and a new role, even if a version is waiting for its message", () => {
    const before = { ...page, unplaced: [{ ...ann, id: "older" }] };
    const payload = { member };
    const after = applyEvent(before, { messageType: "MemberChanged", payload, meta: meta(2) });
    const now = { senderName: "Ann Other", senderRole: "admin" };
    expect(after.messages).toMatchObject([now]);
    expect(after.unplaced).toMatchObject([now]);
  });

  test("and no name once the account is deleted, but the former one after merely leaving", () => {
    const { senderId: userId } = ann;
    const left = { messageType: "MemberRemoved", payload: { userId }, meta: meta(2) } as const;
    expect(applyEvent(page, left).messages).toEqual(page.messages);
    const payload = { userId, deleted: true } as const;
    const after = applyEvent(page, { ...left, payload });
    expect(after.messages).toMatchObject([{ senderName: "", senderRole: "user" }]);
  });

  test("another person's change does not affect them", () => {
    const payload = { member: { ...member, userId: "somebody-else" } };
    const after = applyEvent(page, { messageType: "MemberChanged", payload, meta: meta(2) });
    expect(after.messages).toBe(page.messages);
  });
});
