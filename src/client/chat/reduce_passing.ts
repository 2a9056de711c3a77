/** What frames that move no position mean to the page. Pure. */
import { countInList } from "#wire/counter.ts";
import { limits } from "#wire/limits.ts";
import type { PassingFrame } from "#sync/session_ports.ts";
import type { ChatState } from "#ui/chat/chat_state.ts";
import { closed, inCurrent } from "./in_current.ts";
import { inList, sorted, unlisted } from "./reduce_list.ts";
import type { Surroundings } from "./surroundings.ts";

export function reducePassing(
  state: ChatState,
  frame: PassingFrame,
  around: Surroundings,
): ChatState {
  if (frame.messageType === "ConversationsOrdered") return sorted(state, frame.payload.positions);
  const { conversationId } = frame.meta;
  switch (frame.messageType) {
    case "Counter":
      return inList(state, conversationId, (listed) =>
        countInList(listed, frame, frame.payload.senderId === state.reader.id ? "own" : "unseen"),
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

function afterwards(
  online: readonly string[],
  { came, went }: { came: string[]; went: string[] },
): string[] {
  const ids = new Set(online);
  for (const id of went) ids.delete(id);
  for (const id of came) ids.add(id);
  return [...ids];
}
