/**
 * Every frame of the wire, both ways, as two closed unions. docs/PROTOCOL.md states the rules. Each kind
 * of event has its file in `events/`; what clients send is in `client_frames.ts`. The first two of those
 * are the original system's, byte for byte; all others keep its envelope of `messageType`, `payload` and
 * `meta`.
 */
import type { RefusalCode } from "./codes.ts";
import type { Counter } from "./counter.ts";
import type { EventFrame } from "./events/registry.ts";
import type { ConversationView, MessageView, Role } from "./views.ts";

/** What the newest protocol version is called in an IdMessage. */
export const protocolVersion = 1;

// — From the server —

/** The whole frame for the original's clients: no further fields, no further kinds. */
export interface OriginalChatMessage {
  messageType: "ChatMessage";
  payload: { content: string; displayName: string };
  meta: { conversationId: string; senderId: string; timestamp: string };
}

export interface Welcome {
  messageType: "Welcome";
  payload: {
    userId: string;
    name: string;
    role: Role;
    protocol: number;
    /** Changes when the log was lost or replaced; positions of another epoch are void. */
    epoch: string;
    heartbeatMs: number;
    conversations: ConversationView[];
  };
  meta: { timestamp: string };
}

export interface Opened {
  messageType: "Opened";
  /** `reload`: the position cannot be resumed; fetch the newest page, then open from its seq. */
  payload: { epoch: string; seq: number; reload: boolean; online: string[] };
  meta: { conversationId: string };
}

export interface Ack {
  messageType: "Ack";
  payload: { message: MessageView };
  meta: { conversationId: string; clientId: string; messageId: string; seq: number };
}

export interface RefusalFrame {
  messageType: "Refusal";
  payload: { code: RefusalCode; message: string; retry: boolean; retryAfterMs?: number };
  /** What was refused, as far as it could be read. */
  meta: { about?: string; conversationId?: string; messageId?: string };
}

/** The reader was put into a conversation, or it changed in the reader's list. */
export interface ConversationListed {
  messageType: "ConversationListed";
  payload: { conversation: ConversationView };
  meta: { conversationId: string };
}

/** Staff have sorted: where the reader's conversations stand now. */
export interface ConversationsOrdered {
  messageType: "ConversationsOrdered";
  /** By conversation. */
  payload: { positions: Record<string, number> };
  meta: Record<string, never>;
}

/** The reader is not in the conversation any more. */
export interface ConversationUnlisted {
  messageType: "ConversationUnlisted";
  payload: Record<string, never>;
  meta: { conversationId: string };
}

export interface ReadMoved {
  messageType: "ReadMoved";
  payload: { unread: number };
  meta: { conversationId: string; seq: number };
}

export interface TypingOut {
  messageType: "Typing";
  payload: { userId: string; name: string };
  meta: { conversationId: string };
}

/** Who of an open conversation's members came or went since `Opened`, or since the frame before. */
export interface Presence {
  messageType: "Presence";
  payload: { came: string[]; went: string[] };
  meta: { conversationId: string };
}

export interface Pong {
  messageType: "Pong";
  payload: Record<string, never>;
  meta: { timestamp: string };
}

export interface SignedOut {
  messageType: "SignedOut";
  payload: { reason: SignedOutReason };
  meta: { timestamp: string };
}

export type SignedOutReason = "signed_out" | "disabled" | "deleted" | "expired";

export type ServerFrame =
  | EventFrame
  | Welcome
  | Opened
  | Ack
  | RefusalFrame
  | Counter
  | ConversationListed
  | ConversationsOrdered
  | ConversationUnlisted
  | ReadMoved
  | TypingOut
  | Presence
  | Pong
  | SignedOut;
