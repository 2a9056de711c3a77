/** How the page changes as the connection comes and goes. Pure. */
import type { Welcome } from "#wire/frames.ts";
import type { SessionState } from "#sync/session_ports.ts";
import type { ChatState } from "#ui/chat/chat_state.ts";
import { closed, inCurrent } from "./in_current.ts";
import { unanswered } from "./reduce_dialogs.ts";

/**
 * Without a connection nobody is known to be online, and earlier requests will not be answered, so
 * they may be repeated.
 */
export function connected(state: ChatState, connection: SessionState): ChatState {
  const next = { ...state, connection };
  if (connection.kind === "live") return next;
  if (next.current) next.current = { ...next.current, online: [], typing: [] };
  return unanswered(next, state.texts.chat.needsConnection);
}

/**
 * The reader's current account and groups. If nothing is unread any longer, it was read elsewhere.
 */
export function welcomed(
  state: ChatState,
  { conversations, name, role, office, cases, answers, mutes }: Welcome["payload"],
): ChatState {
  const next = {
    ...state,
    conversations,
    reader: { ...state.reader, name, role, office, cases, answers, mutes },
  };
  const listed = conversations.find(({ id }) => id === state.currentId);
  // The reader could see this group only as staff, and no longer can.
  const wasStaff =
    (state.reader.role === "admin" && role !== "admin") ||
    (state.current?.byOffice === true && state.current.memberRole === undefined);
  if (!listed && wasStaff) return inCurrent(next, state.currentId, closed);
  if (listed?.memberRole === undefined || listed.unread > 0) return next;
  return inCurrent(next, listed.id, (current) => ({
    ...current,
    readSeq: Math.max(current.readSeq, listed.seq),
  }));
}
