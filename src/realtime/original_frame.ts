import type { ChatMessageOut, OriginalChatMessage } from "#wire/frames.ts";

/**
 * A message with the original server's fields and no other. Only two values are ours: the name of
 * the sender and the time, for which the original sent back what the sending client had said.
 */
export function originalFrame({ payload, meta }: ChatMessageOut): OriginalChatMessage {
  return {
    messageType: "ChatMessage",
    payload: { content: payload.content, displayName: payload.displayName },
    meta: {
      conversationId: meta.conversationId,
      senderId: meta.senderId,
      timestamp: meta.timestamp,
    },
  };
}
