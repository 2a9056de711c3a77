/**
 * Every frame in both directions, as two closed unions. docs/PROTOCOL.md states the rules. Each
 * kind of event has its file in `events/`; the frames that clients send are in `client_frames.ts`.
 * The first two of those are exactly the original system's; all others use its envelope of
 * `messageType`, `payload` and `meta`.
 */
import type { RefusalCode } from "./codes.ts";
import type { Counter } from "./counter.ts";
import type { EventFrame } from "./events/registry.ts";
import type { ConversationView, HeldView, MessageView, MuteView, Office, Role } from "./views.ts";

/** The newest protocol version, as named in an IdMessage. */
export const protocolVersion = 1;

// — From the server —

/** The whole frame for the original's clients, which receive no other fields or kinds. */
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
    /** Present for staff of a course. */
    office?: Office;
    /** How much waits for a decision by the account, cases and messages for approval; missing for none. */
    cases?: number;
    /** How many decisions the account has not seen; missing for none. */
    answers?: number;
    /** Where the account may not write for a while; missing for nowhere. */
    mutes?: MuteView[];
    protocol: number;
    /** Changes when the log was lost or replaced; positions of another epoch are invalid. */
    epoch: string;
    heartbeatMs: number;
    /** Where the log ended, as an opaque text. A page that carries another one may be out of date. */
    logMark: string;
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

/** The same for a message that waits for approval: it is kept, and has no place yet. */
export interface HeldAck {
  messageType: "Ack";
  payload: { held: true; message: HeldView };
  meta: { conversationId: string; clientId: string; messageId: string };
}

export interface RefusalFrame {
  messageType: "Refusal";
  payload: { code: RefusalCode; message: string; retry: boolean; retryAfterMs?: number };
  /** What the refused frame was about, as far as it could be read. */
  meta: { about?: string; conversationId?: string; messageId?: string };
}

/** The reader was added to a conversation, or its entry in the reader's list changed. */
export interface ConversationListed {
  messageType: "ConversationListed";
  payload: { conversation: ConversationView };
  meta: { conversationId: string };
}

/** Staff reordered the groups, or admins the courses: the new positions of the reader's. */
export interface ConversationsOrdered {
  messageType: "ConversationsOrdered";
  /** By the ids of conversations, and of their courses if there are several. */
  payload: { positions: Record<string, number>; courses?: Record<string, number> };
  meta: Record<string, never>;
}

/** The reader no longer sees the conversation in the list. */
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

/**
 * The members of an open conversation who came online or left since `Opened` or the last such
 * frame.
 */
export interface Presence {
  messageType: "Presence";
  payload: { came: string[]; went: string[] };
  meta: { conversationId: string };
}

/** Who looked into an open conversation has changed; which staff did, the API says. */
export interface Looked {
  messageType: "Looked";
  payload: Record<string, never>;
  meta: { conversationId: string };
}

/** Something was written in these groups, of those that the reader looks after. */
export interface GroupsActive {
  messageType: "GroupsActive";
  payload: { ids: string[] };
  meta: Record<string, never>;
}

/** A message that waits for approval there was written, changed or decided on. */
export interface HeldChanged {
  messageType: "HeldChanged";
  payload: Record<string, never>;
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
  | HeldAck
  | RefusalFrame
  | Counter
  | ConversationListed
  | ConversationsOrdered
  | ConversationUnlisted
  | ReadMoved
  | TypingOut
  | Presence
  | GroupsActive
  | Looked
  | HeldChanged
  | Pong
  | SignedOut;
