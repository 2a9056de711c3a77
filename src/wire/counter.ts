/** What a message that somebody did not open the conversation for does to their list. */
import { excerpt } from "./excerpt.ts";
import type { ConversationView, LastMessage, MessageView } from "./views.ts";

/**
 * A conversation that is not open got a message: one more is unread, unless the reader sent it.
 * The same frame goes to everybody; one whose seq the reader's list has reached says nothing new.
 */
export interface Counter {
  messageType: "Counter";
  payload: { senderId: string; lastMessage: LastMessage };
  meta: { conversationId: string; seq: number };
}

/** What a list needs of a message. */
export function counterOf(message: MessageView): Counter {
  const { conversationId, senderId, senderName, content, sentAt, seq } = message;
  return {
    messageType: "Counter",
    payload: { senderId, lastMessage: { senderName, content: excerpt(content), sentAt } },
    meta: { conversationId, seq },
  };
}

/** How the reader stands to a message: who writes has read what was written before. */
export type Reading = "own" | "seen" | "unseen";

/** What a list makes of a message, heard of as an event, a counter or an answer: it counts once. */
export function countInList(
  listed: ConversationView,
  { meta: { seq }, payload }: Counter,
  reading: Reading,
): ConversationView {
  if (seq <= listed.seq) return listed;
  // Staff's list shows nothing of groups that they are not in.
  if (listed.memberRole === undefined) return { ...listed, seq };
  const lastMessage = { ...payload.lastMessage, seq };
  if (reading === "own") return { ...listed, seq, lastMessage, unread: 0 };
  const unread = reading === "unseen" ? listed.unread + 1 : listed.unread;
  return { ...listed, seq, lastMessage, unread };
}
