/** What the client's session machine is handed, and what it tells: no browser and no timer in it. */
import type { RefusalCode } from "#wire/codes.ts";
import type { EventFrame } from "#wire/events/registry.ts";
import type { MessageView } from "#wire/views.ts";
import type { Opened, RefusalFrame, ServerFrame, SignedOutReason, Welcome } from "#wire/frames.ts";

/** The part of `#kit/clock.ts` that a client needs. */
export interface SessionClock {
  /** The time in milliseconds since the epoch: the server's, where it is known. */
  now(): number;
  /** Runs `callback` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
  /** Told what the server has said its time is. */
  synchronize?(serverMs: number): void;
}

export interface SessionSocket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  opened(): void;
  received(text: string): void;
  /** Once, also when the socket never opened. */
  closed(code: number): void;
}

/** A message on its way: kept until the server has stored it, or its author gives it up. */
export interface OutboxEntry {
  clientId: string;
  conversationId: string;
  content: string;
  /** UTC ISO text; no order can be told by it, for clocks are set. */
  createdAt: string;
  status: OutboxStatus;
}

export type OutboxStatus =
  | { kind: "queued" }
  | { kind: "sending"; sinceMs: number }
  /** Refused for now; sent again at that time without being asked. */
  | { kind: "held"; retryAtMs: number; code: RefusalCode }
  | { kind: "failed"; code: RefusalCode; message: string; retry: boolean };

/** Where entries survive a reload. A failing store must not reject: the chat goes on without it. */
export interface OutboxStore {
  /** All that waits for this page to send it, in the order in which it was written. */
  load(): Promise<OutboxEntry[]>;
  save(entry: OutboxEntry): Promise<void>;
  remove(clientId: string): Promise<void>;
}

export interface SessionPorts {
  userId: string;
  connect(events: SocketEvents): SessionSocket;
  clock: SessionClock;
  /** From 0 to below 1. */
  random(): number;
  newId(): string;
  store: OutboxStore;
}

export type SessionState =
  | { kind: "idle" }
  | { kind: "connecting"; attempt: number }
  | { kind: "identifying"; attempt: number }
  | { kind: "live"; sinceMs: number }
  | { kind: "waiting"; retryAtMs: number; delayMs: number; attempt: number }
  | { kind: "offline" }
  | { kind: "signed_out"; reason: SignedOutReason };

/** Where a client stands in a conversation's log. */
export interface Position {
  seq: number;
  epoch: string;
}

export type SessionEvent =
  | { kind: "state"; state: SessionState }
  | { kind: "welcome"; welcome: Welcome["payload"] }
  | { kind: "opened"; conversationId: string; opened: Opened["payload"] }
  /** The next event of an open conversation: in order, each once. */
  | { kind: "event"; frame: EventFrame }
  /**
   * The position cannot be resumed: fetch the newest page, then `open` from its position. Said
   * again on every connection until then, and sooner where `reloadFailed` says that it failed.
   */
  | { kind: "reload"; conversationId: string }
  /** The page that was just fetched cannot be followed either. It is asked for again after a while. */
  | { kind: "stale"; conversationId: string }
  /** The conversation is not there for this reader. */
  | { kind: "closed"; conversationId: string }
  | { kind: "acked"; clientId: string; message: MessageView }
  | { kind: "outbox"; conversationId: string }
  | { kind: "refused"; frame: RefusalFrame }
  /**
   * A frame was dropped as one too many, and the server cannot say which. Messages and openings are
   * sent again by themselves; of anything else nobody knows.
   */
  | { kind: "dropped" }
  | { kind: "frame"; frame: PassingFrame };

/** Frames that move no position. */
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
      | "Presence";
  }
>;
