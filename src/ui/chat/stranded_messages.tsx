import { hasFailed } from "#sync/outbox.ts";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState } from "./chat_state.ts";
import { Failure } from "./failure.tsx";
import { MessageText } from "./message_text.tsx";

/** Unsent messages to groups that the reader can no longer open; no other place shows them. */
export function StrandedMessages({ state, act }: { state: ChatState; act: ChatActions }) {
  const { current, conversations, locale, outbox, texts } = state;
  const reachable = new Set([current?.timeline.id, ...conversations.map(({ id }) => id)]);
  const stranded = outbox.filter(
    (entry) => hasFailed(entry) && !reachable.has(entry.conversationId),
  );
  if (stranded.length === 0) return null;
  return (
    <ul
      tabIndex={0}
      aria-label={lateTexts(locale).stranded}
      class="max-h-40 shrink-0 space-y-2 overflow-y-auto border-b border-line bg-sunken px-4 py-2 sm:px-6"
    >
      {stranded.map((entry) => (
        <li key={entry.clientId}>
          <MessageText text={entry.content} chat={texts.chat} />
          <Failure entry={entry} texts={texts} locale={locale} act={act} />
        </li>
      ))}
    </ul>
  );
}
