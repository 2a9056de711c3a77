/** How the reader's list of groups changes. Pure. */
import { byPosition, type ConversationView } from "#wire/views.ts";
import type { ChatState } from "#ui/chat/chat_state.ts";

/** Changes a group in the list, if it is there. */
export function inList(
  state: ChatState,
  conversationId: string,
  change: (conversation: ConversationView) => ConversationView,
): ChatState {
  const conversations = state.conversations.map((conversation) =>
    conversation.id === conversationId ? change(conversation) : conversation,
  );
  return { ...state, conversations };
}

/** The list shows the name of the newest message's author as the conversation does. */
export function nameNewestAuthor(state: ChatState, conversationId: string): ChatState {
  const newest = state.current?.timeline.messages.at(-1);
  if (newest?.conversationId !== conversationId) return state;
  const { seq, senderName } = newest;
  return inList(state, conversationId, (listed) =>
    listed.lastMessage?.seq === seq
      ? { ...listed, lastMessage: { ...listed.lastMessage, senderName } }
      : listed,
  );
}

/** @param positions of the groups that were moved */
export function sorted(
  state: ChatState,
  positions: Record<string, number>,
  courses: Record<string, number> = {},
): ChatState {
  const conversations = state.conversations
    .map((listed) => {
      const { id, course, position } = listed;
      const place = course && { ...course, position: courses[course.id] ?? course.position };
      return { ...listed, position: positions[id] ?? position, ...(place && { course: place }) };
    })
    .toSorted(byPosition);
  return { ...state, conversations };
}

export function unlisted(state: ChatState, conversationId: string): ChatState {
  const conversations = state.conversations.filter(({ id }) => id !== conversationId);
  return { ...state, conversations };
}
