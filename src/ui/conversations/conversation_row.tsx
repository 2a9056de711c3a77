import type { DescribedConversation } from "#wire/views.ts";
import { Badge } from "../parts/badge.tsx";
import { Time } from "../parts/time.tsx";
import type { Locale, Texts } from "../text/catalogue.ts";
import { format, plural } from "../text/format.ts";

export interface ConversationRowProps {
  conversation: DescribedConversation;
  locale: Locale;
  texts: Pick<Texts, "common" | "conversations">;
}

/** A conversation in the list; the whole row links to its chat. */
export function ConversationRow({ conversation, locale, texts }: ConversationRowProps) {
  const { id, name, description, lastMessage, unread } = conversation;
  const strong = unread > 0;
  return (
    <li
      data-filter-text={`${name} ${description}`}
      class="relative flex items-center gap-4 bg-raised px-4 py-3 hover:bg-hover"
    >
      <div class="min-w-0 flex-1 space-y-0.5">
        <p class="flex items-center gap-2">
          <a
            href={`/chat/${id}`}
            class={`truncate text-body after:absolute after:inset-0 ${strong ? "font-semibold" : "font-medium"}`}
          >
            {name}
          </a>
          {!conversation.memberRole && <Badge>{texts.conversations.notMember}</Badge>}
        </p>
        <p class={`truncate text-sm ${strong ? "text-body" : "text-muted"}`}>
          {newest(conversation, texts)}
        </p>
      </div>
      <div class="flex shrink-0 flex-col items-end gap-1 self-start pt-0.5">
        {lastMessage && (
          <Time
            iso={lastMessage.sentAt}
            locale={locale}
            look="recent"
            class="text-sm whitespace-nowrap text-muted"
          />
        )}
        {strong && <Unread count={unread} locale={locale} texts={texts.conversations} />}
      </div>
    </li>
  );
}

function newest(
  { description, lastMessage, memberRole }: DescribedConversation,
  { common, conversations }: ConversationRowProps["texts"],
): string {
  // No preview for staff who are not members: opening such a group is recorded, so a list must not
  // show its messages in passing.
  if (!memberRole) return description || conversations.noDescription;
  if (!lastMessage) return conversations.noMessages;
  const sender = lastMessage.senderName || common.deletedUser;
  if (lastMessage.content === "") return format(conversations.removedMessage, { sender });
  return format(conversations.lastMessage, { sender, excerpt: lastMessage.content });
}

function Unread({
  count,
  locale,
  texts,
}: {
  count: number;
  locale: Locale;
  texts: Texts["conversations"];
}) {
  return (
    <span class="inline-flex min-w-6 justify-center rounded-full bg-primary px-2 py-0.5 text-xs font-semibold text-on-primary tabular-nums">
      <span aria-hidden="true">{count > 999 ? "999+" : count}</span>
      <span class="sr-only">{plural(locale, texts.unread, count)}</span>
    </span>
  );
}
