/**
 * Every kind of event, by its name on the wire and in the log. A new event needs a line here and a
 * file of its own.
 */
import { chatMessage, type ChatMessageOut } from "./chat_message.ts";
import { conversationChanged, type ConversationChanged } from "./conversation_changed.ts";
import { conversationDeleted, type ConversationDeleted } from "./conversation_deleted.ts";
import { conversationModeSet, type ConversationModeSet } from "./conversation_mode_set.ts";
import { conversationRestored, type ConversationRestored } from "./conversation_restored.ts";
import type { EventKind } from "./event_kind.ts";
import { memberAdded, type MemberAdded } from "./member_added.ts";
import { memberChanged, type MemberChanged } from "./member_changed.ts";
import { memberRemoved, type MemberRemoved } from "./member_removed.ts";
import { messageEdited, type MessageEdited } from "./message_edited.ts";
import { messageRedacted, type MessageRedacted } from "./message_redacted.ts";
import { messageRemoved, type MessageRemoved } from "./message_removed.ts";
import { messageRestored, type MessageRestored } from "./message_restored.ts";
import { skipped, type Skipped } from "./skipped.ts";

/** The events that make up the log of a conversation. Each takes the conversation's next seq. */
export type EventFrame =
  | ChatMessageOut
  | MessageEdited
  | MessageRedacted
  | MessageRemoved
  | MessageRestored
  | MemberAdded
  | MemberRemoved
  | MemberChanged
  | ConversationChanged
  | ConversationDeleted
  | ConversationRestored
  | ConversationModeSet
  | Skipped;

export type EventName = EventFrame["messageType"];

const eventKinds: {
  [Name in EventName]: EventKind<Extract<EventFrame, { messageType: Name }>>;
} = {
  ChatMessage: chatMessage,
  MessageEdited: messageEdited,
  MessageRedacted: messageRedacted,
  MessageRemoved: messageRemoved,
  MessageRestored: messageRestored,
  MemberAdded: memberAdded,
  MemberRemoved: memberRemoved,
  MemberChanged: memberChanged,
  ConversationChanged: conversationChanged,
  ConversationDeleted: conversationDeleted,
  ConversationRestored: conversationRestored,
  ConversationModeSet: conversationModeSet,
  Skipped: skipped,
};

export function eventKindOf({ messageType }: EventFrame): EventKind<EventFrame> {
  return eventKinds[messageType];
}

/** @returns undefined for an unknown kind */
export function eventKindNamed(name: string): EventKind<EventFrame> | undefined {
  return isEventName(name) ? eventKinds[name] : undefined;
}

/**
 * Whether a frame is an event. A `ChatMessage` that a client sends has no seq, nor has one for an
 * original client.
 */
export function isEventFrame(frame: { messageType: string; meta?: object }): frame is EventFrame {
  return isEventName(frame.messageType) && frame.meta !== undefined && "seq" in frame.meta;
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(eventKinds, name);
}
