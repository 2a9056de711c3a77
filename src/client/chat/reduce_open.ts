/** How the open conversation changes. Pure. */
import type { DescribedConversation, ConversationView, MessageView } from "#wire/views.ts";
import type { SessionEvent } from "#sync/session_ports.ts";
import { type ChatState, type ConversationPage, openPage } from "#ui/chat/chat_state.ts";
import { inList } from "./reduce_list.ts";
import { messageChanged } from "./reduce_messages.ts";

/** The server follows from what is on the screen, so it is up to date. */
export function opened(
  state: ChatState,
  { conversationId, opened: { online, seq } }: Extract<SessionEvent, { kind: "opened" }>,
): ChatState {
  if (state.current?.timeline.id !== conversationId) return state;
  const current = { ...state.current, online, missedUpTo: seq };
  return { ...state, current, pageProblem: undefined };
}

/**
 * The newest page was fetched anew; changes on it will not arrive as events. If the page is marked
 * as out of date, it stays so until the server follows it.
 */
export function pageLoaded(state: ChatState, page: ConversationPage): ChatState {
  const current = { ...openPage(page), editing: state.current?.editing };
  const pageProblem = state.current?.phase === "ready" ? state.pageProblem : undefined;
  const { conversation } = page;
  // The order of the groups is no event that would follow: the list keeps what it was sent.
  const listed = inList(state, conversation.id, ({ position }) => ({
    ...listedOf(conversation),
    position,
  }));
  const next: ChatState = { ...listed, current, pageProblem, olderPage: false };
  const before = new Map(state.current?.timeline.messages.map((message) => [message.id, message]));
  return page.messages
    .filter((message) => isRevised(message, before.get(message.id)))
    .reduce(messageChanged, next);
}

function isRevised({ editedAt, removed }: MessageView, before: MessageView | undefined): boolean {
  if (!before) return false;
  return editedAt !== before.editedAt || (removed !== undefined && before.removed === undefined);
}

/** List entries have no description and no mode; the page of a group brings them. */
function listedOf(conversation: DescribedConversation): ConversationView {
  const { description: _, mode: _ofItsPage, ...listed } = conversation;
  return listed;
}

/** The server cannot follow from the page that was fetched. */
export function stale(state: ChatState, conversationId: string): ChatState {
  return conversationId === state.currentId ? { ...state, pageProblem: "failed" } : state;
}
