import type { ChatState, OpenConversation } from "#ui/chat/chat_state.ts";

/** Changes the open conversation, if it is this one. */
export function inCurrent(
  state: ChatState,
  conversationId: string | undefined,
  change: (current: OpenConversation) => OpenConversation,
): ChatState {
  const { current } = state;
  if (!current || current.timeline.id !== conversationId) return state;
  return { ...state, current: change(current) };
}

/** The messages stay on the screen, but the reader can no longer write. */
export function closed(current: OpenConversation): OpenConversation {
  return { ...current, phase: "closed", typing: [], online: [], editing: undefined };
}
