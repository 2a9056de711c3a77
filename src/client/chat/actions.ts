/** The actions of the page's controls. */
import type { ChatActions } from "#ui/chat/chat_actions.ts";
import { isUnread, type PageTexts } from "#ui/chat/chat_state.ts";
import { focusIfLost, focusWriting } from "#ui/chat/focus_writing.ts";
import { limits } from "#wire/limits.ts";
import { mayTakeBack } from "#wire/message_rights.ts";
import { asStorable, isBlank, severalLines } from "#wire/text.ts";
import type { ChatApp } from "./chat_app.ts";
import { chatPath } from "./chat_path.ts";
import { listActions } from "./list_actions.ts";
import { goToList, openAddress } from "./navigate.ts";
import { isHeavy, lightened, loadOlder, nearTop, showFirstUnread } from "./older_messages.ts";

/** Limits how often "is typing" is sent; each lasts a while. */
const typingEveryMs = 2_500;

export function chatActions(app: ChatApp): ChatActions {
  const { drafts, clock } = app.parts;
  const { session } = app;
  let typedMs = -Infinity;
  return {
    ...moving(app),
    fetchAgain() {
      // Until the answer arrives, the page keeps saying that what it shows is out of date.
      app.update((state) => ({ ...state, pageProblem: state.current && state.pageProblem }));
      const { currentId } = app.state;
      if (currentId !== undefined) void app.reload(currentId).then(() => focusOnceNew(app));
    },
    showDetails: (details) => app.update((state) => ({ ...state, details })),
    filter: (filter) => app.update((state) => ({ ...state, filter })),
    ...listActions(app),
    draft: (id) => drafts.read(id),
    saveDraft: (id, text) => drafts.write(id, text),
    typed() {
      const { currentId } = app.state;
      if (currentId === undefined || clock.now() - typedMs < typingEveryMs) return;
      const meta = { conversationId: currentId };
      if (session.sendIfLive({ messageType: "Typing", payload: {}, meta })) typedMs = clock.now();
    },
    send(text) {
      const { currentId } = app.state;
      if (currentId === undefined) return;
      session.sender.post(currentId, text);
      if (app.state.current?.returned) {
        app.updateCurrent((current) => ({ ...current, returned: undefined }));
      }
      // Another tab may be writing here too; do not delete its draft.
      if (drafts.read(currentId) === text) drafts.write(currentId, "");
      typedMs = -Infinity;
    },
    retry: (clientId) => session.sender.retry(clientId),
    discard: (clientId) => session.sender.discard(clientId),
    reconnect: () => session.wake(),
    announce: (text) => announce(app, text),
    ask(dialog) {
      app.update((state) => ({ ...state, dialog }));
      if (dialog.kind === "removed_content") void showRemovedContent(app, dialog.messageId);
    },
    closeDialog: () => app.update((state) => ({ ...state, dialog: undefined })),
    remove: (messageId, reason) => remove(app, messageId, reason),
    loadOlder: () => void loadOlder(app, limits.historyPage),
    nearTop: () => nearTop(app),
    showFirstUnread: () => void showFirstUnread(app),
    skipUnread: () => app.updateCurrent((current) => ({ ...current, newAfterSeq: undefined })),
    ...reading(app),
    ...editing(app),
  };
}

/** What the reader has on the screen. */
function reading(app: ChatApp): Pick<ChatActions, "atBottom" | "leftEnd"> {
  return {
    atBottom(atBottom) {
      if (!atBottom) app.readNow();
      const { current } = app.state;
      if (current?.atBottom !== atBottom || (atBottom && isHeavy(current))) {
        app.updateCurrent((open) => ({
          ...(atBottom ? lightened(open) : open),
          atBottom,
          missedBelow: atBottom ? 0 : open.missedBelow,
        }));
      }
      if (atBottom) app.noteRead();
    },
    leftEnd() {
      const { current } = app.state;
      if (!current?.atBottom) return;
      if (!isUnread(current)) app.readNow();
      app.updateCurrent((open) => ({ ...open, atBottom: false }));
    },
  };
}

function announce(app: ChatApp, text: string): void {
  const announcement = { messageId: `note at ${app.parts.clock.now()}`, text };
  app.update((state) => ({ ...state, announcement }));
}

function moving(app: ChatApp): Pick<ChatActions, "openConversation" | "openList"> {
  return {
    openConversation(id) {
      const { currentId } = app.state;
      if (id !== currentId) openAddress(chatPath(id), currentId === undefined);
      // An edit form that was left open takes the focus itself.
      void app.show(id).then(() => app.state.current?.editing || focusWriting());
    },
    openList: () => goToList(app),
  };
}

type EditActions = Pick<ChatActions, "startEdit" | "editLast" | "cancelEdit" | "saveEdit">;

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
      if (last && mayTakeBack(reader.id, last, app.parts.clock.now())) start(last.id);
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

function remove(app: ChatApp, messageId: string, reason: string | undefined): void {
  const { currentId, texts } = app.state;
  if (currentId === undefined) return;
  const sent = app.session.sendIfLive({
    messageType: "RemoveMessage",
    payload: reason ? { reason: asStorable(reason) } : {},
    meta: { conversationId: currentId, messageId },
  });
  app.update((state) => {
    const { dialog } = state;
    if (!dialog || dialog.kind === "removed_content") return state;
    const error = sent ? undefined : texts.chat.needsConnection;
    return { ...state, dialog: { ...dialog, busy: sent, error } };
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

/** The button disappears once it has helped, which may be later than the arrival of its page. */
function focusOnceNew(app: ChatApp): void {
  if (app.state.pageProblem === undefined) return focusIfLost();
  const end = app.parts.store.subscribe(({ pageProblem }) => {
    if (pageProblem !== undefined) return;
    end();
    focusIfLost();
  });
}
