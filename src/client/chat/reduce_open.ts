/** What becomes of the conversation that is open. Pure. */
import type { DescribedConversation, ConversationView, MessageView } from "#wire/views.ts";
import type { SessionEvent } from "#sync/session_ports.ts";
import { type ChatState, type ConversationPage, openPage } from "#ui/chat/chat_state.ts";
import { inList } from "./reduce_list.ts";
import { messageRevised } from "./reduce_messages.ts";

/** What is on the screen is followed: it is the newest. */
export function opened(
  state: ChatState,
  { conversationId, opened: { online, seq } }: Extract<SessionEvent, { kind: "opened" }>,
): ChatState {
  if (state.current?.timeline.id !== conversationId) return state;
  const current = { ...state.current, online, missedUpTo: seq };
  return { ...state, current, pageProblem: undefined };
}

/**
 * The newest page was fetched anew: what has changed on it will not come as an event. Where what is
 * shown was said to be old, that holds until the page is followed.
 */
export function pageLoaded(state: ChatState, page: ConversationPage): ChatState {
  const current = { ...openPage(page), editing: state.current?.editing };
  const pageProblem = state.current?.phase === "ready" ? state.pageProblem : undefined;
  const { conversation } = page;
  const listed = inList(state, conversation.id, () => listedOf(conversation));
  const next: ChatState = { ...listed, current, pageProblem, olderPage: false };
  const before = new Map(state.current?.timeline.messages.map((message) => [message.id, message]));
  return page.messages
    .filter((message) => isRevised(message, before.get(message.id)))
    .reduce(messageRevised, next);
}

function isRevised({ editedAt, removed }: MessageView, before: MessageView | undefined): boolean {
  if (!before) return false;
  return editedAt !== before.editedAt || (removed !== undefined && before.removed === undefined);
}

/** A list has no descriptions: they come with the page of a group. */
function listedOf(conversation: DescribedConversation): ConversationView {
  const { description: _, ...listed } = conversation;
  return listed;
}

/** The page that was fetched cannot be followed. */
export function stale(state: ChatState, conversationId: string): ChatState {
  return conversationId === state.currentId ? { ...state, pageProblem: "failed" } : state;
}
