/** How the messages to be sent change. Pure. */
import { hasFailed } from "#sync/outbox.ts";
import type { OutboxEntry } from "#sync/session_ports.ts";
import type { ChatState } from "#ui/chat/chat_state.ts";
import { format } from "#ui/text/format.ts";

/** Waiting and failed messages. A failure in a group that is not open is announced. */
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
