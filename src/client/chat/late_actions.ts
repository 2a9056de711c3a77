/** Actions whose code the browser loads after the first view, as it does their forms and dialogs. */
import type { ChatApp } from "./chat_app.ts";
import type { MessageActions } from "./message_actions.ts";

type LateActions = typeof import("./message_actions.ts");

let loaded: LateActions | undefined;

/** @throws when they cannot be loaded now; another call tries again */
export async function loadLateActions(): Promise<void> {
  loaded ??= await import("./message_actions.ts");
}

export function lateActions(app: ChatApp): MessageActions {
  let actions: MessageActions | undefined;
  const use = (run: (actions: MessageActions) => void) => {
    if (loaded) run((actions ??= loaded.messageActions(app)));
    // They need a connection themselves; without one, nothing has changed.
    else
      loadLateActions().then(
        () => use(run),
        () => {},
      );
  };
  return {
    startEdit: (messageId) => use(({ startEdit }) => startEdit(messageId)),
    editLast: () => use(({ editLast }) => editLast()),
    cancelEdit: () => use(({ cancelEdit }) => cancelEdit()),
    saveEdit: (text) => use(({ saveEdit }) => saveEdit(text)),
    ask: (dialog) => use(({ ask }) => ask(dialog)),
    remove: (messageId, removal) => use(({ remove }) => remove(messageId, removal)),
    writeAgain: (messageId, text) => use(({ writeAgain }) => writeAgain(messageId, text)),
    showMessage: (messageId) => use(({ showMessage }) => showMessage(messageId)),
  };
}
