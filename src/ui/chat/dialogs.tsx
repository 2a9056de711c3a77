import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { limits } from "#wire/limits.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { AreaField } from "../parts/field.tsx";
import { Words } from "../parts/words.tsx";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatDialog, ChatState, RemovalDialog } from "./chat_state.ts";
import { MessageText } from "./message_text.tsx";
import { Skeletons } from "./skeletons.tsx";
import { LimitHint, useTextLimit } from "./text_limit.tsx";

interface DialogsProps {
  state: ChatState;
  act: ChatActions;
}

/** The open dialog. */
export function Dialogs({ dialog, state, act }: DialogsProps & { dialog: ChatDialog }) {
  const { chat } = state.texts;
  const late = lateTexts(state.locale);
  if (dialog.kind !== "removed_content") {
    const own = dialog.kind === "delete";
    return (
      <Modal id={dialog.kind} title={own ? late.deleteTitle : late.removeTitle} act={act}>
        <RemovalForm dialog={dialog} state={state} act={act} />
      </Modal>
    );
  }
  const isOwn = isHandedBack(state, dialog.messageId);
  return (
    <Modal id="removed-content" title={late.removedTitle} act={act}>
      {dialog.content !== undefined && (
        <div class="max-h-[50dvh] overflow-y-auto rounded border border-line bg-sunken p-3">
          <MessageText text={dialog.content} chat={chat} />
        </div>
      )}
      {dialog.error ? (
        <Problem text={dialog.error} />
      ) : dialog.content === undefined ? (
        <Skeletons label={chat.loadingGroup} count={1} />
      ) : (
        <p class="text-sm text-muted">{isOwn ? late.handedBackHint : late.removedHint}</p>
      )}
      <div class="flex flex-wrap justify-end gap-2">
        {isOwn && dialog.content !== undefined && (
          <Button type="button" onClick={() => act.writeAgain(dialog.messageId, dialog.content!)}>
            {late.writeAgain}
          </Button>
        )}
        <Button type="button" onClick={() => act.closeDialog()}>
          {late.close}
        </Button>
      </div>
    </Modal>
  );
}

/** The reader's own, whose text they got back. */
function isHandedBack({ current, reader }: ChatState, messageId: string): boolean {
  const message = current?.timeline.messages.find(({ id }) => id === messageId);
  return message?.removed?.handedBack === true && message.senderId === reader.id;
}

interface RemovalFormProps extends DialogsProps {
  dialog: RemovalDialog;
}

function RemovalForm({ dialog, state, act }: RemovalFormProps) {
  const { chat } = state.texts;
  const late = lateTexts(state.locale);
  const { kind, messageId, busy, changed, error, reasons = [] } = dialog;
  const limit = useTextLimit(limits.reasonChars);
  return (
    <form
      class="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const reason = form.get("reason");
        const text = typeof reason === "string" ? reason : "";
        if (limit.allows(text))
          act.remove(messageId, { reason: text, handBack: form.has("handBack") });
      }}
    >
      <p class="text-sm text-muted">{kind === "delete" ? late.deleteText : late.removeText}</p>
      {changed && <NewWords state={state} messageId={messageId} />}
      {kind === "remove" && (
        <>
          {reasons.length > 0 && <Reasons reasons={reasons} label={late.chooseReason} />}
          <div onInput={({ target }) => limit.look((target as HTMLTextAreaElement).value)}>
            <AreaField name="reason" label={late.removeReason} rows={2} />
            <LimitHint id="reason-limit" limit={limit} tooLong={late.reasonTooLong} />
          </div>
          <label class="flex min-h-11 items-center gap-3 text-sm">
            <input type="checkbox" name="handBack" class="size-5 shrink-0 accent-primary" />
            {late.handBack}
          </label>
        </>
      )}
      {error && <Problem text={error} />}
      <div class="flex justify-end gap-2">
        <Button type="button" onClick={() => act.closeDialog()}>
          {late.cancel}
        </Button>
        <Button look="danger" disabled={busy}>
          {kind === "delete" ? chat.delete : chat.remove}
        </Button>
      </div>
    </form>
  );
}

/** What the course offers. The one that is chosen is written into the field, where it can be changed. */
function Reasons({ reasons, label }: { reasons: readonly string[]; label: string }) {
  return (
    <select
      aria-label={label}
      class="min-h-10.5 w-full rounded border border-line-strong bg-field px-3 py-2 text-base text-body"
      onChange={({ currentTarget }) => {
        const field = currentTarget.form?.elements.namedItem("reason");
        if (!(field instanceof HTMLTextAreaElement)) return;
        field.value = currentTarget.value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }}
    >
      <option value="">{label}</option>
      {reasons.map((reason) => (
        <option key={reason} value={reason}>
          {reason}
        </option>
      ))}
    </select>
  );
}

/** Shows the message's current text, which is what the decision is about. */
function NewWords({ state, messageId }: { state: ChatState; messageId: string }) {
  const message = state.current?.timeline.messages.find(({ id }) => id === messageId);
  return (
    <div role="alert" class="space-y-1 text-sm">
      <p class="text-danger-text">{lateTexts(state.locale).changedMeanwhile}</p>
      <div class="max-h-40 overflow-y-auto rounded border border-line bg-sunken p-3" tabIndex={0}>
        <MessageText text={message?.content ?? ""} chat={state.texts.chat} />
      </div>
    </div>
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

/** A dialog that is open while it is rendered. Escape closes it, and the focus returns. */
function Modal({ id, title, act, children }: ModalProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const dialog = box.current?.querySelector("dialog");
    const before = document.activeElement;
    dialog?.showModal();
    // On a low screen it would begin with what has the focus now.
    if (dialog) dialog.scrollTop = 0;
    const closed = () => act.closeDialog();
    dialog?.addEventListener("close", closed);
    return () => {
      dialog?.removeEventListener("close", closed);
      dialog?.close();
      // The element that opened the dialog may have disappeared with the action.
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
