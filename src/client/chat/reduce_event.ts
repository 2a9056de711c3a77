/** How an event of a conversation changes the page, according to its kind's effects. Pure. */
import type { EventEffects } from "#wire/events/event_kind.ts";
import { eventKindOf, type EventFrame } from "#wire/events/registry.ts";
import { applyEvent } from "#sync/timeline.ts";
import type { ChatState, OpenConversation } from "#ui/chat/chat_state.ts";
import { closed, inCurrent } from "./in_current.ts";
import { inList, nameNewestAuthor, unlisted } from "./reduce_list.ts";
import { messagePosted, messageChanged, readingOf } from "./reduce_messages.ts";
import type { Surroundings } from "./surroundings.ts";

export function reduceEvent(state: ChatState, frame: EventFrame, around: Surroundings): ChatState {
  const { conversationId, seq } = frame.meta;
  const kind = eventKindOf(frame);
  const effects = kind.effects(frame);
  const applied = inCurrent(state, conversationId, (current) => ({
    ...current,
    timeline: applyEvent(current.timeline, frame),
  }));
  const reading = effects.posted ? readingOf(applied, effects.posted, around) : "unseen";
  let next = inList(
    nameNewestAuthor(applied, conversationId),
    conversationId,
    (listed) => kind.changeList?.(listed, frame, reading) ?? listed,
  );
  if (effects.posted) next = messagePosted(next, effects.posted, reading);
  if (effects.revised) next = messageChanged(next, effects.revised);
  if (effects.ended) next = unlisted(inCurrent(next, conversationId, closed), conversationId);
  return inCurrent(next, conversationId, (current) =>
    withMembership(current, { reader: state.reader, effects, seq }),
  );
}

/** Whether the reader is a member of the group, and in which role. */
function withMembership(
  current: OpenConversation,
  { reader, effects, seq }: { reader: ChatState["reader"]; effects: EventEffects; seq: number },
): OpenConversation {
  const { member, left } = effects;
  if (member?.userId === reader.id) {
    const changed = { ...current, memberRole: member.role };
    return member.isNew ? letIn(changed, seq) : changed;
  }
  if (left?.userId !== reader.id) return current;
  // Staff still see the group.
  return reader.role === "admin" || current.byOffice
    ? { ...current, memberRole: undefined }
    : closed(current);
}

/** Everything before counts as read. A removal just before may have been missed in the same way. */
function letIn(current: OpenConversation, seq: number): OpenConversation {
  return { ...current, phase: "ready", readSeq: seq, newAfterSeq: undefined };
}
