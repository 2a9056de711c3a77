import { EmptyState } from "../parts/empty_state.tsx";
import { Words } from "../parts/words.tsx";
import { format } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { OpenConversation, PageTexts } from "./chat_state.ts";

interface OlderMessagesProps {
  current: OpenConversation;
  /** Whether there is nothing below. */
  empty: boolean;
  live: boolean;
  texts: PageTexts;
  act: ChatActions;
}

/** The top of the conversation: a link to older messages, or its beginning. */
export function OlderMessages({ current, empty, live, texts: { chat }, act }: OlderMessagesProps) {
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
  if (timeline.deleted) {
    return (
      <div role="status" class="my-auto">
        <EmptyState title={chat.deletedTitle} text={chat.deletedText}>
          <a
            href="/conversations"
            class="font-medium text-primary-text underline underline-offset-2"
          >
            {chat.toGroups}
          </a>
        </EmptyState>
      </div>
    );
  }
  if (empty) {
    return (
      <div class="my-auto">
        <EmptyState title={chat.emptyTitle} text={chat.emptyText} />
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

interface SkeletonsProps {
  label: string;
  count: number;
  /** Whether it is inside the column of messages. */
  inColumn?: boolean;
}

/** Grey placeholders for messages that are being loaded. */
export function Skeletons({ label, count, inColumn = false }: SkeletonsProps) {
  const place = inColumn ? "" : "mx-auto w-full max-w-220 px-4 sm:px-6";
  return (
    <div role="status" class={`space-y-5 py-5 print:hidden ${place}`}>
      <span class="sr-only">{label}</span>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} aria-hidden="true" class="flex gap-3">
          <div class="size-9 rounded-full bg-sunken" />
          <div class="flex-1 space-y-2 pt-1">
            <div class="h-3 w-32 rounded bg-sunken" />
            <div class="h-3 w-3/4 max-w-md rounded bg-sunken" />
          </div>
        </div>
      ))}
    </div>
  );
}
