/** A chat message in its two forms: as programs hold it, and as it stands on the wire. */
import type {
  ChatMessageOut,
  ChatMessageWire,
  ClientFrame,
  OriginalChatMessage,
  MessageView,
  ServerFrame,
} from "./frames.ts";

/** Whether a frame carries a message with all of its fields, as programs hold it. */
export function isChatMessageOut(
  frame: ClientFrame | ServerFrame | OriginalChatMessage,
): frame is ChatMessageOut {
  return frame.messageType === "ChatMessage" && "message" in frame.payload;
}

/** Whether a frame carries a message as the wire does. */
export function isChatMessageWire(frame: ServerFrame | ChatMessageWire): frame is ChatMessageWire {
  return frame.messageType === "ChatMessage" && !("message" in frame.payload);
}

/** A message goes to everybody in a group: on the wire, each of its fields stands once. */
export function withoutRepeats({ messageType, payload, meta }: ChatMessageOut): ChatMessageWire {
  const { content, displayName, message } = payload;
  const { senderRole, clientId, editedAt, removed } = message;
  return {
    messageType,
    payload: { content, displayName, senderRole, clientId, editedAt, removed },
    meta,
  };
}

/** What was taken off for the wire, put back. */
export function withMessage({ messageType, payload, meta }: ChatMessageWire): ChatMessageOut {
  const { content, displayName, ...more } = payload;
  const message: MessageView = {
    id: meta.messageId,
    conversationId: meta.conversationId,
    senderId: meta.senderId,
    senderName: displayName,
    seq: meta.seq,
    content,
    sentAt: meta.timestamp,
    ...more,
  };
  return { messageType, payload: { content, displayName, message }, meta };
}

/** The frame of a message that was posted. */
export function chatMessageFrame(message: MessageView): ChatMessageOut {
  return {
    messageType: "ChatMessage",
    payload: { content: message.content, displayName: message.senderName, message },
    meta: {
      conversationId: message.conversationId,
      senderId: message.senderId,
      timestamp: message.sentAt,
      messageId: message.id,
      seq: message.seq,
    },
  };
}
