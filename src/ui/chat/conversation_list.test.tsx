import { expect, test } from "bun:test";
import { renderToString } from "preact-render-to-string";
import { textsOf } from "../text/catalogue.ts";
import { noActions } from "./chat_actions.ts";
import { stateOfBoot } from "./chat_state.ts";
import { ConversationList } from "./conversation_list.tsx";
import { usualLook } from "./list_look.ts";

const { chat, common } = textsOf("en");

function shownFor(filter: string): string {
  const conversations = ["Team Müller", "Łódź seminar", "Another"].map((name, index) => ({
    id: `g${index}`,
    name,
    description: "",
    position: index,
    seq: 0,
    unread: 0,
  }));
  const [first] = conversations;
  const state = stateOfBoot({
    reader: { id: "me", name: "Me", role: "user" },
    locale: "en",
    texts: { chat, common },
    wsUrl: "ws://localhost",
    nowMs: 0,
    olderPage: false,
    favourites: [],
    look: usualLook,
    conversations,
    page: { conversation: first!, epoch: "e", members: [], messages: [], hasOlder: false },
  });
  return renderToString(<ConversationList state={{ ...state, filter }} act={noActions} />);
}

test("a search that no group matches says so", () => {
  const page = shownFor("chemistry");
  expect(page).toContain(chat.noGroupFound);
  expect(page).not.toContain("Another");
});

test.each(["muller", "MUELLER", "müller team"])("“%s” finds a name with an umlaut", (filter) => {
  const page = shownFor(filter);
  expect(page).toContain("Team Müller");
  expect(page).not.toContain("Another");
});

test("other accents are folded as well", () => {
  expect(shownFor("lodz")).toContain("Łódź seminar");
});
