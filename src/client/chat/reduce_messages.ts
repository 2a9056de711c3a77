/**
 * How a message changes the page: a new one, the reader's own that was stored, or a new version.
 * Pure.
 */
import { withoutCodeMarks } from "#wire/code_parts.ts";
import { counterOf, countInList, type Reading } from "#wire/counter.ts";
import { reviseInList } from "#wire/events/message_revised.ts";
import { placeMessage } from "#wire/timeline.ts";
import type { MessageView } from "#wire/views.ts";
import { type ChatState, type OpenConversation, readsAlong } from "#ui/chat/chat_state.ts";
import { format } from "#ui/text/format.ts";
import { inCurrent } from "./in_current.ts";
import { revisedUnderQuestion } from "./reduce_dialogs.ts";
import { inList } from "./reduce_list.ts";
import type { Surroundings } from "./surroundings.ts";

/** The reader's own message was acknowledged. */
export function stored(state: ChatState, message: MessageView): ChatState {
  const next = inCurrent(state, message.conversationId, (current) => ({
    ...current,
    timeline: placeMessage(current.timeline, message),
    newAfterSeq: undefined,
    readSeq: Math.max(current.readSeq, message.seq),
  }));
  return inList(next, message.conversationId, (listed) =>
    countInList(listed, counterOf(message), "own"),
  );
}

/** Whether a new message is the reader's own, seen or unseen. */
export function readingOf(
  { current, reader }: ChatState,
  { conversationId, senderId, seq }: MessageView,
  around: Surroundings,
): Reading {
  if (senderId === reader.id) return "own";
  if (current?.timeline.id !== conversationId) return "unseen";
  return isSeen(current, seq, around) || seq <= current.readSeq ? "seen" : "unseen";
}

/** A new message, which the timeline and the list already have. */
export function messagePosted(state: ChatState, message: MessageView, reading: Reading): ChatState {
  if (reading === "own") return stored(state, message);
  if (state.current?.timeline.id !== message.conversationId) return state;
  const next = inCurrent(state, message.conversationId, (open) => ({
    ...open,
    missedBelow: open.atBottom ? 0 : open.missedBelow + 1,
    newAfterSeq: reading === "seen" ? open.newAfterSeq : lineAfter(open),
    typing: open.typing.filter(({ userId }) => userId !== message.senderId),
  }));
  const name = message.senderName || state.texts.chat.deletedUser;
  const text = format(state.texts.chat.announce, {
    name,
    text: withoutCodeMarks(message.content),
  });
  return { ...next, announcement: { messageId: message.id, text } };
}

/** Whether a new message is on the screen, together with all unread ones before it. */
function isSeen(current: OpenConversation, seq: number, { visible }: Surroundings): boolean {
  const wasMissed = seq <= current.missedUpTo;
  return visible && !wasMissed && readsAlong(current);
}

/**
 * Where the line "new messages" goes when an unseen message arrives: it stays while there are
 * unread messages above.
 */
function lineAfter({ newAfterSeq, readSeq }: OpenConversation): number {
  return newAfterSeq !== undefined && newAfterSeq >= readSeq ? newAfterSeq : readSeq;
}

/** A message has a new version, received or found on a page that was fetched anew. */
export function messageChanged(state: ChatState, message: MessageView): ChatState {
  const next = inList(state, message.conversationId, (listed) => reviseInList(listed, message));
  // Screen readers must not find its former text in the announcements either.
  if (next.announcement?.messageId === message.id) next.announcement = undefined;
  return revisedUnderQuestion(next, message);
}
