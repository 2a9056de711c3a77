/**
 * What the session needs from its environment, and what it reports to it. No browser and no timers.
 */
import type { RefusalCode } from "#wire/codes.ts";
import type { EventFrame } from "#wire/events/registry.ts";
import type { HeldView, MessageView } from "#wire/views.ts";
import type { Opened, RefusalFrame, ServerFrame, SignedOutReason, Welcome } from "#wire/frames.ts";

/** The part of `#kit/clock.ts` that a client needs. */
export interface SessionClock {
  /** The time in milliseconds since the epoch: the server's, if it is known. */
  now(): number;
  /** Runs `callback` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
  /** Called with the server's time. */
  synchronize?(serverMs: number): void;
}

export interface SessionSocket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  opened(): void;
  received(text: string): void;
  /** Called once, even if the socket never opened. */
  closed(code: number): void;
}

/** A message to be sent, kept until the server has stored it or its author discards it. */
export interface OutboxEntry {
  clientId: string;
  conversationId: string;
  content: string;
  /** UTC ISO text. Not for sorting, because clocks may be wrong. */
  createdAt: string;
  status: OutboxStatus;
}

export type OutboxStatus =
  | { kind: "queued" }
  | { kind: "sending"; sinceMs: number }
  /** Refused for now; sent again automatically at that time. */
  | { kind: "held"; retryAtMs: number; code: RefusalCode }
  | { kind: "failed"; code: RefusalCode; message: string; retry: boolean };

/**
 * Keeps entries across a reload. A failing store must not reject: the chat continues without it.
 */
export interface OutboxStore {
  /** All entries that this page has to send, in the order in which they were written. */
  load(): Promise<OutboxEntry[]>;
  save(entry: OutboxEntry): Promise<void>;
  remove(clientId: string): Promise<void>;
}

export interface SessionPorts {
  userId: string;
  connect(events: SocketEvents): SessionSocket;
  clock: SessionClock;
  /** From 0 up to, but not including, 1. */
  random(): number;
  newId(): string;
  store: OutboxStore;
}

export type SessionState =
  | { kind: "idle" }
  | { kind: "connecting"; attempt: number }
  | { kind: "live"; sinceMs: number }
  | { kind: "waiting"; delayMs: number; attempt: number }
  | { kind: "offline" }
  | { kind: "signed_out"; reason: SignedOutReason };

/** A client's position in a conversation's log. */
export interface Position {
  seq: number;
  epoch: string;
}

export type SessionEvent =
  | { kind: "state"; state: SessionState }
  | { kind: "welcome"; welcome: Welcome["payload"] }
  | { kind: "opened"; conversationId: string; opened: Opened["payload"] }
  /** The next event of an open conversation, in order and never twice. */
  | { kind: "event"; frame: EventFrame }
  /**
   * The position cannot be resumed: fetch the newest page, then call `open` with its position.
   * Repeated on every connection until then, and earlier if `reloadFailed` reports a failure.
   */
  | { kind: "reload"; conversationId: string }
  /** The page that was just fetched cannot be followed either. Called again after a delay. */
  | { kind: "stale"; conversationId: string }
  /** This reader cannot see the conversation. */
  | { kind: "closed"; conversationId: string }
  | { kind: "acked"; clientId: string; message: MessageView }
  /** It waits for approval. */
  | { kind: "held"; message: HeldView }
  | { kind: "outbox"; conversationId: string }
  | { kind: "refused"; frame: RefusalFrame }
  /**
   * The server dropped a frame because of the rate limit and cannot say which. Messages and `Open`
   * frames are sent again automatically; the fate of others is unknown.
   */
  | { kind: "dropped" }
  | { kind: "frame"; frame: PassingFrame };

/** Frames that do not move a position. */
export type PassingFrame = Extract<
  ServerFrame,
  {
    messageType:
      | "Counter"
      | "ConversationListed"
      | "ConversationsOrdered"
      | "ConversationUnlisted"
      | "ReadMoved"
      | "Typing"
      | "Presence"
      | "GroupsActive"
      | "Looked"
      | "HeldChanged";
  }
>;
