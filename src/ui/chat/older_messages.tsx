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
    if (older === "loading") return <Skeletons label={chat.loadingOlder} count={3} />;
    const link = "font-medium text-primary-text underline underline-offset-2";
    return (
      <p class="px-4 py-4 text-center text-sm text-muted">
        {older === "failed" && <Words>{`${chat.olderFailed} `}</Words>}
        <a
          href={`/chat/${timeline.id}?before=${oldest.seq}`}
          class={link}
          onClick={(event) => {
            if (!live) return;
            event.preventDefault();
            act.loadOlder();
          }}
        >
          {chat.loadOlder}
        </a>
      </p>
    );
  }
  if (timeline.deleted) return null;
  if (empty) {
    return (
      <div class="my-auto">
        <EmptyState title={chat.emptyTitle} text={chat.emptyText} />
      </div>
    );
  }
  return (
    <p class="px-4 pt-8 pb-2 text-sm text-muted sm:px-6">
      <Words>{format(chat.beginning, { name: timeline.name })}</Words>
    </p>
  );
}

/** Grey placeholders for messages that are being loaded. */
export function Skeletons({ label, count }: { label: string; count: number }) {
  return (
    <div role="status" class="space-y-5 px-4 py-5 sm:px-6">
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
