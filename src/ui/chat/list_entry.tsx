import type { ConversationView } from "#wire/views.ts";
import { hasFailed } from "#sync/outbox.ts";
import { Badge } from "../parts/badge.tsx";
import { CutName } from "../parts/cut_name.tsx";
import { GroupMark } from "../parts/group_mark.tsx";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { format } from "../text/format.ts";
import { recentText } from "../text/time_text.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState } from "./chat_state.ts";
import { Count } from "./count.tsx";
import { wantsNewTab } from "./wants_new_tab.ts";

export interface EntryProps {
  conversation: ConversationView;
  state: ChatState;
  act: ChatActions;
}

/**
 * A group in the list: one line, and a second one with the newest message where something is unread
 * or the reader wants it. On phones, which have the room and need the height, all have two.
 */
export function ListEntry({ conversation, state, act }: EntryProps) {
  const { id, name, unread } = conversation;
  const current = id === state.currentId;
  const tall = isTall(conversation, state);
  const ground = current
    ? "bg-primary-soft before:absolute before:inset-y-1.5 before:left-0 before:w-0.75 before:rounded-full before:bg-primary"
    : "hover:bg-pane-hover";
  return (
    <a
      href={`/chat/${id}`}
      aria-current={current ? "page" : undefined}
      class={`group/row relative flex min-h-16 items-center gap-3 rounded px-2 lg:gap-2.5 ${tall ? "lg:min-h-13" : "lg:min-h-7"} ${ground}`}
      onClick={(event) => {
        if (wantsNewTab(event)) return;
        event.preventDefault();
        act.openConversation(id);
      }}
    >
      <span class={tall ? "lg:self-start lg:pt-2" : ""}>
        <GroupMark name={name} large />
      </span>
      <span class="min-w-0 flex-1">
        <span
          class={`flex items-baseline gap-2 text-base lg:text-list ${unread > 0 ? "font-semibold" : ""}`}
        >
          <CutName name={name} />
          <Signs conversation={conversation} state={state} tall={tall} />
        </span>
        <span class={`flex items-center gap-2 ${tall ? "" : "lg:hidden"}`}>
          <span
            dir="auto"
            class="min-w-0 flex-1 truncate text-left text-sm leading-5 text-muted lg:text-xs lg:leading-5"
          >
            <Words>{lastLine(conversation, state)}</Words>
          </span>
          {hasUnsent(state, id) && <Badge look="danger">{state.texts.chat.notSent}</Badge>}
          <Count of={unread} locale={state.locale} texts={state.texts.chat} />
        </span>
      </span>
    </a>
  );
}

/** At the end of the first line: whether staff are in the group, and when something happened. */
function Signs({ conversation, state, tall }: Omit<EntryProps, "act"> & { tall: boolean }) {
  const { lastMessage, memberRole } = conversation;
  const { locale, nowMs, texts, zone } = state;
  return (
    <>
      {!memberRole && !tall && (
        <span title={texts.chat.notMember} class="shrink-0 self-center text-muted max-lg:hidden">
          <Icon of="Eye" class="size-3.5" />
          <span class="sr-only">{texts.chat.notMember}</span>
        </span>
      )}
      {lastMessage && (
        <time dateTime={lastMessage.sentAt} class="shrink-0 text-xs font-normal text-muted">
          <Words>{recentText(lastMessage.sentAt, { locale, zone }, nowMs)}</Words>
        </time>
      )}
    </>
  );
}

function isTall({ id, unread }: ConversationView, state: ChatState): boolean {
  return unread > 0 || state.look.twoLines || hasUnsent(state, id);
}

/** Everything but the day that an entry is drawn from while the page is not live. */
export function inputsOf(conversation: ConversationView, state: ChatState): readonly unknown[] {
  const { id, name, unread, memberRole, lastMessage } = conversation;
  const { currentId, locale, look, zone, texts } = state;
  const shown = [name, unread, memberRole, lastMessage, id === currentId, look.twoLines];
  return [...shown, hasUnsent(state, id), locale, zone, texts.chat];
}

function hasUnsent({ outbox }: ChatState, id: string): boolean {
  return outbox.some((entry) => entry.conversationId === id && hasFailed(entry));
}

function lastLine(
  { lastMessage, memberRole }: ConversationView,
  { texts: { chat } }: ChatState,
): string {
  // Staff see nothing of such a group in passing: opening it is recorded.
  if (!memberRole) return chat.notMember;
  if (!lastMessage) return chat.nothingYet;
  if (lastMessage.content === "") return chat.lastRemoved;
  const name = lastMessage.senderName || chat.deletedUser;
  return format(chat.lastMessage, { name, text: lastMessage.content });
}
