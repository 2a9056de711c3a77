import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { limits } from "#protocol/limits.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { AreaField } from "../parts/field.tsx";
import { Words } from "../parts/words.tsx";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatDialog, ChatState } from "./chat_state.ts";
import { MessageText } from "./message_text.tsx";
import { Skeletons } from "./older_messages.tsx";

interface DialogsProps {
  state: ChatState;
  act: ChatActions;
}

/** The question that is open, if one is. */
export function Dialogs({ state, act }: DialogsProps) {
  const { dialog, texts } = state;
  const { chat } = texts;
  if (!dialog) return null;
  if (dialog.kind === "delete") {
    return (
      <Modal id="delete" title={chat.deleteTitle} act={act}>
        <RemovalForm
          dialog={dialog}
          chat={chat}
          act={act}
          text={chat.deleteText}
          submit={chat.delete}
        />
      </Modal>
    );
  }
  if (dialog.kind === "remove") {
    return (
      <Modal id="remove" title={chat.removeTitle} act={act}>
        <RemovalForm
          dialog={dialog}
          chat={chat}
          act={act}
          text={chat.removeText}
          submit={chat.remove}
        >
          <AreaField
            name="reason"
            label={chat.removeReason}
            maxLength={limits.reasonChars}
            rows={2}
          />
        </RemovalForm>
      </Modal>
    );
  }
  return (
    <Modal id="original" title={chat.originalTitle} act={act}>
      {dialog.content !== undefined && (
        <div class="max-h-[50dvh] overflow-y-auto rounded border border-line bg-sunken p-3">
          <MessageText text={dialog.content} />
        </div>
      )}
      {dialog.error ? (
        <Problem text={dialog.error} />
      ) : dialog.content === undefined ? (
        <Skeletons label={chat.loadingGroup} count={1} />
      ) : (
        <p class="text-sm text-muted">{chat.originalHint}</p>
      )}
      <div class="flex justify-end">
        <Button type="button" onClick={() => act.closeDialog()}>
          {chat.close}
        </Button>
      </div>
    </Modal>
  );
}

interface RemovalFormProps {
  dialog: Extract<ChatDialog, { kind: "delete" | "remove" }>;
  chat: ChatState["texts"]["chat"];
  text: string;
  submit: string;
  act: ChatActions;
  children?: ComponentChildren;
}

function RemovalForm({ dialog, chat, text, submit, act, children }: RemovalFormProps) {
  return (
    <form
      class="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        const reason = new FormData(event.currentTarget).get("reason");
        act.remove(dialog.messageId, typeof reason === "string" ? reason : undefined);
      }}
    >
      <p class="text-sm text-muted">{text}</p>
      {children}
      {dialog.error && <Problem text={dialog.error} />}
      <div class="flex justify-end gap-2">
        <Button type="button" onClick={() => act.closeDialog()}>
          {chat.cancel}
        </Button>
        <Button look="danger" disabled={dialog.busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

function Problem({ text }: { text: string }) {
  return (
    <p role="alert" class="text-sm text-danger-text">
      <Words>{text}</Words>
    </p>
  );
}

interface ModalProps {
  id: string;
  title: string;
  act: ChatActions;
  children: ComponentChildren;
}

/** The common dialog, open as long as it is there. Escape closes it, and focus goes back. */
function Modal({ id, title, act, children }: ModalProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const dialog = box.current?.querySelector("dialog");
    const before = document.activeElement;
    dialog?.showModal();
    const closed = () => act.closeDialog();
    dialog?.addEventListener("close", closed);
    return () => {
      dialog?.removeEventListener("close", closed);
      dialog?.close();
      // What opened the dialog may be gone with what it did.
      const back = before?.isConnected ? before : document.getElementById("composer");
      if (back instanceof HTMLElement) back.focus();
    };
  }, []);
  return (
    <div ref={box}>
      <Dialog id={`dialog-${id}`} title={title}>
        {children}
      </Dialog>
    </div>
  );
}
