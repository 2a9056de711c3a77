/** Parts of pages that are kept are what would be drawn now. */
import { expect, test } from "bun:test";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { noActions } from "#ui/chat/chat_actions.ts";
import { type ChatBoot, stateOfBoot } from "#ui/chat/chat_state.ts";
import { ChatView } from "#ui/chat/chat_view.tsx";
import { Frame } from "#ui/layout/frame.tsx";
import type { RailProps } from "#ui/layout/rail_props.ts";
import { type KeepPart, KeptParts } from "#ui/parts/kept_parts.ts";
import { textsOf } from "#ui/text/catalogue.ts";
import type { ConversationView, MessageView } from "#wire/views.ts";
import { KeptHtml } from "./kept_html.ts";
import { usualLook } from "#ui/chat/list_look.ts";

const nowMs = Date.UTC(2026, 10, 23, 12);
const sentAt = "2026-11-23T09:00:00.000Z";

const message: MessageView = {
  id: "m1",
  conversationId: "g1",
  senderId: "ada",
  senderName: "Ada",
  senderRole: "user",
  seq: 1,
  content: "<b>Hello</b> https://example.org/?a=1&b=2",
  sentAt,
};
const entry: ConversationView = {
  id: "g1",
  name: "One & only",
  position: 1,
  seq: 1,
  unread: 0,
  memberRole: "member",
  lastMessage: { senderName: "Ada", content: "<b>Hello</b>", sentAt, seq: 1 },
};

interface Change {
  message?: Partial<MessageView>;
  entry?: Partial<ConversationView>;
  boot?: Partial<ChatBoot>;
}

function page(change: Change, keep?: KeepPart): string {
  const locale = change.boot?.locale ?? "en";
  const { chat, common } = textsOf(locale);
  const conversation = { ...entry, ...change.entry, description: "" };
  const messages = [{ ...message, ...change.message }];
  const state = stateOfBoot({
    reader: { id: "me", name: "Me", role: "user" },
    locale,
    texts: { chat, common },
    wsUrl: "ws://localhost",
    nowMs,
    olderPage: false,
    favourites: [],
    look: usualLook,
    conversations: [conversation, { ...conversation, id: "g2", name: "Two" }],
    page: { conversation, epoch: "e", members: [], messages, hasOlder: false },
    ...change.boot,
  });
  const view = <ChatView state={state} act={noActions} />;
  return renderToString(keep ? <KeptParts.Provider value={keep}>{view}</KeptParts.Provider> : view);
}

const changes: [string, Change][] = [
  ["the text", { message: { content: "Hello" } }],
  ["the name of the author", { message: { senderName: "Ada Lovelace" } }],
  ["an author without a name", { message: { senderName: "" } }],
  ["another author", { message: { senderId: "somebody" } }],
  ["the role of the author", { message: { senderRole: "admin" } }],
  ["the time", { message: { sentAt: "2026-11-23T10:00:00.000Z" } }],
  ["the seq", { message: { seq: 2 } }],
  ["an edit", { message: { editedAt: sentAt } }],
  [
    "a removal",
    {
      message: { content: "", removed: { by: "staff", byStaff: true, reason: "Rude", at: sentAt } },
    },
  ],
  [
    "who removed it",
    { message: { content: "", removed: { by: "author", byStaff: false, at: sentAt } } },
  ],
  ["the name of the group", { entry: { name: "Three" } }],
  ["unread messages", { entry: { unread: 3 } }],
  ["the reader's role", { entry: { memberRole: undefined } }],
  ["the newest message", { entry: { lastMessage: { ...entry.lastMessage!, content: "Bye" } } }],
  ["no newest message", { entry: { lastMessage: undefined } }],
  ["the next day", { boot: { nowMs: nowMs + 86_400_000 } }],
  ["the language", { boot: { locale: "de" } }],
];

test.each(changes)("a page shows %s, whatever was kept before", (_what, change) => {
  const { keep } = new KeptHtml();
  const before = page({});
  expect(page(change)).not.toBe(before);
  for (const each of [{}, {}, change, change, {}]) expect(page(each, keep)).toBe(page(each));
});

const rail: RailProps = {
  person: { id: "me", name: "Me", role: "user" },
  identity: { accessibility: "/about/accessibility" },
  locale: "en",
  theme: "light",
  here: "/chat/g1",
  texts: textsOf("en"),
};

function frame(change: Partial<RailProps>, keep?: KeepPart): string {
  const view = <Frame {...rail} {...change} />;
  return renderToString(keep ? <KeptParts.Provider value={keep}>{view}</KeptParts.Provider> : view);
}

const frames: [string, Partial<RailProps>][] = [
  ["another person", { person: { ...rail.person, id: "you", name: "You" } }],
  ["a guest", { person: { ...rail.person, role: "guest" } }],
  ["an admin", { person: { ...rail.person, role: "admin" } }],
  ["a teacher", { person: { ...rail.person, office: "teacher" } }],
  ["a tutor", { person: { ...rail.person, office: "tutor" } }],
  ["the chats", { section: "conversations" }],
  ["the account", { section: "account" }],
  ["the help", { section: "help" }],
  ["the language", { locale: "de", texts: textsOf("de") }],
  ["the theme", { theme: "system" }],
  ["the address", { here: "/chat/g2" }],
  ["the institution's links", { identity: { ...rail.identity, imprint: "https://uni.example" } }],
];

test.each(frames)("the frame shows %s, whatever was kept before", (_what, change) => {
  const { keep } = new KeptHtml();
  expect(frame(change)).not.toBe(frame({}));
  for (const each of [{}, change, change, {}]) expect(frame(each, keep)).toBe(frame(each));
});

test("what a page shares with another one is drawn once", () => {
  const kept = new KeptHtml();
  page({}, kept.keep);
  const drawn: string[] = [];
  const noting: KeepPart = (name, inputs, draw) =>
    kept.keep(name, inputs, () => (drawn.push(name), draw()));
  page({}, noting);
  expect(drawn).toEqual([]);
  page({ message: { content: "Hello" } }, noting);
  expect(drawn).toEqual(["message en m1"]);
});

test("the oldest parts go if there are too many characters", () => {
  const kept = new KeptHtml(30);
  const part = (name: string, text = name) => {
    let isDrawn = false;
    const draw = (): VNode => ((isDrawn = true), (<p>{text}</p>));
    return [renderToString(kept.keep(name, [text], draw)), isDrawn];
  };
  expect(part("a")).toEqual(["<p>a</p>", true]);
  expect(part("b")).toEqual(["<p>b</p>", true]);
  expect(part("a")).toEqual(["<p>a</p>", false]);
  expect(part("c", "<12345678>")).toEqual(["<p>&lt;12345678></p>", true]);
  expect(kept.chars).toBeLessThanOrEqual(30);
  expect([part("b"), part("a")]).toEqual([
    ["<p>b</p>", false],
    ["<p>a</p>", true],
  ]);
  expect(part("large", "x".repeat(40))[1]).toBe(true);
  expect(kept.chars).toBe(0);
});
