/** What the session does with each frame from the server. */
import { counterOf } from "#wire/counter.ts";
import { eventKindOf, type EventFrame, isEventFrame } from "#wire/events/registry.ts";
import type {
  Ack,
  Pong,
  RefusalFrame,
  ServerFrame,
  SignedOutReason,
  Welcome,
} from "#wire/frames.ts";
import type { OutboxSender } from "./outbox_sender.ts";
import type { SessionEvent, SessionPorts } from "./session_ports.ts";
import type { Subscriptions } from "./subscriptions.ts";

/** How long a refused frame waits if the server does not say. */
const momentMs = 1_000;

/** The part of the session that frames act on. */
export interface FrameTarget {
  readonly ports: SessionPorts;
  readonly subscriptions: Subscriptions;
  readonly sender: OutboxSender;
  notify(event: SessionEvent): void;
  welcomed(welcome: Welcome["payload"]): void;
  signOut(reason: SignedOutReason): void;
  resume(conversationId: string): void;
  cannotResume(conversationId: string): void;
  reload(conversationId: string): void;
}

/** Ignores unknown kinds: the server may be newer. */
export function receiveFrame(target: FrameTarget, frame: ServerFrame): void {
  if (isEventFrame(frame)) return happened(target, frame);
  switch (frame.messageType) {
    case "Welcome":
      synchronizeClock(target, frame);
      return target.welcomed(frame.payload);
    case "Opened": {
      const { conversationId } = frame.meta;
      const found = target.subscriptions.opened(conversationId, frame.payload);
      if (found === "void") target.cannotResume(conversationId);
      if (found !== "followed") return undefined;
      return target.notify({ kind: "opened", conversationId, opened: frame.payload });
    }
    case "Ack": {
      const { conversationId, clientId } = frame.meta;
      if ("held" in frame.payload) {
        target.notify({ kind: "held", message: frame.payload.message });
        return settle(target, clientId);
      }
      const { seq } = (frame as Ack).meta;
      target.subscriptions.advanceHead(conversationId, seq);
      target.notify({ kind: "acked", clientId, message: frame.payload.message });
      return settle(target, clientId);
    }
    case "Refusal":
      return refused(target, frame);
    case "SignedOut":
      return target.signOut(frame.payload.reason);
    case "Pong":
      return synchronizeClock(target, frame);
    case "ConversationUnlisted":
      target.subscriptions.delete(frame.meta.conversationId);
      return target.notify({ kind: "frame", frame });
    case "Counter":
    case "ConversationListed":
    case "ConversationsOrdered":
    case "ReadMoved":
    case "Typing":
    case "Presence":
    case "GroupsActive":
    case "Looked":
    case "HeldChanged":
      return target.notify({ kind: "frame", frame });
  }
}

function synchronizeClock({ ports: { clock } }: FrameTarget, { meta }: Welcome | Pong): void {
  clock.synchronize?.(Date.parse(meta.timestamp));
}

function happened(target: FrameTarget, frame: EventFrame): void {
  const { conversationId } = frame.meta;
  const { posted } = eventKindOf(frame).effects(frame);
  // It was already on its way when the conversation was closed, so it counts like any other.
  if (!target.subscriptions.has(conversationId) && posted) {
    return target.notify({ kind: "frame", frame: counterOf(posted) });
  }
  for (const event of target.subscriptions.take(frame)) {
    target.notify({ kind: "event", frame: event });
    const message = eventKindOf(event).effects(event).posted;
    if (message?.senderId === target.ports.userId) settle(target, message.clientId);
  }
  if (target.subscriptions.hasGap(conversationId)) target.resume(conversationId);
}

/** The server has stored the message: reported by the acknowledgement or by the message itself. */
function settle({ sender }: FrameTarget, clientId: string | undefined): void {
  if (clientId !== undefined) sender.discard(clientId);
}

function refused(target: FrameTarget, frame: RefusalFrame): void {
  const { about, conversationId } = frame.meta;
  if (about === undefined && frame.payload.retry) return droppedUnread(target, frame);
  if (frame.payload.code === "unauthenticated") return target.signOut("expired");
  // Another account has signed in in this browser; this page belongs to the former one.
  if (about === "IdMessage" && !frame.payload.retry) return target.signOut("signed_out");
  if (about === "Open" && conversationId !== undefined) {
    return openRefused(target, frame.payload, conversationId);
  }
  if (about === undefined || about === "ChatMessage") target.sender.refused(frame);
  target.notify({ kind: "refused", frame });
}

/**
 * The server dropped a frame and cannot say which, so everything that may have been it is sent
 * again.
 */
function droppedUnread(target: FrameTarget, { payload }: RefusalFrame): void {
  target.notify({ kind: "dropped" });
  target.ports.clock.after(payload.retryAfterMs ?? momentMs, () => {
    target.subscriptions.forgetAsked();
    for (const conversationId of target.subscriptions.ids()) target.resume(conversationId);
    target.sender.again();
  });
}

function openRefused(
  target: FrameTarget,
  payload: RefusalFrame["payload"],
  conversationId: string,
): void {
  // The group may be seen, but not without saying why: the page that is fetched anew asks.
  if (payload.code === "forbidden") return target.reload(conversationId);
  if (!payload.retry) {
    target.subscriptions.delete(conversationId);
    return target.notify({ kind: "closed", conversationId });
  }
  target.ports.clock.after(payload.retryAfterMs ?? momentMs, () => {
    target.subscriptions.forgetAsked(conversationId);
    target.resume(conversationId);
  });
}
