/** Every frame that a client may send, and what is asked of its fields. */
import { notPlainId, notStoredId, optional, type Shape, text, wholeNumber } from "./checks.ts";
import { limits } from "./limits.ts";
import { isBlank, oneLine, severalLines } from "./text.ts";

export interface IdMessage {
  messageType: "IdMessage";
  senderId: string;
  /** The conversation to join; empty for a client that opens conversations by `Open`. */
  convId: string;
  timestamp?: string;
  /** Absent from the original's clients, which are then sent `ChatMessage` frames only. */
  protocol?: number;
  /** An access token, where neither header nor cookie can carry one. */
  token?: string;
}

export interface ChatMessageIn {
  messageType: "ChatMessage";
  payload: { content: string; displayName?: string };
  meta: {
    conversationId: string;
    senderId: string;
    timestamp?: string;
    /** The client's own id of the message; a retry carries the same one. */
    messageId?: string;
  };
}

export interface Open {
  messageType: "Open";
  payload: Record<string, never>;
  /** Events after `seq` follow. A client without a position leaves both out. */
  meta: { conversationId: string; seq?: number; epoch?: string };
}

export interface Leave {
  messageType: "Leave";
  payload: Record<string, never>;
  meta: { conversationId: string };
}

export interface EditMessage {
  messageType: "EditMessage";
  payload: { content: string };
  meta: { conversationId: string; messageId: string };
}

export interface RemoveMessage {
  messageType: "RemoveMessage";
  payload: { reason?: string };
  meta: { conversationId: string; messageId: string };
}

export interface TypingIn {
  messageType: "Typing";
  payload: Record<string, never>;
  meta: { conversationId: string };
}

export interface ReadIn {
  messageType: "Read";
  payload: Record<string, never>;
  /** Everything up to `seq` was seen. */
  meta: { conversationId: string; seq: number };
}

export interface Ping {
  messageType: "Ping";
  payload: Record<string, never>;
  meta: Record<string, never>;
}

export type ClientFrame =
  IdMessage | ChatMessageIn | Open | Leave | EditMessage | RemoveMessage | TypingIn | ReadIn | Ping;

/** The id of something stored. */
const id = text({ min: 1, max: limits.idChars, refuse: notStoredId });
/** What is only passed on to nobody: as long as a frame may be. */
const unused = text({ min: 0, max: limits.frameBytes });
const content = text({
  min: 1,
  max: limits.contentChars,
  stored: severalLines,
  refuse: (value) => (isBlank(value) ? "must not be blank" : undefined),
});
const conversation = { conversationId: id };

/** What each frame has to look like; a field that is `null` counts as absent. */
export const shapes: Record<ClientFrame["messageType"], Shape> = {
  IdMessage: {
    top: {
      senderId: id,
      convId: text({ min: 0, max: limits.idChars, refuse: notStoredId }),
      timestamp: optional(unused),
      protocol: optional(wholeNumber),
      token: optional(text({ min: 1, max: 4096 })),
    },
  },
  ChatMessage: {
    payload: { content, displayName: optional(unused) },
    meta: {
      ...conversation,
      senderId: id,
      timestamp: optional(unused),
      messageId: optional(text({ min: 1, max: limits.idChars, refuse: notPlainId })),
    },
  },
  Open: { meta: { ...conversation, seq: optional(wholeNumber), epoch: optional(id) } },
  Leave: { meta: conversation },
  EditMessage: { payload: { content }, meta: { ...conversation, messageId: id } },
  RemoveMessage: {
    payload: { reason: optional(text({ min: 0, max: limits.reasonChars, stored: oneLine })) },
    meta: { ...conversation, messageId: id },
  },
  Typing: { meta: conversation },
  Read: { meta: { ...conversation, seq: wholeNumber } },
  Ping: {},
};
