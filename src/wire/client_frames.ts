/** Every frame that a client may send, and the checks of its fields. */
import {
  notPlainId,
  notStoredId,
  optional,
  type Shape,
  text,
  wholeNumber,
  yesOrNo,
} from "./checks.ts";
import { groupLimits, limits } from "./limits.ts";
import { isBlank, oneLine, severalLines } from "./text.ts";

export interface IdMessage {
  messageType: "IdMessage";
  senderId: string;
  /** The conversation to join; empty for a client that opens conversations by `Open`. */
  convId: string;
  timestamp?: string;
  /** Missing from the original's clients, which receive only `ChatMessage` frames. */
  protocol?: number;
  /** An access token, for clients that cannot send it in a header or cookie. */
  token?: string;
}

export interface ChatMessageIn {
  messageType: "ChatMessage";
  payload: { content: string; displayName?: string };
  meta: {
    conversationId: string;
    senderId: string;
    timestamp?: string;
    /** The client's own id for the message; a retry has the same one. */
    messageId?: string;
  };
}

export interface Open {
  messageType: "Open";
  payload: Record<string, never>;
  /** Events after `seq` follow. A client without a position omits both. */
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
  /** `handBack`: the author, and no other member, can read the text. */
  payload: { reason?: string; handBack?: boolean };
  meta: { conversationId: string; messageId: string };
}

export interface RestoreMessage {
  messageType: "RestoreMessage";
  payload: Record<string, never>;
  meta: { conversationId: string; messageId: string };
}

export interface RedactMessage {
  messageType: "RedactMessage";
  /** A span in UTF-16 units of the text of this revision, `end` exclusive. */
  payload: { start: number; end: number; revision?: number; reason?: string };
  meta: { conversationId: string; messageId: string };
}

/** Who may write in the group from now on. */
export interface SetMode {
  messageType: "SetMode";
  payload: {
    mode: string;
    until?: string;
    reason?: string;
    seconds?: number;
    /** Of `hold`: whose messages wait. */
    for?: string;
  };
  meta: { conversationId: string };
}

export interface TypingIn {
  messageType: "Typing";
  payload: Record<string, never>;
  meta: { conversationId: string };
}

export interface ReadIn {
  messageType: "Read";
  payload: Record<string, never>;
  /** The reader has seen everything up to `seq`. */
  meta: { conversationId: string; seq: number };
}

/** Staff want to know in which groups something is written. */
export interface WatchGroups {
  messageType: "WatchGroups";
  payload: Record<string, never>;
  meta: Record<string, never>;
}

export interface Ping {
  messageType: "Ping";
  payload: Record<string, never>;
  meta: Record<string, never>;
}

export type ClientFrame =
  | IdMessage
  | ChatMessageIn
  | Open
  | Leave
  | EditMessage
  | RemoveMessage
  | RestoreMessage
  | RedactMessage
  | SetMode
  | TypingIn
  | ReadIn
  | WatchGroups
  | Ping;

/** The id of a stored row. */
const id = text({ min: 1, max: limits.idChars, refuse: notStoredId });
/** A field that is not passed on to anyone; it may be as long as a frame. */
const unused = text({ min: 0, max: limits.frameBytes });
const content = text({
  min: 1,
  max: limits.contentChars,
  stored: severalLines,
  refuse: (value) => (isBlank(value) ? "must not be blank" : undefined),
});
const reason = optional(text({ min: 0, max: limits.reasonChars, stored: oneLine }));
const conversation = { conversationId: id };

/** The checks of each frame; a field that is `null` counts as absent. */
export const shapes: Record<ClientFrame["messageType"], Shape> = {
  IdMessage: {
    top: {
      senderId: id,
      convId: text({ min: 0, max: limits.idChars, refuse: notStoredId }),
      timestamp: optional(unused),
      protocol: optional(wholeNumber),
      token: optional(text({ min: 1, max: limits.frameBytes })),
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
    payload: {
      reason,
      handBack: optional(yesOrNo),
    },
    meta: { ...conversation, messageId: id },
  },
  RedactMessage: {
    payload: { start: wholeNumber, end: wholeNumber, revision: optional(wholeNumber), reason },
    meta: { ...conversation, messageId: id },
  },
  RestoreMessage: { meta: { ...conversation, messageId: id } },
  SetMode: {
    payload: {
      mode: text({ min: 1, max: limits.idChars }),
      until: optional(text({ min: 1, max: limits.idChars })),
      reason: optional(text({ min: 0, max: groupLimits.modeReasonChars, stored: oneLine })),
      seconds: optional(wholeNumber),
      for: optional(text({ min: 1, max: limits.idChars })),
    },
    meta: conversation,
  },
  Typing: { meta: conversation },
  Read: { meta: { ...conversation, seq: wholeNumber } },
  WatchGroups: {},
  Ping: {},
};
