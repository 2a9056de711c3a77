import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { plural } from "../text/format.ts";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";

interface UnreadAboveProps {
  state: ChatState;
  current: OpenConversation;
  act: ChatActions;
  toEnd: () => void;
}

/**
 * More messages are unread than the page holds: says how many, and leads to the first or skips
 * them.
 */
export function UnreadAbove({ state, current, act, toEnd }: UnreadAboveProps) {
  const { conversations, currentId, locale, texts } = state;
  const { chat } = texts;
  const late = lateTexts(locale);
  const unread = conversations.find(({ id }) => id === currentId)?.unread ?? 0;
  const action = "inline-flex min-h-6 cursor-pointer items-center gap-1 font-semibold underline";
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-primary-soft px-4 py-2 text-sm text-primary-text sm:px-6">
      <span class="min-w-40 flex-1">
        <Words>
          {current.older === "loading"
            ? chat.loadingOlder
            : current.older === "failed"
              ? chat.olderFailed
              : plural(locale, chat.newBelow, unread)}
        </Words>
      </span>
      <button type="button" class={action} onClick={() => act.showFirstUnread()}>
        <Icon of="ArrowUp" class="size-3.5" />
        {late.toFirstUnread}
      </button>
      <button
        type="button"
        class={action}
        onClick={() => {
          act.skipUnread();
          toEnd();
        }}
      >
        {late.skipUnread}
      </button>
    </div>
  );
}
