import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { format, plural } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";

interface HeaderProps {
  state: ChatState;
  act: ChatActions;
}

/** The group's name, who is online, and on a phone a link to the other groups. */
export function ChatHeader({ state, act }: HeaderProps) {
  const { conversations, current, currentId, details, texts } = state;
  const { chat } = texts;
  const listed = conversations.find(({ id }) => id === currentId);
  const elsewhere = conversations.some(({ id, unread }) => id !== currentId && unread > 0);
  const button =
    "flex size-11 shrink-0 cursor-pointer items-center justify-center rounded hover:bg-sunken";
  return (
    <header class="flex min-h-14 items-center gap-2 border-b border-line px-2 sm:px-4">
      <a
        href="/conversations"
        aria-controls="groups"
        aria-expanded={state.live ? state.drawer : undefined}
        role={state.live ? "button" : undefined}
        class={`relative md:hidden ${button}`}
        onClick={(event) => {
          event.preventDefault();
          act.showDrawer(true);
        }}
        onKeyDown={(event) => {
          // Space presses a button, but not the link that it is without scripts.
          if (event.key !== " ") return;
          event.preventDefault();
          act.showDrawer(true);
        }}
      >
        <Icon of="Menu" class="size-5" />
        <span class="sr-only">{chat.showGroups}</span>
        {elsewhere && (
          <span
            aria-hidden="true"
            class="absolute top-2 right-2 size-2.5 rounded-full bg-primary"
          />
        )}
      </a>
      <div class="min-w-0 flex-1 px-2">
        <h1
          id="group-name"
          tabIndex={-1}
          dir="auto"
          class="notranslate truncate text-left font-semibold outline-none"
        >
          <Words>{current?.timeline.name ?? listed?.name ?? ""}</Words>
        </h1>
        {current && (
          <p class="truncate text-xs text-muted">
            <Words>{aboutGroup(state, current)}</Words>
          </p>
        )}
      </div>
      {state.live && current && (
        <button
          type="button"
          title={chat.showDetails}
          aria-controls="details"
          aria-expanded={details}
          onClick={() => act.showDetails(!details)}
          class={button}
        >
          <Icon of="UsersRound" class="size-5" />
          <span class="sr-only">{chat.showDetails}</span>
        </button>
      )}
    </header>
  );
}

function aboutGroup(
  { locale, texts: { chat } }: ChatState,
  { memberRole, online, phase, timeline }: OpenConversation,
): string {
  const parts = [plural(locale, chat.memberCount, timeline.members.length)];
  if (online.length > 0) parts.push(format(chat.onlineCount, { count: online.length }));
  if (!memberRole && phase === "ready") parts.push(chat.overseeing);
  return parts.join(" · ");
}
