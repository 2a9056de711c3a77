import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { limits } from "#wire/limits.ts";
import { isBlank } from "#wire/text.ts";
import { Icon } from "../parts/icon.tsx";
import { format } from "../text/format.ts";
import { useAutoHeight } from "./auto_height.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { PageTexts, ReturnedText } from "./chat_state.ts";
import { isComposing } from "./input_method.ts";
import { useInsertions } from "./insertions.ts";
import { joinDraft } from "./join_draft.ts";
import { RefusedInsertion } from "./later.tsx";
import { isSendingKey, isTouch } from "./sending_key.ts";
import { LimitHint, useTextLimit } from "./text_limit.tsx";
import { phone, useMedia } from "./use_media.ts";

interface ComposerProps {
  conversationId: string;
  name: string;
  live: boolean;
  locale: string;
  refused?: { text: string; error: string };
  returned?: ReturnedText;
  /** How long until the reader may write again; undefined if they may. */
  wait?: string | undefined;
  texts: PageTexts;
  act: ChatActions;
}

/** A longer name of the group does not fit into the empty field on a phone. */
const roomOfName = 16;

/** The form for new messages; a plain form without scripts. One per conversation: use a key. */
export function Composer(props: ComposerProps) {
  const { conversationId, name, live, locale, refused, returned, wait, texts, act } = props;
  const { chat } = texts;
  const { area, limit, isEmpty, send, changed } = useWriting(props);
  const insertions = useInsertions();
  const isTight = useMedia(phone) && name.length > roomOfName;
  return (
    <form
      method="post"
      action={`/chat/${conversationId}`}
      class="group/composer mx-auto w-full max-w-220 px-2 sm:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {refused && !live && <Above text={refused.error} />}
      {returned && <Above text={chat.editReturned} />}
      <div class="flex items-end gap-1 rounded border border-line-strong bg-field writing-box">
        <textarea
          ref={area}
          id="composer"
          name="content"
          rows={1}
          dir="auto"
          required={!live}
          aria-label={format(chat.writeTo, { name })}
          aria-describedby="composer-hint"
          aria-invalid={limit.excess > 0 ? true : undefined}
          placeholder={isTight ? chat.message : format(chat.writeTo, { name })}
          enterkeyhint="enter"
          defaultValue={refused?.text ?? ""}
          class="peer min-h-11 min-w-0 flex-1 resize-none bg-transparent px-3 text-body outline-none writing-field"
          {...insertions.handlers}
          onInput={changed}
          onKeyDown={(event) => {
            if (isSendingKey(event)) {
              event.preventDefault();
              send();
            } else if (isComposing(event)) {
              return;
            } else if (event.key === "ArrowUp" && event.currentTarget.value === "") {
              event.preventDefault();
              act.editLast();
            }
          }}
        />
        <button
          title={chat.send}
          aria-disabled={wait || (live && isEmpty) ? true : undefined}
          class="flex shrink-0 items-center justify-center rounded bg-primary text-on-primary send-button"
        >
          {wait ?? <Icon of="SendHorizontal" />}
          <span class="sr-only">{chat.send}</span>
        </button>
      </div>
      {insertions.refused && <RefusedInsertion refused={insertions.refused} locale={locale} />}
      <LimitHint
        id="composer-hint"
        limit={limit}
        tooLong={chat.tooLong}
        hint={live && !isTouch() ? chat.composerHint : undefined}
      />
    </form>
  );
}

function Above({ text }: { text: string }) {
  return (
    <p role="alert" class="pb-2 text-sm text-danger-text">
      {text}
    </p>
  );
}

/** The text in the field: its draft, whether it is too long, and sending it. */
function useWriting({ conversationId, live, returned, wait, act }: ComposerProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const fit = useAutoHeight(area);
  const limit = useTextLimit(limits.contentChars);
  const [isEmpty, setEmpty] = useState(true);
  const measure = () => {
    const { current } = area;
    if (!current) return;
    setEmpty(isBlank(current.value));
    limit.look(current.value);
    fit();
  };
  const changed = () => {
    act.saveDraft(conversationId, area.current?.value ?? "");
    act.typed();
    measure();
  };
  const send = () => {
    const { current } = area;
    if (!current || wait || isBlank(current.value) || !limit.allows(current.value)) return;
    act.send(current.value);
    current.value = "";
    measure();
    current.focus();
  };
  const add = (draft: string, more: string) => {
    const { current } = area;
    if (!current) return;
    current.value = joinDraft(draft, more);
    act.saveDraft(conversationId, current.value);
    measure();
  };
  useLayoutEffect(() => {
    const { current } = area;
    if (!current) return undefined;
    // Keeps what was typed before the scripts arrived, along with the draft.
    add(act.draft(conversationId), current.value);
    // Another tab may have changed or sent the draft since; text left in the field is kept.
    const keep = () => {
      const draft = act.draft(conversationId);
      if (!draft.startsWith(current.value)) act.saveDraft(conversationId, current.value);
    };
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      keep();
    };
  }, []);
  const taken = useRef(returned);
  useLayoutEffect(() => {
    // A new field takes its text from the draft.
    if (!returned || !area.current || returned === taken.current) return;
    taken.current = returned;
    add(area.current.value, returned.text);
    area.current.focus();
  }, [returned]);
  useLayoutEffect(() => {
    if (live && !isTouch() && document.activeElement === document.body) area.current?.focus();
  }, [live]);
  return { area, limit, isEmpty, send, changed };
}
