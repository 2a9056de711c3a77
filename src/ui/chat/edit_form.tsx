import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { limits } from "#protocol/limits.ts";
import { Button } from "../parts/button.tsx";
import { Words } from "../parts/words.tsx";
import type { ChatActions } from "./chat_actions.ts";
import type { Editing, PageTexts } from "./chat_state.ts";
import { isComposing } from "./input_method.ts";

interface EditFormProps {
  content: string;
  editing: Editing;
  texts: PageTexts;
  act: ChatActions;
}

/** One's own message, open for editing where it stands. What was half written before is there again. */
export function EditForm({ content, editing, texts: { chat }, act }: EditFormProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { messageId } = editing;
  const [before] = useState(() => act.draft(messageId) || content);
  useLayoutEffect(() => {
    const { current } = area;
    current?.focus();
    current?.setSelectionRange(before.length, before.length);
  }, []);
  const save = () => act.saveEdit(area.current?.value ?? "");
  return (
    <form
      class="max-w-[72ch] space-y-2 py-1"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        ref={area}
        aria-label={chat.editLabel}
        aria-describedby="edit-hint"
        aria-invalid={editing.error ? true : undefined}
        dir="auto"
        maxLength={limits.contentChars}
        defaultValue={before}
        class="field-sizing-content max-h-60 w-full resize-none rounded border border-line-strong bg-surface px-3 py-2 text-base text-body"
        onInput={(event) => {
          const { value } = event.currentTarget;
          act.saveDraft(messageId, value === content ? "" : value);
        }}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === "Escape") {
            event.stopPropagation();
            act.cancelEdit();
          } else if (event.key === "Enter" && !event.shiftKey && !isTouch()) {
            event.preventDefault();
            save();
          }
        }}
      />
      {editing.error && (
        <p role="alert" class="text-sm text-danger-text">
          <Words>{editing.error}</Words>
        </p>
      )}
      <div class="flex flex-wrap items-center gap-2">
        <Button look="primary" disabled={editing.busy}>
          {chat.save}
        </Button>
        <Button type="button" look="quiet" onClick={() => act.cancelEdit()}>
          {chat.cancel}
        </Button>
        <span id="edit-hint" class="text-xs text-muted pointer-coarse:hidden">
          {chat.editHint}
        </span>
      </div>
    </form>
  );
}

/** On a touch screen Enter starts a new line, as its keyboard shows. */
export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}
