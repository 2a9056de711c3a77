/**
 * Edits and removals that the reader has requested and that wait for an answer. Only the answer
 * closes the form or dialog; any other change to the message is shown beside it.
 */
import type { MessageView } from "#wire/views.ts";
import type { RefusalFrame } from "#wire/frames.ts";
import type { ChatDialog, ChatState, Editing, OpenConversation } from "#ui/chat/chat_state.ts";

/** Requests may be repeated, whether or not they are waiting for an answer. */
export function unanswered(state: ChatState, error: string): ChatState {
  return removalFailed(editFailed(state, error), error);
}

export function refused(state: ChatState, { meta, payload }: RefusalFrame): ChatState {
  const { chat } = state.texts;
  const error = payload.retry ? chat.tryAgainSoon : chat.notDone;
  const late = payload.code === "forbidden";
  if (meta.about === "EditMessage") {
    return editFailed(state, late ? chat.tooLateToEdit : error, meta.messageId);
  }
  if (meta.about === "RemoveMessage") {
    const own = state.dialog?.kind === "delete";
    return removalFailed(state, late && own ? chat.tooLateToDelete : error, meta.messageId);
  }
  return meta.about === undefined ? unanswered(state, error) : state;
}

/** How a new version of a message, received or fetched, affects the open form and dialog. */
export function revisedUnderQuestion(state: ChatState, message: MessageView): ChatState {
  const { current, dialog } = state;
  const next = { ...state };
  if (dialog?.messageId === message.id) next.dialog = dialogAfter(dialog, message);
  if (current?.editing?.messageId === message.id) {
    next.current = { ...current, editing: editingAfter(current.editing, message) };
  }
  return next;
}

/** The message is already removed. An edit leaves the dialog and its reason unchanged. */
function dialogAfter(dialog: ChatDialog, { removed }: MessageView): ChatDialog | undefined {
  if (dialog.kind === "removed_content") return dialog;
  return removed ? undefined : { ...dialog, changed: true };
}

/** An edit from elsewhere leaves the form open; the reader's own is the answer. */
function editingAfter(
  editing: Editing,
  { removed, redacted, content }: MessageView,
): Editing | undefined {
  if (removed || redacted || content === editing.sent) return undefined;
  return { ...editing, changed: true };
}

export interface EndedEdit {
  messageId: string;
  conversationId: string;
  /** The message has the new text, unless it was removed or redacted, or writing has ended. */
  stored: boolean;
}

/** The edit that used to be open in a conversation and no longer is. */
export function endedEdit(
  before: OpenConversation | undefined,
  after: OpenConversation | undefined,
): EndedEdit | undefined {
  if (!before?.editing || !after || after.editing) return undefined;
  const { messageId } = before.editing;
  const { id: conversationId, messages } = after.timeline;
  if (before.timeline.id !== conversationId) return undefined;
  const message = messages.find(({ id }) => id === messageId);
  const isOver = !message || message.removed !== undefined || message.redacted !== undefined;
  const stored = after.phase === "ready" && !isOver;
  return { messageId, conversationId, stored };
}

/** @param messageId the message concerned, if known */
function editFailed(state: ChatState, error: string, messageId?: string): ChatState {
  const { current } = state;
  const { editing } = current ?? {};
  if (!current || !editing?.busy) return state;
  if (messageId !== undefined && messageId !== editing.messageId) return state;
  return { ...state, current: { ...current, editing: { ...editing, busy: false, error } } };
}

/** @param messageId the message concerned, if known */
function removalFailed(state: ChatState, error: string, messageId?: string): ChatState {
  const { dialog } = state;
  if (!dialog || dialog.kind === "removed_content" || !dialog.busy) return state;
  if (messageId !== undefined && messageId !== dialog.messageId) return state;
  return { ...state, dialog: { ...dialog, busy: false, error } };
}
