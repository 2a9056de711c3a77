/** How a message changes the list of a reader who does not have its conversation open. */
import { excerpt } from "./excerpt.ts";
import type { ConversationView, LastMessage, MessageView } from "./views.ts";

/**
 * A conversation that is not open got a message: one more is unread, unless the reader sent it. The
 * same frame goes to all readers; if the reader's list has already reached its seq, it changes
 * nothing.
 */
export interface Counter {
  messageType: "Counter";
  payload: { senderId: string; lastMessage: LastMessage };
  meta: { conversationId: string; seq: number };
}

/** The counter for a message. */
export function counterOf(message: MessageView): Counter {
  const { conversationId, senderId, senderName, content, sentAt, seq } = message;
  return {
    messageType: "Counter",
    payload: { senderId, lastMessage: { senderName, content: excerpt(content), sentAt } },
    meta: { conversationId, seq },
  };
}

/** How a message relates to its reader. Senders have read everything before their own message. */
export type Reading = "own" | "seen" | "unseen";

/**
 * Applies a message to a list, whether it came as an event, a counter or an answer. It counts once.
 */
export function countInList(
  listed: ConversationView,
  { meta: { seq }, payload }: Counter,
  reading: Reading,
): ConversationView {
  if (seq <= listed.seq) return listed;
  // For staff, the list shows no unread counts of groups they are not in.
  if (listed.memberRole === undefined) return { ...listed, seq };
  const lastMessage = { ...payload.lastMessage, seq };
  if (reading === "own") return { ...listed, seq, lastMessage, unread: 0 };
  const unread = reading === "unseen" ? listed.unread + 1 : listed.unread;
  return { ...listed, seq, lastMessage, unread };
}
