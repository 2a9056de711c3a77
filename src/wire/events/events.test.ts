/** What each kind of event keeps, sends, means and changes. */
import { describe, expect, test } from "bun:test";
import { decodeServerFrame, encodeFrame } from "../codec.ts";
import type { TimelineContent } from "../timeline.ts";
import type { ConversationView, MemberView, MessageView } from "../views.ts";
import { chatMessageFrame } from "./chat_message.ts";
import type { EventEffects, EventKind, LoggedEvent } from "./event_kind.ts";
import { type EventFrame, eventKindOf } from "./registry.ts";
import { skippedFrame } from "./skipped.ts";

const meta = { conversationId: "g", seq: 7, timestamp: "2026-11-02T10:00:00.000Z" };
const person = { name: "Ada B.", userRole: "guest" } as const;
const member: MemberView = { userId: "ada", ...person, role: "moderator" };

function message(seq: number, parts: Partial<MessageView> = {}): MessageView {
  return {
    id: `m${seq}`,
    conversationId: "g",
    senderId: "ada",
    senderName: "Ada",
    senderRole: "user",
    seq,
    content: `words ${seq}`,
    sentAt: meta.timestamp,
    ...parts,
  };
}

const edited = message(3, { content: "new words", editedAt: meta.timestamp });
const at = meta.timestamp;
const removed = message(3, { content: "", removed: { at, by: "staff", byStaff: true } });
const hidden = { at, reason: "Number" };
const redacted = message(3, { content: "call ▒▒▒", revision: 1, redacted: hidden });
const broughtBack = message(3, { revision: 2 });
const settings = { name: "Team 1", description: "Mondays" };

type Named<Name> = Extract<EventFrame, { messageType: Name }>;
const frames = {
  ChatMessage: chatMessageFrame(message(7, { clientId: "c-1" })),
  MessageEdited: { messageType: "MessageEdited", payload: { message: edited }, meta },
  MessageRedacted: { messageType: "MessageRedacted", payload: { message: redacted }, meta },
  MessageRemoved: { messageType: "MessageRemoved", payload: { message: removed }, meta },
  MessageRestored: { messageType: "MessageRestored", payload: { message: broughtBack }, meta },
  MemberAdded: { messageType: "MemberAdded", payload: { member }, meta },
  MemberChanged: { messageType: "MemberChanged", payload: { member }, meta },
  MemberRemoved: { messageType: "MemberRemoved", payload: { userId: "ada" }, meta },
  ConversationChanged: { messageType: "ConversationChanged", payload: settings, meta },
  ConversationDeleted: { messageType: "ConversationDeleted", payload: {}, meta },
  ConversationRestored: { messageType: "ConversationRestored", payload: {}, meta },
  ConversationModeSet: {
    messageType: "ConversationModeSet",
    payload: { userId: "ada", mode: { kind: "locked", until: at, reason: "A test", by: "Ada B." } },
    meta,
  },
  Skipped: skippedFrame(meta),
} satisfies { [Name in EventFrame["messageType"]]: Named<Name> };

const ofDeleted: Named<"MemberRemoved"> = {
  ...frames.MemberRemoved,
  payload: { userId: "ada", deleted: true },
};
const opened: Named<"ConversationModeSet"> = {
  ...frames.ConversationModeSet,
  payload: { userId: "ada" },
};
const every: [title: string, frame: EventFrame][] = [
  ...Object.entries(frames),
  ["ConversationModeSet of a group that is open again", opened],
  ["MemberRemoved of a deleted account", ofDeleted],
];

/** The event as the log would return it, with the current state of what it names. */
function logged(frame: EventFrame): LoggedEvent {
  const { data } = eventKindOf(frame).keep(frame.payload);
  const stored: unknown = data && JSON.parse(JSON.stringify(data));
  const named = "message" in frame.payload ? { message: frame.payload.message } : {};
  return { meta, data: stored, person, ...named };
}

describe("the log", () => {
  test.each(every)("returns the event that it was given: %s", (_title, frame) => {
    expect(eventKindOf(frame).restore(logged(frame))).toStrictEqual(frame as never);
  });

  test.each(every)("keeps no text of a message and no name of a person: %s", (_title, frame) => {
    const kept = eventKindOf(frame).keep(frame.payload);
    expect(JSON.stringify(kept)).not.toMatch(/words|Ada/);
    const id = "message" in frame.payload ? frame.payload.message.id : undefined;
    expect(kept.messageId).toBe(id);
  });

  test("joins the person into the events that show one", () => {
    const named = Object.values(frames).filter((frame) => eventKindOf(frame).namesPerson);
    expect(named).toEqual([frames.MemberAdded, frames.MemberChanged, frames.ConversationModeSet]);
  });

  test("returns a member whose account is gone without a name", () => {
    const { person: _none, ...stored } = logged(frames.MemberAdded);
    const nobody: MemberView = { userId: "ada", name: "", userRole: "user", role: "moderator" };
    expect(eventKindOf(frames.MemberAdded).restore(stored)?.payload).toEqual({ member: nobody });
  });

  const damaged: [name: keyof typeof frames, data: unknown[]][] = [
    ["MemberAdded", [undefined, null, [], {}, { userId: 1, role: "member" }, { role: "member" }]],
    ["MemberChanged", [{ userId: "ada" }, { userId: "ada", role: "admin" }]],
    ["MemberRemoved", [undefined, null, ["ada"], {}, { userId: 1 }]],
    ["ConversationModeSet", [undefined, null, [], {}, { userId: 1, kind: "locked" }]],
    ["ConversationChanged", [undefined, null, [], { name: "n" }, { description: "d" }]],
  ];
  test.each(damaged)("returns nothing for a damaged %s", (name, list) => {
    const kind = eventKindOf(frames[name]);
    for (const data of list) expect(kind.restore({ meta, data, person })).toBeUndefined();
  });

  test.each(["owner", "moderator", "member"])("knows the role of an added %s", (role) => {
    const { restore } = eventKindOf(frames.MemberAdded);
    const restored = restore({ meta, data: { userId: "ada", role }, person });
    expect(restored?.payload).toMatchObject({ member: { role } });
  });

  test("returns no event about a message that is gone or is elsewhere", () => {
    const { ChatMessage, MessageEdited, MessageRedacted, MessageRemoved, MessageRestored } = frames;
    const revised = [MessageEdited, MessageRedacted, MessageRemoved, MessageRestored];
    for (const frame of [ChatMessage, ...revised]) {
      const { restore } = eventKindOf(frame);
      const elsewhere = message(7, { conversationId: "another" });
      expect(restore({ meta, data: undefined })).toBeUndefined();
      expect(restore({ meta, data: undefined, message: elsewhere })).toBeUndefined();
    }
  });
});

describe("a client receives", () => {
  const sent = every.filter(([title]) => title !== "Skipped");
  test.each(sent)("the event that was sent: %s", (_title, frame) => {
    expect(decodeServerFrame(encodeFrame(frame))).toEqual(frame);
  });

  test("every field of a message once", () => {
    const whole = {
      ...removed,
      clientId: "c-1",
      editedAt: at,
      revision: 2,
      redacted: hidden,
      content: "words",
      senderName: "Ada",
    };
    const text = encodeFrame(chatMessageFrame(whole));
    expect(decodeServerFrame(text)).toEqual(chatMessageFrame(whole));
    expect([text.split("words").length, text.split("Ada").length]).toEqual([2, 2]);
  });
});

test.each<[string, EventFrame, EventEffects]>([
  ["a post", frames.ChatMessage, { posted: frames.ChatMessage.payload.message }],
  ["an edit", frames.MessageEdited, { revised: edited }],
  ["a removal", frames.MessageRemoved, { revised: removed }],
  ["a hidden part", frames.MessageRedacted, { revised: redacted }],
  ["a restored message", frames.MessageRestored, { revised: broughtBack }],
  ["joining", frames.MemberAdded, { member: { userId: "ada", role: "moderator", isNew: true } }],
  ["a role", frames.MemberChanged, { member: { userId: "ada", role: "moderator", isNew: false } }],
  ["leaving", frames.MemberRemoved, { left: { userId: "ada" } }],
  ["a new name", frames.ConversationChanged, { relisted: true }],
  ["the end", frames.ConversationDeleted, { ended: true }],
  ["another mode", frames.ConversationModeSet, { relisted: true }],
  ["a skipped event", frames.Skipped, {}],
])("what it means to others: %s", (_title, frame, effects) => {
  expect(eventKindOf(frame).effects(frame)).toStrictEqual(effects);
});

describe("an open conversation", () => {
  const ben: MemberView = { userId: "ben", name: "Ben", userRole: "user", role: "owner" };
  const ofBen = { senderId: "ben", senderName: "Ben" };
  const timeline: TimelineContent = {
    name: "Team",
    description: "",
    members: [ben, { ...member, name: "Ada", userRole: "user", role: "member" }],
    messages: [message(3), message(5, ofBen)],
    hasOlder: true,
    deleted: false,
    unplaced: [message(1), message(2, ofBen)],
    renamed: new Map(),
  };
  const after = (frame: EventFrame) => ({
    ...timeline,
    ...eventKindOf(frame).changeTimeline?.(timeline, frame),
  });

  test("shows a message that is posted, edited, removed or restored", () => {
    const { messages } = timeline;
    const post = frames.ChatMessage.payload.message;
    expect(after(frames.ChatMessage)).toEqual({ ...timeline, messages: [...messages, post] });
    const { MessageEdited, MessageRedacted, MessageRemoved, MessageRestored } = frames;
    for (const frame of [MessageEdited, MessageRedacted, MessageRemoved, MessageRestored]) {
      const revised = [frame.payload.message, messages[1]!];
      expect(after(frame)).toEqual({ ...timeline, messages: revised });
    }
  });

  test.each([frames.MemberAdded, frames.MemberChanged])(
    "shows a member's role and name, also beside messages: $messageType",
    (frame) => {
      const author = { senderName: person.name, senderRole: person.userRole };
      expect(after(frame)).toEqual({
        ...timeline,
        members: [ben, member],
        messages: [message(3, author), message(5, ofBen)],
        unplaced: [message(1, author), message(2, ofBen)],
        renamed: new Map([["ada", author]]),
      });
    },
  );

  test("keeps the name beside the messages of members who leave", () => {
    expect(after(frames.MemberRemoved)).toEqual({ ...timeline, members: [ben] });
  });

  test("shows no name beside the messages of an account that was deleted", () => {
    const nobody = { senderName: "", senderRole: "user" } as const;
    expect(after(ofDeleted)).toEqual({
      ...timeline,
      members: [ben],
      messages: [message(3, nobody), message(5, ofBen)],
      unplaced: [message(1, nobody), message(2, ofBen)],
      renamed: new Map([["ada", nobody]]),
    });
  });

  test("has the group's new name and description", () => {
    expect(after(frames.ConversationChanged)).toEqual({ ...timeline, ...settings });
  });

  test("knows who may write, and no longer once that is everyone", () => {
    const { mode } = frames.ConversationModeSet.payload;
    expect(after(frames.ConversationModeSet)).toEqual({ ...timeline, mode });
    expect(after(opened).mode).toBeUndefined();
  });

  test("shows nothing more of a deleted group", () => {
    const empty = { messages: [], members: [], hasOlder: false, deleted: true };
    expect(after(frames.ConversationDeleted)).toEqual({ ...timeline, ...empty });
  });

  test("is not changed by a skipped event", () => {
    expect(after(frames.Skipped)).toEqual(timeline);
  });
});

describe("the list beside the chat", () => {
  const lastMessage = { senderName: "Ada", content: "words 3", sentAt: at, seq: 3 };
  const listed: ConversationView = {
    id: "g",
    name: "Team",
    position: 1,
    seq: 6,
    unread: 2,
    memberRole: "member",
    lastMessage,
  };
  const after = (frame: EventFrame, before = listed) => {
    const kind: EventKind<EventFrame> = eventKindOf(frame);
    return kind.changeList?.(before, frame, "unseen") ?? before;
  };

  test("shows and counts a new message", () => {
    const { content } = frames.ChatMessage.payload.message;
    const newest = { ...lastMessage, content, seq: 7 };
    const counted = { ...listed, seq: 7, unread: 3, lastMessage: newest };
    expect(after(frames.ChatMessage)).toEqual(counted);
  });

  test("shows the newest message as it is now, and none other", () => {
    const { MessageEdited, MessageRedacted, MessageRemoved, MessageRestored } = frames;
    for (const frame of [MessageEdited, MessageRedacted, MessageRemoved, MessageRestored]) {
      const { content } = frame.payload.message;
      expect(after(frame)).toEqual({ ...listed, lastMessage: { ...lastMessage, content } });
      const later = { ...listed, lastMessage: { ...lastMessage, seq: 4 } };
      expect(after(frame, later)).toBe(later);
      const { lastMessage: _none, ...empty } = listed;
      expect(after(frame, empty)).toBe(empty);
    }
  });

  test("shows the group's new name", () => {
    expect(after(frames.ConversationChanged)).toEqual({ ...listed, name: settings.name });
  });

  test.each([frames.MemberAdded, frames.MemberRemoved, frames.ConversationDeleted, frames.Skipped])(
    "is not changed by $messageType itself",
    (frame) => {
      expect(after(frame)).toBe(listed);
    },
  );
});
