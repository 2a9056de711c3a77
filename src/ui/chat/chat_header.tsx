import { CutName } from "../parts/cut_name.tsx";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { format, plural } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";
import { Count } from "./count.tsx";
import { wantsNewTab } from "./wants_new_tab.ts";

interface HeaderProps {
  state: ChatState;
  act: ChatActions;
}

/** The group's name, who is online, and where the list is not beside it, the way back to it. */
export function ChatHeader({ state, act }: HeaderProps) {
  const { conversations, current, currentId, details, texts } = state;
  const { chat } = texts;
  const listed = conversations.find(({ id }) => id === currentId);
  return (
    <header class="flex min-h-14 items-center gap-1 border-b border-line chat-header">
      <BackToList state={state} act={act} />
      <div class="min-w-0 px-1">
        <h1 id="group-name" tabIndex={-1} class="flex text-title font-semibold outline-none">
          <CutName name={current?.timeline.name ?? listed?.name ?? ""} />
        </h1>
        {current && !current.timeline.deleted && (
          <p class="truncate text-xs text-muted">
            <Words>{aboutGroup(state, current)}</Words>
          </p>
        )}
      </div>
      {current && !hasEnded(current) && (
        <FavouriteStar state={state} id={current.timeline.id} act={act} />
      )}
      <span class="flex-1" />
      {state.live && current && !current.timeline.deleted && (
        <button
          type="button"
          title={chat.showDetails}
          aria-controls="details"
          aria-expanded={details}
          onClick={() => act.showDetails(!details)}
          class="flex size-11 shrink-0 cursor-pointer items-center justify-center rounded text-muted hover:bg-hover aria-expanded:bg-primary-soft aria-expanded:text-primary-text lg:size-9"
        >
          <Icon of="PanelRight" class="size-5" />
          <span class="sr-only">{chat.showDetails}</span>
        </button>
      )}
    </header>
  );
}

/** For its reader. */
function hasEnded({ phase, timeline }: OpenConversation): boolean {
  return timeline.deleted || phase === "closed";
}

/** Keeps the group at the top of the reader's list; without scripts as a form. */
function FavouriteStar({ state, id, act }: HeaderProps & { id: string }) {
  const { chat } = state.texts;
  const isFavourite = state.favourites.includes(id);
  return (
    <form
      method="post"
      action={`/chat/${id}/favourite`}
      class="shrink-0"
      onSubmit={(event) => {
        event.preventDefault();
        act.setFavourite(id, !isFavourite);
      }}
    >
      <input type="hidden" name="favourite" value={isFavourite ? "no" : "yes"} />
      <button
        title={chat.favourite}
        aria-pressed={isFavourite}
        class="flex size-11 cursor-pointer items-center justify-center rounded text-muted hover:bg-hover lg:size-8 star-button"
      >
        <Icon of="Star" />
        <span class="sr-only">{chat.favourite}</span>
      </button>
    </form>
  );
}

/** With the number of unread messages that wait there. */
function BackToList({ state, act }: HeaderProps) {
  const { conversations, currentId, locale, texts } = state;
  const unread = conversations
    .filter(({ id }) => id !== currentId)
    .reduce((sum, conversation) => sum + conversation.unread, 0);
  return (
    <a
      href="/conversations"
      class="flex h-11 min-w-11 shrink-0 items-center justify-center gap-1 rounded px-1 text-muted hover:bg-hover lg:hidden"
      onClick={(event) => {
        if (wantsNewTab(event)) return;
        event.preventDefault();
        act.openList();
      }}
    >
      <Icon of="ChevronLeft" class="size-5" />
      <span class="sr-only">{texts.chat.toList}</span>
      <Count of={unread} locale={locale} texts={texts.chat} />
    </a>
  );
}

function aboutGroup(
  { locale, texts: { chat } }: ChatState,
  { memberRole, online, phase, timeline }: OpenConversation,
): string {
  const parts = [plural(locale, chat.memberCount, timeline.members.length)];
  if (timeline.members.some(({ userRole }) => userRole === "guest")) parts.push(chat.withGuests);
  // Before the count, so that a phone shows it.
  if (!memberRole && phase === "ready") parts.push(chat.overseeing);
  if (online.length > 0) parts.push(format(chat.onlineCount, { count: online.length }));
  return parts.join(" · ");
}
