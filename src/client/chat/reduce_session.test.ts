import { describe, expect, test } from "bun:test";
import type { EventFrame } from "#wire/events/registry.ts";
import type { MessageView } from "#wire/views.ts";
import type { ServerFrame } from "#wire/frames.ts";
import type { OutboxEntry, PassingFrame, SessionEvent } from "#sync/session_ports.ts";
import { type ChatState, type ConversationPage, stateOfBoot } from "#ui/chat/chat_state.ts";
import { chat } from "#ui/text/chat.en.ts";
import { common } from "#ui/text/common.en.ts";
import { outboxShown } from "./reduce_outbox.ts";
import { pageLoaded } from "./reduce_open.ts";
import { reduceSessionEvent } from "./reduce_session.ts";
import type { Surroundings } from "./surroundings.ts";
import { messageView } from "#tests/support/fake_session.ts";
import { usualLook } from "#ui/chat/list_look.ts";

const message = (seq: number, senderId: string) =>
  messageView(seq, { senderId, senderName: senderId, sentAt: timestamp });

const timestamp = "2026-11-02T10:00:00.000Z";
const nowMs = Date.parse(timestamp);
const seeing: Surroundings = { nowMs, visible: true };
const away: Surroundings = { nowMs, visible: false };

function stateFor(role: "user" | "admin" = "user"): ChatState {
  const conversation = {
    id: "g",
    name: "Group",
    description: "",
    position: 1,
    seq: 0,
    unread: 0,
    memberRole: "member" as const,
  };
  const other = { ...conversation, id: "other", name: "Other", position: 2 };
  return stateOfBoot({
    reader: { id: "me", name: "Me", role },
    locale: "en",
    texts: { chat, common },
    wsUrl: "ws://localhost",
    nowMs,
    olderPage: false,
    favourites: [],
    look: usualLook,
    conversations: [conversation, other],
    page: { conversation, epoch: "e", readSeq: 0, members: [], messages: [], hasOlder: false },
  });
}

function posted(seq: number, senderId: string): SessionEvent {
  const view = message(seq, senderId);
  const frame: EventFrame = {
    messageType: "ChatMessage",
    payload: { content: view.content, displayName: senderId, message: view },
    meta: { conversationId: "g", senderId, timestamp, messageId: view.id, seq },
  };
  return { kind: "event", frame };
}

function passed(frame: Extract<ServerFrame, PassingFrame>): SessionEvent {
  return { kind: "frame", frame };
}

function typing(userId: string): SessionEvent {
  return passed({
    messageType: "Typing",
    payload: { userId, name: userId },
    meta: { conversationId: "g" },
  });
}

const listed = (state: ChatState, id: string) => state.conversations.find((each) => each.id === id);

describe("another person's message", () => {
  test("that is seen as it arrives is not counted and draws no line", () => {
    const state = reduceSessionEvent(stateFor(), posted(1, "ann"), seeing);
    expect(state.current?.timeline.messages).toHaveLength(1);
    expect(state.current?.newAfterSeq).toBeUndefined();
    expect(listed(state, "g")?.unread).toBe(0);
    expect(listed(state, "g")?.lastMessage?.content).toBe("text 1");
    expect(state.announcement?.text).toBe("ann wrote: text 1");
  });

  test("that arrives unseen is counted, below a line that stays in place", () => {
    let state = stateFor();
    for (const seq of [1, 2]) state = reduceSessionEvent(state, posted(seq, "ann"), away);
    expect(listed(state, "g")?.unread).toBe(2);
    expect(state.current?.newAfterSeq).toBe(0);
  });

  test("that arrives below the screen is counted on the button that leads to it", () => {
    const start = stateFor();
    const scrolled = { ...start, current: { ...start.current!, atBottom: false } };
    const state = reduceSessionEvent(scrolled, posted(1, "ann"), seeing);
    expect(state.current?.missedBelow).toBe(1);
  });
});

test("the reader's own message ends the line and is not announced", () => {
  const unseen = reduceSessionEvent(stateFor(), posted(1, "ann"), away);
  const state = reduceSessionEvent({ ...unseen, announcement: undefined }, posted(2, "me"), away);
  expect(state.current?.newAfterSeq).toBeUndefined();
  expect(state.announcement).toBeUndefined();
});

describe("leaving a group", () => {
  const removed: SessionEvent = {
    kind: "event",
    frame: {
      messageType: "MemberRemoved",
      payload: { userId: "me" },
      meta: { conversationId: "g", seq: 1, timestamp },
    },
  };

  test("keeps a member's messages on the screen and ends the writing", () => {
    const state = reduceSessionEvent(
      reduceSessionEvent(stateFor(), posted(1, "ann"), seeing),
      {
        kind: "frame",
        frame: { messageType: "ConversationUnlisted", payload: {}, meta: { conversationId: "g" } },
      },
      seeing,
    );
    expect(state.current?.phase).toBe("closed");
    expect(state.current?.timeline.messages).toHaveLength(1);
    expect(listed(state, "g")).toBeUndefined();
    expect(reduceSessionEvent(stateFor(), removed, seeing).current?.phase).toBe("closed");
  });

  test("does not stop staff from seeing and writing", () => {
    const state = reduceSessionEvent(stateFor("admin"), removed, seeing);
    expect(state.current?.phase).toBe("ready");
    expect(state.current?.memberRole).toBeUndefined();
  });
});

test("without a connection nobody is shown as online or typing", () => {
  const presence = passed({
    messageType: "Presence",
    payload: { came: ["me", "ann"], went: [] },
    meta: { conversationId: "g" },
  });
  const live = [presence, typing("ann")].reduce(
    (state, event) => reduceSessionEvent(state, event, seeing),
    stateFor(),
  );
  expect(live.current).toMatchObject({ online: ["me", "ann"], typing: [{ name: "ann" }] });
  const lost = reduceSessionEvent(live, { kind: "state", state: { kind: "offline" } }, seeing);
  expect(lost.current).toMatchObject({ online: [], typing: [] });
});

describe("a requested change without an answer", () => {
  const asked = (): ChatState => {
    const state = reduceSessionEvent(stateFor(), posted(1, "me"), seeing);
    const dialog = { kind: "delete", messageId: "m1", busy: true } as const;
    const editing = { messageId: "m1", busy: true };
    return { ...state, dialog, current: { ...state.current!, editing } };
  };

  test("can be requested again after a lost connection, with an explanation", () => {
    const waiting = { kind: "waiting", delayMs: 0, attempt: 1 } as const;
    const state = reduceSessionEvent(asked(), { kind: "state", state: waiting }, seeing);
    const error = chat.needsConnection;
    expect(state.dialog).toEqual({ kind: "delete", messageId: "m1", busy: false, error });
    expect(state.current?.editing).toEqual({ messageId: "m1", busy: false, error });
  });

  test("can be requested again if the rate limit may have dropped it", () => {
    const state = reduceSessionEvent(asked(), { kind: "dropped" }, seeing);
    const error = chat.tryAgainSoon;
    expect(state.dialog).toEqual({ kind: "delete", messageId: "m1", busy: false, error });
    expect(state.current?.editing).toEqual({ messageId: "m1", busy: false, error });
    const answered = reduceSessionEvent(stateFor(), { kind: "dropped" }, seeing);
    expect(answered).toEqual(stateFor());
  });

  test("can be requested again after a refusal, which says whether that may help", () => {
    const refused = (about: "EditMessage" | "RemoveMessage", retry: boolean): SessionEvent => ({
      kind: "refused",
      frame: {
        messageType: "Refusal",
        payload: { code: retry ? "busy" : "forbidden", message: "", retry },
        meta: { about, messageId: "m1" },
      },
    });
    const edit = reduceSessionEvent(asked(), refused("EditMessage", false), seeing);
    expect(edit.current?.editing).toMatchObject({ busy: false, error: chat.tooLateToEdit });
    expect(edit.dialog).toMatchObject({ busy: true });
    const removal = reduceSessionEvent(asked(), refused("RemoveMessage", true), seeing);
    expect(removal.dialog).toMatchObject({ busy: false, error: chat.tryAgainSoon });
    expect(removal.current?.editing).toMatchObject({ busy: true });
    const late = reduceSessionEvent(asked(), refused("RemoveMessage", false), seeing);
    expect(late.dialog).toMatchObject({ busy: false, error: chat.tooLateToDelete });
  });

  const fetched = (start: ChatState, messages: MessageView[]): ConversationPage => ({
    conversation: { ...start.conversations[0]!, description: "", seq: 2 },
    epoch: "e",
    members: [],
    messages,
    hasOlder: false,
  });
  const edited = (content: string) => ({ ...message(1, "me"), content, editedAt: timestamp });
  const revised = (messageType: "MessageEdited" | "MessageRemoved", view: MessageView) =>
    ({
      kind: "event",
      frame: {
        messageType,
        payload: { message: view },
        meta: { conversationId: "g", seq: 2, timestamp },
      },
    }) satisfies SessionEvent;
  const removed: MessageView = {
    ...message(1, "me"),
    content: "",
    removed: { at: timestamp, by: "staff", byStaff: true },
  };

  test("ends when the page that is fetched anew answers it, and not before", () => {
    const start = asked();
    start.current!.editing!.sent = "better text";
    const without = pageLoaded(start, fetched(start, [message(1, "me")]));
    expect(without.current?.editing?.busy).toBe(true);
    expect(without.dialog).toBeDefined();
    const stored = pageLoaded(start, fetched(start, [edited("better text")]));
    expect(stored.current?.editing).toBeUndefined();
    expect(stored.current?.timeline.messages).toEqual([edited("better text")]);
    expect(stored.dialog).toMatchObject({ busy: true, changed: true });
    const gone = pageLoaded(start, fetched(start, [removed]));
    expect(gone.current?.editing).toBeUndefined();
    expect(gone.dialog).toBeUndefined();
  });

  test("is not answered by an edit from elsewhere, which is shown beside it", () => {
    const start = asked();
    start.current!.editing!.sent = "better text";
    const event = revised("MessageEdited", edited("quite other text"));
    const state = reduceSessionEvent(start, event, seeing);
    expect(state.dialog).toMatchObject({ kind: "delete", busy: true, changed: true });
    expect(state.current?.editing).toMatchObject({ busy: true, changed: true });
    const answered = reduceSessionEvent(
      state,
      revised("MessageEdited", edited("better text")),
      seeing,
    );
    expect(answered.current?.editing).toBeUndefined();
  });

  test("ends with the message, whoever has removed it", () => {
    const state = reduceSessionEvent(asked(), revised("MessageRemoved", removed), seeing);
    expect(state.dialog).toBeUndefined();
    expect(state.current?.editing).toBeUndefined();
  });

  test("for another message is left alone", () => {
    const start = asked();
    start.dialog = { kind: "remove", messageId: "m9", busy: false };
    const state = reduceSessionEvent(start, revised("MessageRemoved", removed), seeing);
    expect(state.dialog).toEqual({ kind: "remove", messageId: "m9", busy: false });
  });
});

test("the list follows counters, reads elsewhere and new groups", () => {
  const meta = { conversationId: "other", seq: 7 };
  const lastMessage = { senderName: "ann", content: "text", sentAt: timestamp };
  const counter = (senderId: string, seq: number) =>
    passed({
      messageType: "Counter",
      payload: { senderId, lastMessage },
      meta: { conversationId: "other", seq },
    });
  const frames = [counter("ann", 6), counter("ann", 6), counter("ben", 7)];
  const counted = frames.reduce(
    (state, frame) => reduceSessionEvent(state, frame, seeing),
    stateFor(),
  );
  expect(listed(counted, "other")).toMatchObject({ unread: 2, seq: 7, lastMessage });
  // A sender has read everything before the message.
  const written = reduceSessionEvent(counted, counter("me", 8), seeing);
  expect(listed(written, "other")).toMatchObject({ unread: 0, seq: 8 });
  const read = reduceSessionEvent(
    counted,
    passed({ messageType: "ReadMoved", payload: { unread: 0 }, meta }),
    seeing,
  );
  expect(listed(read, "other")?.unread).toBe(0);
  const conversation = {
    id: "new",
    name: "New",
    description: "",
    position: 1.5,
    seq: 0,
    unread: 0,
  };
  const more = reduceSessionEvent(
    read,
    passed({
      messageType: "ConversationListed",
      payload: { conversation },
      meta: { conversationId: "new" },
    }),
    seeing,
  );
  expect(more.conversations.map(({ id }) => id)).toEqual(["g", "new", "other"]);
});

test("a failed message in a group that is not open is announced, once", () => {
  const entry = (conversationId: string, kind: "queued" | "failed"): OutboxEntry => ({
    clientId: `written in ${conversationId}`,
    conversationId,
    content: "text",
    createdAt: timestamp,
    status: kind === "queued" ? { kind } : { kind, code: "forbidden", message: "", retry: false },
  });
  const waiting = outboxShown(stateFor(), [entry("g", "queued"), entry("other", "queued")]);
  const here = outboxShown(waiting, [entry("g", "failed"), entry("other", "queued")]);
  expect(here.announcement).toBeUndefined();
  const elsewhere = outboxShown(here, [entry("g", "failed"), entry("other", "failed")]);
  expect(elsewhere.announcement?.text).toBe("A message in Other was not sent.");
  const later = outboxShown({ ...elsewhere, announcement: undefined }, elsewhere.outbox);
  expect(later.announcement).toBeUndefined();
});

test("a message ends its author's typing indicator, and the reader's own is never shown", () => {
  const state = reduceSessionEvent(stateFor(), typing("ann"), seeing);
  expect(state.current?.typing.map(({ name }) => name)).toEqual(["ann"]);
  expect(reduceSessionEvent(state, typing("me"), seeing).current?.typing).toHaveLength(1);
  expect(reduceSessionEvent(state, posted(1, "ann"), seeing).current?.typing).toEqual([]);
});

describe("another welcome", () => {
  const welcomed = (
    state: ChatState,
    { role, conversations }: { role: "user" | "admin"; conversations: ChatState["conversations"] },
  ) => {
    const payload = { userId: "me", name: "Me Again", role, protocol: 1, epoch: "e" };
    const welcome = { ...payload, heartbeatMs: 1, logMark: "", conversations: [...conversations] };
    return reduceSessionEvent(state, { kind: "welcome", welcome }, seeing);
  };

  test("updates the reader's account", () => {
    const { conversations } = stateFor();
    const state = welcomed(stateFor(), { role: "admin", conversations });
    expect(state.reader).toEqual({ id: "me", name: "Me Again", role: "admin" });
    expect(state.current?.phase).toBe("ready");
  });

  test("ends the reading of a group that only staff could see", () => {
    const state = welcomed(stateFor("admin"), { role: "user", conversations: [] });
    expect(state.current?.phase).toBe("closed");
  });
});

test("a message missed while disconnected is unread, even on the screen", () => {
  const payload = { epoch: "e", seq: 2, reload: false, online: [] };
  const back = reduceSessionEvent(
    stateFor(),
    { kind: "opened", conversationId: "g", opened: payload },
    seeing,
  );
  const missed = [1, 2].reduce(
    (state, seq) => reduceSessionEvent(state, posted(seq, "ann"), seeing),
    back,
  );
  expect(listed(missed, "g")?.unread).toBe(2);
  expect(missed.current?.newAfterSeq).toBe(0);
  const state = reduceSessionEvent(missed, posted(3, "ann"), seeing);
  expect(listed(state, "g")?.unread).toBe(2);
});

test("nothing new counts as seen while the first unread message is above what is loaded", () => {
  const start = stateFor();
  const older = [message(60, "ann")];
  const timeline = { ...start.current!.timeline, seq: 60, messages: older, hasOlder: true };
  const current = { ...start.current!, timeline, newAfterSeq: 0, atBottom: true };
  const state = reduceSessionEvent({ ...start, current }, posted(61, "ann"), seeing);
  expect(listed(state, "g")?.unread).toBe(1);
  const answered = reduceSessionEvent(state, posted(62, "me"), seeing);
  expect(answered.current?.newAfterSeq).toBeUndefined();
  expect(listed(answered, "g")?.unread).toBe(0);
});

test("the list shows the current name of the newest message's author", () => {
  const state = reduceSessionEvent(stateFor(), posted(1, "ann"), seeing);
  expect(listed(state, "g")?.lastMessage?.senderName).toBe("ann");
  const member = { userId: "ann", name: "Ann Other", userRole: "user", role: "member" } as const;
  const meta = { conversationId: "g", seq: 2, timestamp };
  const frame: EventFrame = { messageType: "MemberChanged", payload: { member }, meta };
  const renamed = reduceSessionEvent(state, { kind: "event", frame }, seeing);
  expect(listed(renamed, "g")?.lastMessage?.senderName).toBe("Ann Other");
  expect(renamed.current?.timeline.messages[0]?.senderName).toBe("Ann Other");
});
