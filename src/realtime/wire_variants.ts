import { excerpt } from "#core/excerpt.ts";
import type { ChatMessageOut, Counter, LegacyChatMessage } from "#protocol/frames.ts";

/** A message exactly as the original server sent it. */
export function legacyFrame({ payload, meta }: ChatMessageOut): LegacyChatMessage {
  return {
    messageType: "ChatMessage",
    payload: { content: payload.content, displayName: payload.displayName },
    meta: {
      conversationId: meta.conversationId,
      senderId: meta.senderId,
      timestamp: meta.timestamp,
      messageId: meta.messageId,
    },
  };
}

/** What a list needs of a message in a conversation that is not open. */
export function counterFrame({ payload, meta }: ChatMessageOut): Counter {
  return {
    messageType: "Counter",
    payload: {
      senderId: meta.senderId,
      lastMessage: {
        senderName: payload.displayName,
        content: excerpt(payload.content),
        sentAt: meta.timestamp,
      },
    },
    meta: { conversationId: meta.conversationId, seq: meta.seq },
  };
}
