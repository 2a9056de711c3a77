import { expect, test } from "bun:test";
import { type ConversationPage, stateOfBoot } from "#ui/chat/chat_state.ts";
import { chat } from "#ui/text/chat.en.ts";
import { common } from "#ui/text/common.en.ts";
import { sorted } from "./reduce_list.ts";
import { pageLoaded } from "./reduce_open.ts";
import { usualLook } from "#ui/chat/list_look.ts";

function group(id: string, position: number) {
  return {
    id,
    name: id,
    description: "",
    position,
    seq: 0,
    unread: 0,
    memberRole: "member" as const,
  };
}

test("a page that was requested before the groups were reordered does not move its group back", () => {
  const page: ConversationPage = {
    conversation: group("first", 1),
    epoch: "e",
    readSeq: 0,
    members: [],
    messages: [],
    hasOlder: false,
  };
  const start = stateOfBoot({
    reader: { id: "me", name: "Me", role: "user" },
    locale: "en",
    texts: { chat, common },
    wsUrl: "ws://localhost",
    nowMs: 0,
    olderPage: false,
    favourites: [],
    look: usualLook,
    conversations: [group("first", 1), group("second", 2)],
    page,
  });
  const reordered = sorted(start, { first: 2, second: 1 });
  const shown = pageLoaded(reordered, {
    ...page,
    conversation: { ...page.conversation, name: "New" },
  });
  expect(shown.conversations.map(({ id, position }) => [id, position])).toEqual([
    ["second", 1],
    ["first", 2],
  ]);
  expect(shown.conversations[1]?.name).toBe("New");
});
