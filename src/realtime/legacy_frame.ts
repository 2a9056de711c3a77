import type { ChatMessageOut, LegacyChatMessage } from "#protocol/frames.ts";

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
