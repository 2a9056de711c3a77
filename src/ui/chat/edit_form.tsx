import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { withoutCodeMarks } from "#wire/code_parts.ts";
import { limits } from "#wire/limits.ts";
import { Button } from "../parts/button.tsx";
import { Words } from "../parts/words.tsx";
import { format } from "../text/format.ts";
import { lateTexts } from "../text/chat_late.ts";
import { useAutoHeight } from "./auto_height.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { Editing, PageTexts } from "./chat_state.ts";
import { measure } from "./message_text.tsx";
import { focusIfLost } from "./focus_writing.ts";
import { isComposing } from "./input_method.ts";
import { useInsertions } from "./insertions.ts";
import { RefusedInsertion } from "./refused_insertion.tsx";
import { isSendingKey } from "./sending_key.ts";
import { LimitHint, useTextLimit } from "./text_limit.tsx";

interface EditFormProps {
  content: string;
  editing: Editing;
  texts: PageTexts;
  locale: string;
  act: ChatActions;
}

/**
 * The reader's own message, opened for editing in its place. A saved draft of the edit is restored.
 */
export function EditForm({ content, editing, texts: { chat }, locale, act }: EditFormProps) {
  const late = lateTexts(locale);
  const { messageId } = editing;
  const [before] = useState(() => act.draft(messageId) || content);
  const limit = useTextLimit(limits.contentChars);
  const { area, fit } = useEditArea(before, content);
  const insertions = useInsertions();
  const save = () => {
    const text = area.current?.value ?? "";
    if (limit.allows(text)) act.saveEdit(text);
  };
  return (
    <form
      class={`${measure} space-y-2 py-1`}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        ref={area}
        aria-label={late.editLabel}
        aria-describedby="edit-limit edit-hint"
        aria-invalid={editing.error || limit.excess > 0 ? true : undefined}
        dir="auto"
        defaultValue={before}
        class="field-sizing-content max-h-60 w-full resize-none rounded border border-line-strong bg-field px-3 py-2 text-base text-body"
        {...insertions.handlers}
        onInput={(event) => {
          fit();
          const { value } = event.currentTarget;
          act.saveDraft(messageId, value === content ? "" : value);
          limit.look(value);
        }}
        onKeyDown={(event) => {
          if (isSendingKey(event)) {
            event.preventDefault();
            save();
          } else if (event.key === "Escape" && !isComposing(event)) {
            event.stopPropagation();
            act.cancelEdit();
          }
        }}
      />
      {insertions.refused && <RefusedInsertion refused={insertions.refused} locale={locale} />}
      <LimitHint id="edit-limit" limit={limit} tooLong={chat.tooLong} />
      {editing.changed && (
        <p role="alert" class="text-sm text-danger-text">
          <Words>{format(late.editedElsewhere, { text: withoutCodeMarks(content) })}</Words>
        </p>
      )}
      {editing.error && (
        <p role="alert" class="text-sm text-danger-text">
          <Words>{editing.error}</Words>
        </p>
      )}
      <div class="flex flex-wrap items-center gap-2">
        <Button look="primary" disabled={editing.busy}>
          {late.save}
        </Button>
        <Button type="button" look="quiet" onClick={() => act.cancelEdit()}>
          {late.cancel}
        </Button>
        <span id="edit-hint" class="text-xs text-muted pointer-coarse:hidden">
          {late.editHint}
        </span>
      </div>
    </form>
  );
}

/** The field, focused. Text from elsewhere replaces it unless it was changed here. */
function useEditArea(before: string, content: string) {
  const area = useRef<HTMLTextAreaElement>(null);
  const fit = useAutoHeight(area);
  const shown = useRef(content);
  useLayoutEffect(() => {
    const { current } = area;
    if (!current) return undefined;
    const { form } = current;
    current.focus();
    current.setSelectionRange(before.length, before.length);
    // Scrolls to the caret; only Firefox does so itself.
    current.scrollTop = current.scrollHeight;
    // The form may end while the reader is typing in it; the keystrokes continue in the message
    // field.
    return () => {
      if (form?.contains(document.activeElement)) focusIfLost();
    };
  }, []);
  useLayoutEffect(() => {
    if (area.current?.value === shown.current) area.current.value = content;
    shown.current = content;
    fit();
  }, [content]);
  return { area, fit };
}
