import { excerpt } from "./excerpt.ts";
import type { Counter, MessageView } from "./frames.ts";

/** What a list needs of a message. */
export function counterOf(message: MessageView): Counter {
  const { conversationId, senderId, senderName, content, sentAt, seq } = message;
  return {
    messageType: "Counter",
    payload: { senderId, lastMessage: { senderName, content: excerpt(content), sentAt } },
    meta: { conversationId, seq },
  };
}
