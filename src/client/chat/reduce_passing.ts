/** How each frame that moves no position changes the page: a table. Pure. */
import { countInList } from "#wire/counter.ts";
import { limits } from "#wire/limits.ts";
import type { PassingFrame } from "#sync/session_ports.ts";
import type { ChatState } from "#ui/chat/chat_state.ts";
import { closed, inCurrent } from "./in_current.ts";
import { inList, sorted, unlisted } from "./reduce_list.ts";
import type { Surroundings } from "./surroundings.ts";

type PassingReducer<Frame extends PassingFrame> = (
  state: ChatState,
  frame: Frame,
  around: Surroundings,
) => ChatState;

const reducers: {
  [Name in PassingFrame["messageType"]]: PassingReducer<
    Extract<PassingFrame, { messageType: Name }>
  >;
} = {
  Counter: (state, frame) =>
    inList(state, frame.meta.conversationId, (listed) =>
      countInList(listed, frame, frame.payload.senderId === state.reader.id ? "own" : "unseen"),
    ),
  ConversationListed(state, { payload: { conversation } }) {
    const others = state.conversations.filter(({ id }) => id !== conversation.id);
    return sorted({ ...state, conversations: [...others, conversation] }, {});
  },
  ConversationUnlisted: (state, { meta: { conversationId } }) =>
    unlisted(inCurrent(state, conversationId, closed), conversationId),
  ConversationsOrdered: (state, { payload }) => sorted(state, payload.positions, payload.courses),
  ReadMoved(state, { payload: { unread }, meta: { conversationId, seq } }) {
    const moved = inList(state, conversationId, (listed) => ({ ...listed, unread }));
    return inCurrent(moved, conversationId, (current) => ({
      ...current,
      readSeq: Math.max(current.readSeq, seq),
    }));
  },
  /** Only pages of staff ask for it. */
  GroupsActive: (state) => state,
  Looked: (state, { meta }) =>
    inCurrent(state, meta.conversationId, (current) => ({
      ...current,
      looks: (current.looks ?? 0) + 1,
    })),
  HeldChanged: (state, { meta }) =>
    inCurrent(state, meta.conversationId, (current) => ({
      ...current,
      held: current.held ?? [],
      heldChanges: (current.heldChanges ?? 0) + 1,
    })),
  Presence: (state, { payload, meta }) =>
    inCurrent(state, meta.conversationId, (current) => ({
      ...current,
      online: onlineAfter(current.online, payload),
    })),
  Typing(state, { payload: { userId, name }, meta }, { nowMs }) {
    if (userId === state.reader.id) return state;
    const untilMs = nowMs + limits.typingMs;
    const next = inCurrent(state, meta.conversationId, (current) => ({
      ...current,
      typing: [
        ...current.typing.filter((other) => other.userId !== userId),
        { userId, name, untilMs },
      ],
    }));
    return { ...next, nowMs };
  },
};

export function reducePassing<Name extends PassingFrame["messageType"]>(
  state: ChatState,
  frame: Extract<PassingFrame, { messageType: Name }>,
  around: Surroundings,
): ChatState {
  const reduce: PassingReducer<Extract<PassingFrame, { messageType: Name }>> =
    reducers[frame.messageType];
  return reduce(state, frame, around);
}

function onlineAfter(
  online: readonly string[],
  { came, went }: { came: string[]; went: string[] },
): string[] {
  const ids = new Set(online);
  for (const id of went) ids.delete(id);
  for (const id of came) ids.add(id);
  return [...ids];
}
