import { SendHorizontal } from "lucide";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { limits } from "#protocol/limits.ts";
import { isBlank } from "#protocol/text.ts";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { format } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { PageTexts } from "./chat_state.ts";
import { isTouch } from "./edit_form.tsx";
import { isComposing } from "./input_method.ts";
import { joinDraft } from "./join_draft.ts";

interface ComposerProps {
  conversationId: string;
  name: string;
  live: boolean;
  refused?: { text: string; error: string };
  texts: PageTexts;
  act: ChatActions;
}

/** Where one writes. Without scripts it is a plain form. One for each conversation: use a key. */
export function Composer({ conversationId, name, live, refused, texts, act }: ComposerProps) {
  const { chat } = texts;
  const { area, excess, refusals, send, changed } = useWriting(conversationId, live, act);
  return (
    <form
      method="post"
      action={`/chat/${conversationId}`}
      class="px-4 sm:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {refused && !live && (
        <p role="alert" class="pb-2 text-sm text-danger-text">
          {refused.error}
        </p>
      )}
      <div class="flex items-end gap-1 rounded border border-line-strong bg-surface focus-within:border-primary">
        <textarea
          ref={area}
          id="composer"
          name="content"
          rows={1}
          dir="auto"
          required={!live}
          aria-label={format(chat.writeTo, { name })}
          aria-describedby="composer-hint"
          aria-invalid={excess > 0 ? true : undefined}
          placeholder={format(chat.writeTo, { name })}
          enterkeyhint="enter"
          defaultValue={refused?.text ?? ""}
          class="field-sizing-content max-h-[max(4.25rem,min(40dvh,var(--chat-height,100dvh)-14rem))] min-h-11 flex-1 resize-none bg-transparent px-3 py-2.5 text-base leading-6 text-body outline-none placeholder:text-muted"
          onInput={changed}
          onKeyDown={(event) => {
            if (isComposing(event)) return;
            if (event.key === "Enter" && !event.shiftKey && !isTouch()) {
              event.preventDefault();
              send();
            } else if (event.key === "ArrowUp" && event.currentTarget.value === "") {
              event.preventDefault();
              act.editLast();
            }
          }}
        />
        <button
          title={chat.send}
          class="m-1 flex size-9 shrink-0 cursor-pointer items-center justify-center rounded bg-primary text-on-primary hover:bg-primary-strong pointer-coarse:size-11"
        >
          <Icon of={SendHorizontal} />
          <span class="sr-only">{chat.send}</span>
        </button>
      </div>
      {/* Screen readers are told by a new element, each time that Enter does nothing. */}
      <p
        key={refusals}
        id="composer-hint"
        role={refusals > 0 ? "alert" : undefined}
        class={excess > 0 ? "pt-1 text-xs text-danger-text" : "sr-only"}
      >
        <Words>
          {excess > 0
            ? format(chat.tooLong, { count: excess, max: limits.contentChars })
            : chat.composerHint}
        </Words>
      </p>
    </form>
  );
}

/** What is in the field: its draft, whether it is too long and was refused for it, and sending it. */
function useWriting(conversationId: string, live: boolean, act: ChatActions) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [excess, setExcess] = useState(0);
  const [refusals, setRefusals] = useState(0);
  const measure = () => {
    const { current } = area;
    if (!current) return;
    setExcess(Math.max(0, current.value.length - limits.contentChars));
    fitHeight(current);
  };
  const changed = () => {
    act.saveDraft(conversationId, area.current?.value ?? "");
    act.typed();
    setRefusals(0);
    measure();
  };
  const send = () => {
    const { current } = area;
    if (!current || isBlank(current.value)) return;
    if (excess > 0) return setRefusals((count) => count + 1);
    act.send(current.value);
    current.value = "";
    measure();
    current.focus();
  };
  useLayoutEffect(() => {
    const { current } = area;
    if (!current) return undefined;
    // What was typed before the scripts arrived stays, and so does what was being written before.
    const text = joinDraft(act.draft(conversationId), current.value);
    act.saveDraft(conversationId, text);
    current.value = text;
    measure();
    // Another tab may have written or sent something here since: what is left standing is kept.
    const keep = () => current.value && act.saveDraft(conversationId, current.value);
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      keep();
    };
  }, []);
  useLayoutEffect(() => {
    if (live && !isTouch() && document.activeElement === document.body) area.current?.focus();
  }, [live]);
  return { area, excess, refusals, send, changed };
}

/** For browsers whose text fields do not grow by themselves. */
function fitHeight(area: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}
