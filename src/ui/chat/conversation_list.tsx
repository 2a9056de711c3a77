import { useContext, useEffect, useRef } from "preact/hooks";
import { matchesWords, searchKey, searchWords } from "#wire/fold.ts";
import type { ConversationView } from "#wire/views.ts";
import { hasFailed } from "#sync/outbox.ts";
import { Badge } from "../parts/badge.tsx";
import { Guard } from "../parts/guard.tsx";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { format } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState } from "./chat_state.ts";
import { Count } from "./count.tsx";
import { wantsNewTab } from "./wants_new_tab.ts";
import { KeptParts } from "./kept_parts.ts";
import { dayOf, recentText } from "../text/time_text.ts";
import { NoGroups } from "./welcome.tsx";

interface ListProps {
  state: ChatState;
  act: ChatActions;
}

/** The list of groups beside the conversation, in the order that staff chose. */
export function ConversationList({ state, act }: ListProps) {
  const { conversations, currentId, filter, live, locale, nowMs, reader, zone, texts } = state;
  const keep = useContext(KeptParts);
  const today = dayOf(nowMs, { zone });
  const { chat } = texts;
  const words = searchWords(filter);
  const shown =
    words.length === 0
      ? conversations
      : conversations.filter(({ name }) => matchesWords(searchKey(name), words));
  return (
    <>
      {(conversations.length > 6 || filter !== "") && <Filter state={state} act={act} />}
      {reader.role === "admin" && currentId === undefined && conversations.length > 0 && (
        <p class="px-4 pb-2 text-xs text-muted lg:hidden">{chat.staffSee}</p>
      )}
      <nav aria-label={chat.groups} class="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        <ul class="space-y-px">
          {shown.map((conversation) => {
            const draw = () => (
              <li key={conversation.id}>
                <Guard of={state} instead={<PlainEntry conversation={conversation} />}>
                  <ListEntry conversation={conversation} state={state} act={act} />
                </Guard>
              </li>
            );
            const { id, unread } = conversation;
            const name = `entry ${locale} ${unread} ${id === currentId} ${id}`;
            return live ? draw() : keep(name, [today, ...inputsOf(conversation, state)], draw);
          })}
        </ul>
        {conversations.length === 0 && !state.steps && (
          <div class="lg:hidden">
            <NoGroups state={state} />
          </div>
        )}
        {shown.length === 0 && (
          <p
            class={`px-3 py-2 text-list text-muted ${conversations.length === 0 ? "max-lg:hidden" : ""}`}
          >
            <Words>{conversations.length === 0 ? chat.noGroups : chat.noGroupFound}</Words>
          </p>
        )}
      </nav>
    </>
  );
}

/** Filters while the reader types; without scripts, Enter searches. */
function Filter({ state: { filter, live, texts }, act }: ListProps) {
  const field = useRef<HTMLInputElement>(null);
  // What was typed before the scripts arrived.
  useEffect(() => act.filter(field.current?.value ?? ""), []);
  return (
    <form
      role="search"
      action="/conversations"
      class="mx-3 mb-2 space-y-2"
      onSubmit={(event) => event.preventDefault()}
    >
      <div class="flex items-center gap-2 rounded border border-line-strong bg-field px-2.5 text-muted focus-within:border-focus focus-within:ring-1 focus-within:ring-focus">
        <Icon of="Search" />
        <label for="find-group" class="sr-only">
          {texts.chat.filterGroups}
        </label>
        <input
          ref={field}
          id="find-group"
          type="search"
          name="q"
          value={filter}
          placeholder={texts.chat.filterGroups}
          autoComplete="off"
          onInput={(event) => act.filter(event.currentTarget.value)}
          class="min-h-10 w-full min-w-0 bg-transparent text-base text-body outline-none lg:min-h-8.5 lg:text-list"
        />
      </div>
      {!live && filter !== "" && (
        <a href="/conversations" class="block text-list text-primary-text underline">
          {texts.chat.allGroups}
        </a>
      )}
    </form>
  );
}

/** If the row cannot be rendered: a link to the group. */
function PlainEntry({ conversation: { id, name } }: { conversation: ConversationView }) {
  return (
    <a href={`/chat/${id}`} class="block truncate rounded px-3 py-2 text-list">
      {name}
    </a>
  );
}

function ListEntry({ conversation, state, act }: ListProps & { conversation: ConversationView }) {
  const { id, name, unread, lastMessage } = conversation;
  const { currentId, locale, zone, nowMs, texts } = state;
  const failed = hasUnsent(state, id);
  const current = id === currentId;
  const look = current
    ? "bg-primary-soft before:absolute before:inset-y-1.5 before:left-0 before:w-0.75 before:rounded-full before:bg-primary"
    : "hover:bg-pane-hover";
  return (
    <a
      href={`/chat/${id}`}
      aria-current={current ? "page" : undefined}
      class={`relative block rounded px-3 py-2 ${look}`}
      onClick={(event) => {
        if (wantsNewTab(event)) return;
        event.preventDefault();
        act.openConversation(id);
      }}
    >
      <span class="flex items-baseline gap-2">
        <span
          dir="auto"
          class={`notranslate min-w-0 flex-1 truncate text-left text-list ${unread > 0 ? "font-semibold" : ""}`}
        >
          <Words>{name}</Words>
        </span>
        {lastMessage && (
          <time dateTime={lastMessage.sentAt} class="shrink-0 text-xs text-muted">
            <Words>{recentText(lastMessage.sentAt, { locale, zone }, nowMs)}</Words>
          </time>
        )}
      </span>
      <span class="flex items-center gap-2">
        <span dir="auto" class="min-w-0 flex-1 truncate text-left text-xs leading-5 text-muted">
          <Words>{lastLine(conversation, state)}</Words>
        </span>
        {failed && <Badge look="danger">{texts.chat.notSent}</Badge>}
        <Count of={unread} locale={locale} texts={texts.chat} />
      </span>
    </a>
  );
}

/** Everything but the day that an entry is drawn from while the page is not live. */
function inputsOf(conversation: ConversationView, state: ChatState): readonly unknown[] {
  const { id, name, unread, memberRole, lastMessage } = conversation;
  const { currentId, locale, zone, texts } = state;
  const shown = [name, unread, memberRole, lastMessage, id === currentId];
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
