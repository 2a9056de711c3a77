import type { MessageView } from "#wire/views.ts";
import type { OriginalChatMessage } from "#wire/frames.ts";

/**
 * A message with the original server's fields and no other. Only two values are ours: the name of
 * the sender and the time, for which the original sent back what the sending client had said.
 */
export function originalFrame(message: MessageView): OriginalChatMessage {
  return {
    messageType: "ChatMessage",
    payload: { content: message.content, displayName: message.senderName },
    meta: {
      conversationId: message.conversationId,
      senderId: message.senderId,
      timestamp: message.sentAt,
    },
  };
}
