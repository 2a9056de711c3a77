/** A message was posted. */
import { countInList, counterOf } from "../counter.ts";
import { placeMessage } from "../timeline.ts";
import type { MessageView } from "../views.ts";
import type { EventKind, EventMeta } from "./event_kind.ts";
import { messageOf } from "./message_of.ts";

export interface ChatMessageOut {
  messageType: "ChatMessage";
  payload: { content: string; displayName: string; message: MessageView };
  meta: EventMeta & { senderId: string; messageId: string };
}

/** The same on the wire, without repeating fields of the message. */
interface ChatMessageWire {
  messageType: "ChatMessage";
  payload: { content: string; displayName: string } & Pick<
    MessageView,
    "senderRole" | "clientId" | "writtenAt" | "editedAt" | "revision" | "removed" | "redacted"
  >;
  meta: ChatMessageOut["meta"];
}

export const chatMessage: EventKind<ChatMessageOut> = {
  keep: ({ message }) => ({ messageId: message.id }),
  restore(stored) {
    const message = messageOf(stored);
    return message && chatMessageFrame(message);
  },
  effects: ({ payload }) => ({ posted: payload.message }),
  changeTimeline: (timeline, { payload }) => placeMessage(timeline, payload.message),
  changeList: (listed, { payload }, reading) =>
    countInList(listed, counterOf(payload.message), reading),
  toWire: withoutRepeats,
  fromWire: (frame) => (isWire(frame) ? withMessage(frame) : frame),
};

/** The frame of a posted message. */
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

/** Every member of a group receives a message, so the wire form repeats no field. */
function withoutRepeats({ messageType, payload, meta }: ChatMessageOut): ChatMessageWire {
  const { content, displayName, message } = payload;
  const { senderRole, clientId, writtenAt, editedAt, revision, removed, redacted } = message;
  const more = { senderRole, clientId, writtenAt, editedAt, revision, removed, redacted };
  return { messageType, payload: { content, displayName, ...more }, meta };
}

function isWire(frame: ChatMessageOut | ChatMessageWire): frame is ChatMessageWire {
  return !("message" in frame.payload);
}

/** Restores what the wire form leaves out. */
function withMessage({ messageType, payload, meta }: ChatMessageWire): ChatMessageOut {
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
