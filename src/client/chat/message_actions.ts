/** What changes a message: its edit form, and the questions whether to delete or remove it. */
import type { ChatActions } from "#ui/chat/chat_actions.ts";
import type { PageTexts } from "#ui/chat/chat_state.ts";
import { focusWriting } from "#ui/chat/focus_writing.ts";
import { joinDraft } from "#ui/chat/join_draft.ts";
import { mayTakeBack } from "#wire/message_rights.ts";
import { asStorable, isBlank, severalLines } from "#wire/text.ts";
import type { ChatApp } from "./chat_app.ts";
import { chatPath } from "./chat_path.ts";

type Removal = Parameters<ChatActions["remove"]>[1];

type EditActions = Pick<ChatActions, "startEdit" | "editLast" | "cancelEdit" | "saveEdit">;
export type MessageActions = EditActions &
  Pick<ChatActions, "ask" | "remove" | "writeAgain" | "showMessage">;

export function messageActions(app: ChatApp): MessageActions {
  return {
    ...editing(app),
    ask(dialog) {
      app.update((state) => ({ ...state, dialog }));
      if (dialog.kind === "removed_content") void showRemovedContent(app, dialog.messageId);
      if (dialog.kind === "remove") void offerReasons(app, dialog.messageId);
    },
    remove: (messageId, removal) => remove(app, messageId, removal),
    writeAgain(messageId, text) {
      const { currentId } = app.state;
      app.update((state) => ({ ...state, dialog: undefined }));
      if (currentId === undefined) return;
      const { drafts } = app.parts;
      drafts.write(currentId, joinDraft(drafts.read(currentId), text));
      app.updateCurrent((current) => ({ ...current, returned: { messageId, text } }));
      focusWriting();
    },
    showMessage(messageId) {
      const { currentId } = app.state;
      if (currentId === undefined) return;
      location.assign(`${chatPath(currentId)}/messages/${encodeURIComponent(messageId)}`);
    },
  };
}

function editing(app: ChatApp): EditActions {
  const { drafts } = app.parts;
  const start = (messageId: string) => {
    // Everything seen so far counts as read; messages that arrive while the form is open do not.
    app.readNow();
    app.updateCurrent((current) => ({ ...current, editing: { messageId, busy: false } }));
  };
  const stop = () => {
    const messageId = app.state.current?.editing?.messageId;
    if (messageId !== undefined) drafts.write(messageId, "");
    app.updateCurrent((current) => ({ ...current, editing: undefined }));
    focusWriting();
  };
  const fail = (error: string) =>
    app.updateCurrent((current) => ({
      ...current,
      editing: current.editing && { ...current.editing, busy: false, error },
    }));
  return {
    startEdit: start,
    editLast() {
      const { current, reader } = app.state;
      const last = current?.timeline.messages.findLast(
        ({ senderId, removed }) => senderId === reader.id && !removed,
      );
      if (!last || last.redacted) return;
      if (mayTakeBack(reader.id, last, app.parts.clock.now())) start(last.id);
    },
    cancelEdit: stop,
    saveEdit(typed) {
      const content = severalLines(asStorable(typed));
      const { current, texts } = app.state;
      const messageId = current?.editing?.messageId;
      const before = current?.timeline.messages.find(({ id }) => id === messageId);
      if (!current || !messageId || !before || content === before.content) return stop();
      // The text is empty: ask whether to delete the message, and keep the form open meanwhile.
      if (isBlank(content)) {
        return app.update((state) => ({
          ...state,
          dialog: { kind: "delete", messageId, busy: false },
        }));
      }
      const meta = { conversationId: current.timeline.id, messageId };
      const sent = app.session.sendIfLive({
        messageType: "EditMessage",
        payload: { content },
        meta,
      });
      if (!sent) return fail(texts.chat.needsConnection);
      app.updateCurrent((open) => ({ ...open, editing: { messageId, busy: true, sent: content } }));
    },
  };
}

function remove(app: ChatApp, messageId: string, removal: Removal | undefined): void {
  const { currentId, texts } = app.state;
  if (currentId === undefined) return;
  const sent = app.session.sendIfLive({
    messageType: "RemoveMessage",
    payload: {
      ...(removal?.reason && { reason: asStorable(removal.reason) }),
      ...(removal?.handBack && { handBack: true }),
    },
    meta: { conversationId: currentId, messageId },
  });
  app.update((state) => {
    const { dialog } = state;
    if (!dialog || dialog.kind === "removed_content") return state;
    const error = sent ? undefined : texts.chat.needsConnection;
    return { ...state, dialog: { ...dialog, busy: sent, error } };
  });
}

/** What the course offers; without an answer, the reason is typed. */
async function offerReasons(app: ChatApp, messageId: string): Promise<void> {
  const { currentId } = app.state;
  if (currentId === undefined) return;
  const fetched = await app.parts.pages.reasons(currentId);
  if (!fetched.ok) return;
  const { reasons } = fetched.value;
  app.update((state) => {
    const { dialog } = state;
    if (dialog?.kind !== "remove" || dialog.messageId !== messageId) return state;
    return { ...state, dialog: { ...dialog, reasons } };
  });
}

async function showRemovedContent(app: ChatApp, messageId: string): Promise<void> {
  const { currentId } = app.state;
  if (currentId === undefined) return;
  const fetched = await app.parts.pages.removedContent(currentId, messageId);
  app.update((state) => {
    if (state.dialog?.kind !== "removed_content" || state.dialog.messageId !== messageId)
      return state;
    const dialog = fetched.ok
      ? { ...state.dialog, content: fetched.value.content }
      : { ...state.dialog, error: problemText(state.texts, fetched.problem) };
    return { ...state, dialog };
  });
}

function problemText({ chat }: PageTexts, problem: string): string {
  return problem === "offline" ? chat.needsConnection : chat.notDone;
}
