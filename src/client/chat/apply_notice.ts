/** What each notice of the session makes of what the page shows. Pure. */
import { counterOf } from "#wire/counter.ts";
import { excerpt } from "#wire/excerpt.ts";
import type {
  ConversationView,
  Counter,
  DescribedConversation,
  EventFrame,
  MessageView,
  Welcome,
} from "#wire/frames.ts";
import { limits } from "#wire/limits.ts";
import { hasFailed } from "#sync/outbox.ts";
import type { OutboxEntry, PassingFrame, SessionEvent, SessionState } from "#sync/session_ports.ts";
import { applyEvent, placeMessage } from "#sync/timeline.ts";
import {
  beginsAbove,
  type ChatState,
  type ConversationPage,
  type OpenConversation,
  openPage,
} from "#ui/chat/chat_state.ts";
import { format } from "#ui/text/format.ts";
import { refused, revisedUnderQuestion, unanswered } from "./questions.ts";

export interface Surroundings {
  nowMs: number;
  /** Whether the reader can see the page at all. */
  visible: boolean;
}

export function applyNotice(
  state: ChatState,
  notice: SessionEvent,
  around: Surroundings,
): ChatState {
  switch (notice.kind) {
    case "state":
      return connected({ ...state, nowMs: around.nowMs }, notice.state);
    case "welcome":
      return welcomed(state, notice.welcome);
    case "opened":
      return opened(state, notice);
    case "stale":
      return notice.conversationId === state.currentId
        ? { ...state, pageProblem: "failed" }
        : state;
    case "event":
      return happened(state, notice.frame, around);
    case "acked":
      return stored(state, notice.message);
    case "closed":
      return inCurrent(state, notice.conversationId, closed);
    case "refused":
      return refused(state, notice.frame);
    case "dropped":
      return unanswered(state, state.texts.chat.tryAgainSoon);
    case "frame":
      return passing(state, notice.frame, around);
    default:
      return state;
  }
}

/** Who the reader is now, and what they see. Where nothing is unread any more, it was read elsewhere. */
function welcomed(state: ChatState, { conversations, name, role }: Welcome["payload"]): ChatState {
  const next = { ...state, conversations, reader: { ...state.reader, name, role } };
  const listed = conversations.find(({ id }) => id === state.currentId);
  // A group that only staff could see is not theirs any more.
  const wasStaff = state.reader.role === "admin" && role !== "admin";
  if (!listed && wasStaff) return inCurrent(next, state.currentId, closed);
  if (listed?.memberRole === undefined || listed.unread > 0) return next;
  return inCurrent(next, listed.id, (current) => ({
    ...current,
    readSeq: Math.max(current.readSeq, listed.seq),
  }));
}

/** What is on the screen is followed: it is the newest. */
function opened(
  state: ChatState,
  { conversationId, opened: { online, seq } }: Extract<SessionEvent, { kind: "opened" }>,
): ChatState {
  if (state.current?.timeline.id !== conversationId) return state;
  const current = { ...state.current, online, missedUpTo: seq };
  return { ...state, current, pageProblem: undefined };
}

/**
 * The newest page was fetched anew: what has changed on it will not come as an event. Where what is
 * shown was said to be old, that holds until the page is followed.
 */
export function pageCame(state: ChatState, page: ConversationPage): ChatState {
  const current = { ...openPage(page), editing: state.current?.editing };
  const pageProblem = state.current?.phase === "ready" ? state.pageProblem : undefined;
  const { conversation } = page;
  const listed = inList(state, conversation.id, () => listedOf(conversation));
  const next: ChatState = { ...listed, current, pageProblem, olderPage: false };
  const before = new Map(state.current?.timeline.messages.map((message) => [message.id, message]));
  return page.messages
    .filter((message) => isRevised(message, before.get(message.id)))
    .reduce(revised, next);
}

function isRevised({ editedAt, removed }: MessageView, before: MessageView | undefined): boolean {
  if (!before) return false;
  return editedAt !== before.editedAt || (removed !== undefined && before.removed === undefined);
}

/**
 * Without a connection nobody knows who is there, and what was asked of the one that is gone is not
 * answered any more: it may be asked again.
 */
function connected(state: ChatState, connection: SessionState): ChatState {
  const next = { ...state, connection };
  if (connection.kind === "live") return next;
  if (next.current) next.current = { ...next.current, online: [], typing: [] };
  return unanswered(next, state.texts.chat.needsConnection);
}

/** What waits and what failed. Where that happens in a group that is not open, it is said. */
export function outboxShown(state: ChatState, outbox: readonly OutboxEntry[]): ChatState {
  const next = { ...state, outbox };
  const known = new Set(state.outbox.filter(hasFailed).map(({ clientId }) => clientId));
  const failed = outbox.find(
    (entry) =>
      hasFailed(entry) && !known.has(entry.clientId) && entry.conversationId !== state.currentId,
  );
  const group = state.conversations.find(({ id }) => id === failed?.conversationId);
  if (!failed || !group) return next;
  const text = format(state.texts.chat.notSentIn, { name: group.name });
  return { ...next, announcement: { messageId: failed.clientId, text } };
}

/** Changes the open conversation, if it is this one. */
export function inCurrent(
  state: ChatState,
  conversationId: string,
  change: (current: OpenConversation) => OpenConversation,
): ChatState {
  if (state.current?.timeline.id !== conversationId) return state;
  return { ...state, current: change(state.current) };
}

function inList(
  state: ChatState,
  conversationId: string,
  change: (conversation: ConversationView) => ConversationView,
): ChatState {
  const conversations = state.conversations.map((conversation) =>
    conversation.id === conversationId ? change(conversation) : conversation,
  );
  return { ...state, conversations };
}

function closed(current: OpenConversation): OpenConversation {
  return { ...current, phase: "closed", typing: [], online: [], editing: undefined };
}

/** What was there before counts as read. A removal may have come just before, missed like this. */
function letIn(current: OpenConversation, seq: number): OpenConversation {
  return { ...current, phase: "ready", readSeq: seq, newAfterSeq: undefined };
}

function happened(state: ChatState, frame: EventFrame, around: Surroundings): ChatState {
  const { conversationId } = frame.meta;
  const applied = inCurrent(state, conversationId, (current) => ({
    ...current,
    timeline: applyEvent(current.timeline, frame),
  }));
  const next = newestSigned(applied, conversationId);
  switch (frame.messageType) {
    case "ChatMessage":
      return messageCame(next, frame.payload.message, around);
    case "MessageEdited":
    case "MessageRemoved":
      return revised(next, frame.payload.message);
    case "ConversationChanged":
      return inList(next, conversationId, (listed) => ({ ...listed, name: frame.payload.name }));
    case "ConversationDeleted":
      return unlisted(inCurrent(next, conversationId, closed), conversationId);
    case "MemberAdded":
    case "MemberChanged": {
      const { userId, role } = frame.payload.member;
      if (userId !== state.reader.id) return next;
      const added = inCurrent(next, conversationId, (current) => ({
        ...current,
        memberRole: role,
      }));
      if (frame.messageType === "MemberChanged") return added;
      return inCurrent(added, conversationId, (current) => letIn(current, frame.meta.seq));
    }
    default:
      if (frame.payload.userId !== state.reader.id) return next;
      return inCurrent(next, conversationId, (current) =>
        // Staff see the group all the same.
        state.reader.role === "admin" ? { ...current, memberRole: undefined } : closed(current),
      );
  }
}

/** The list names the author of the newest message as the conversation does. */
function newestSigned(state: ChatState, conversationId: string): ChatState {
  const newest = state.current?.timeline.messages.at(-1);
  if (newest?.conversationId !== conversationId) return state;
  const { seq, senderName } = newest;
  return inList(state, conversationId, (listed) =>
    listed.lastMessage?.seq === seq
      ? { ...listed, lastMessage: { ...listed.lastMessage, senderName } }
      : listed,
  );
}

/** One's own message, acknowledged. */
function stored(state: ChatState, message: MessageView): ChatState {
  const next = inCurrent(state, message.conversationId, (current) => ({
    ...current,
    timeline: placeMessage(current.timeline, message),
    newAfterSeq: undefined,
    readSeq: Math.max(current.readSeq, message.seq),
  }));
  return inList(next, message.conversationId, (listed) =>
    counted(listed, counterOf(message), "own"),
  );
}

function messageCame(state: ChatState, message: MessageView, around: Surroundings): ChatState {
  const own = message.senderId === state.reader.id;
  if (own) return stored(state, message);
  const { current } = state;
  if (current?.timeline.id !== message.conversationId) return state;
  const seen = isSeen(current, message.seq, around) || message.seq <= current.readSeq;
  const next = inCurrent(state, message.conversationId, (open) => ({
    ...open,
    missedBelow: open.atBottom ? 0 : open.missedBelow + 1,
    newAfterSeq: seen ? open.newAfterSeq : lineAfter(open),
    typing: open.typing.filter(({ userId }) => userId !== message.senderId),
  }));
  const name = message.senderName || state.texts.chat.deletedUser;
  const text = format(state.texts.chat.announce, { name, text: message.content });
  const announcement = { messageId: message.id, text };
  return inList({ ...next, announcement }, message.conversationId, (listed) =>
    counted(listed, counterOf(message), seen ? "seen" : "unseen"),
  );
}

/** Whether a message that comes now stands on the screen, with all unread ones before it. */
function isSeen(current: OpenConversation, seq: number, { visible }: Surroundings): boolean {
  const wasMissed = seq <= current.missedUpTo;
  return visible && current.atBottom && !wasMissed && !current.editing && !beginsAbove(current);
}

/** Where the line "new messages" goes when one comes unseen: it stays where it is while unread. */
function lineAfter({ newAfterSeq, readSeq }: OpenConversation): number {
  return newAfterSeq !== undefined && newAfterSeq >= readSeq ? newAfterSeq : readSeq;
}

/** Whoever writes has read what was written before. */
type Reading = "own" | "seen" | "unseen";

/** What a list makes of a message, heard of as an event, a counter or an answer: it counts once. */
function counted(
  listed: ConversationView,
  { meta: { seq }, payload }: Counter,
  reading: Reading,
): ConversationView {
  if (seq <= listed.seq) return listed;
  // Staff's list shows nothing of groups that they are not in.
  if (listed.memberRole === undefined) return { ...listed, seq };
  const lastMessage = { ...payload.lastMessage, seq };
  if (reading === "own") return { ...listed, seq, lastMessage, unread: 0 };
  const unread = reading === "unseen" ? listed.unread + 1 : listed.unread;
  return { ...listed, seq, lastMessage, unread };
}

function revised(state: ChatState, message: MessageView): ChatState {
  const next = inList(state, message.conversationId, (listed) =>
    listed.lastMessage?.seq === message.seq
      ? { ...listed, lastMessage: { ...listed.lastMessage, content: excerpt(message.content) } }
      : listed,
  );
  // Its old words are not to be found where screen readers were told of them either.
  if (next.announcement?.messageId === message.id) next.announcement = undefined;
  return revisedUnderQuestion(next, message);
}

function passing(state: ChatState, frame: PassingFrame, around: Surroundings): ChatState {
  if (frame.messageType === "ConversationsOrdered") return sorted(state, frame.payload.positions);
  const { conversationId } = frame.meta;
  switch (frame.messageType) {
    case "Counter":
      return inList(state, conversationId, (listed) =>
        counted(listed, frame, frame.payload.senderId === state.reader.id ? "own" : "unseen"),
      );
    case "ConversationListed": {
      const { conversation } = frame.payload;
      const others = state.conversations.filter(({ id }) => id !== conversationId);
      return sorted({ ...state, conversations: [...others, conversation] }, {});
    }
    case "ConversationUnlisted":
      return unlisted(inCurrent(state, conversationId, closed), conversationId);
    case "ReadMoved": {
      const { unread } = frame.payload;
      const moved = inList(state, conversationId, (listed) => ({ ...listed, unread }));
      return inCurrent(moved, conversationId, (current) => ({
        ...current,
        readSeq: Math.max(current.readSeq, frame.meta.seq),
      }));
    }
    case "Presence":
      return inCurrent(state, conversationId, (current) => ({
        ...current,
        online: afterwards(current.online, frame.payload),
      }));
    default: {
      const { userId, name } = frame.payload;
      if (userId === state.reader.id) return state;
      const untilMs = around.nowMs + limits.typingMs;
      const next = inCurrent(state, conversationId, (current) => ({
        ...current,
        typing: [
          ...current.typing.filter((other) => other.userId !== userId),
          { userId, name, untilMs },
        ],
      }));
      return { ...next, nowMs: around.nowMs };
    }
  }
}

/** @param positions of those that stand somewhere else now */
function sorted(state: ChatState, positions: Record<string, number>): ChatState {
  const conversations = state.conversations
    .map((listed) => ({ ...listed, position: positions[listed.id] ?? listed.position }))
    .toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  return { ...state, conversations };
}

/** A list has no descriptions: they come with the page of a group. */
function listedOf(conversation: DescribedConversation): ConversationView {
  const { description: _, ...listed } = conversation;
  return listed;
}

function unlisted(state: ChatState, conversationId: string): ChatState {
  const conversations = state.conversations.filter(({ id }) => id !== conversationId);
  return { ...state, conversations };
}

function afterwards(
  online: readonly string[],
  { came, went }: { came: string[]; went: string[] },
): string[] {
  const ids = new Set(online);
  for (const id of went) ids.delete(id);
  for (const id of came) ids.add(id);
  return [...ids];
}
