/** The actions of the page's controls. */
import type { ChatActions } from "#ui/chat/chat_actions.ts";
import { isUnread } from "#ui/chat/chat_state.ts";
import { focusIfLost, focusWriting } from "#ui/chat/focus_writing.ts";
import { limits } from "#wire/limits.ts";
import type { ChatApp } from "./chat_app.ts";
import { chatPath } from "./chat_path.ts";
import { lateActions } from "./late_actions.ts";
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
    passTime: (afterMs) =>
      clock.after(afterMs, () => app.update((state) => ({ ...state, nowMs: clock.now() }))),
    announce: (text) => announce(app, text),
    showHeld: (held) => app.updateCurrent((current) => ({ ...current, held })),
    closeDialog: () => app.update((state) => ({ ...state, dialog: undefined })),
    loadOlder: () => void loadOlder(app, limits.historyPage),
    nearTop: () => nearTop(app),
    showFirstUnread: () => void showFirstUnread(app),
    skipUnread: () => app.updateCurrent((current) => ({ ...current, newAfterSeq: undefined })),
    ...reading(app),
    ...lateActions(app),
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

/** The button disappears once it has helped, which may be later than the arrival of its page. */
function focusOnceNew(app: ChatApp): void {
  if (app.state.pageProblem === undefined) return focusIfLost();
  const end = app.parts.store.subscribe(({ pageProblem }) => {
    if (pageProblem !== undefined) return;
    end();
    focusIfLost();
  });
}
