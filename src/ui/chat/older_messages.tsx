import { EmptyState } from "../parts/empty_state.tsx";
import { Words } from "../parts/words.tsx";
import { format } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { OpenConversation, PageTexts } from "./chat_state.ts";
import { DeletedGroup } from "./later.tsx";
import { Skeletons } from "./skeletons.tsx";

interface OlderMessagesProps {
  current: OpenConversation;
  /** Whether there is nothing below. */
  empty: boolean;
  live: boolean;
  locale: string;
  texts: PageTexts;
  act: ChatActions;
}

/** The top of the conversation: a link to older messages, or its beginning. */
export function OlderMessages({ current, empty, live, locale, texts, act }: OlderMessagesProps) {
  const { chat } = texts;
  const { timeline, older } = current;
  const oldest = timeline.messages[0];
  if (timeline.hasOlder && oldest) {
    if (older === "loading") return <Skeletons label={chat.loadingOlder} count={3} inColumn />;
    const link = "font-medium text-primary-text underline underline-offset-2";
    return (
      <p class="py-4 text-center text-sm text-muted print:hidden">
        {older === "failed" && <Words>{`${chat.olderFailed} `}</Words>}
        <a
          // Usually they are loaded before the arrow keys lead here.
          data-item={older === "failed" ? "" : undefined}
          href={`/chat/${timeline.id}?before=${oldest.seq}`}
          class={link}
          onClick={(event) => {
            if (!live) return;
            event.preventDefault();
            // The link makes way for the messages, and must not take the focus with it.
            if (event.currentTarget === document.activeElement)
              firstRow(event.currentTarget)?.focus();
            act.loadOlder();
          }}
        >
          {chat.loadOlder}
        </a>
      </p>
    );
  }
  if (timeline.deleted) return <DeletedGroup locale={locale} />;
  if (empty) {
    return (
      <div class="my-auto">
        <EmptyState title={chat.emptyTitle} text={timeline.mode ? undefined : chat.emptyText} />
      </div>
    );
  }
  return (
    <p class="pt-8 pb-2 text-sm text-muted">
      <Words>{format(chat.beginning, { name: timeline.name })}</Words>
    </p>
  );
}

function firstRow(link: Element): HTMLElement | null {
  return link.closest("[role=log]")?.querySelector<HTMLElement>("li[data-item]") ?? null;
}
