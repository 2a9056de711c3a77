import type { MessageView } from "#wire/views.ts";
import type { OriginalChatMessage } from "#wire/frames.ts";

/**
 * A message with exactly the original server's fields. Two values are ours: the sender's name and
 * the time, where the original echoed what the sending client had sent.
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
