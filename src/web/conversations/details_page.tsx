import { MessagesSquare } from "lucide";
import type { MemberView } from "#protocol/frames.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Badge } from "#ui/parts/badge.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { plural } from "#ui/text/format.ts";

export interface ConversationDetailsProps {
  conversation: {
    id: string;
    name: string;
    description: string;
    createdAt: string;
    messages: number;
  };
  members: MemberView[];
  viewerId: string;
  /** Whether the viewer may change and delete it. */
  manages: boolean;
  locale: Locale;
  texts: Texts;
}

/** What a conversation is about, and who is in it. */
export function ConversationDetailsPage(props: ConversationDetailsProps) {
  const { conversation, manages, locale, texts } = props;
  const { id, name, description, createdAt, messages } = conversation;
  return (
    <>
      <PageHeader title={name}>
        {manages && (
          <>
            <ButtonLink href={`/groups/delete/${id}`} look="quiet">
              {texts.conversations.deleteGroup}
            </ButtonLink>
            <ButtonLink href={`/groups/${id}/edit`}>{texts.conversations.editGroup}</ButtonLink>
          </>
        )}
        <ButtonLink href={`/chat/${id}`} look="primary">
          <Icon of={MessagesSquare} />
          {texts.conversations.openChat}
        </ButtonLink>
      </PageHeader>
      <div class="space-y-2">
        <p class={`max-w-prose break-words whitespace-pre-line ${description ? "" : "text-muted"}`}>
          {description || texts.conversations.noDescription}
        </p>
        <p class="text-sm text-muted">
          {texts.conversations.since} <Time iso={createdAt} locale={locale} look="day" /> ·{" "}
          {plural(locale, texts.conversations.messages, messages)}
        </p>
      </div>
      <Members {...props} />
    </>
  );
}

function Members({ members, viewerId, locale, texts }: ConversationDetailsProps) {
  const { common, conversations } = texts;
  if (members.length === 0) return <p class="text-muted">{conversations.nobody}</p>;
  return (
    <Card title={plural(locale, conversations.members, members.length)}>
      <ul class="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {members.map(({ userId, name, userRole, role }) => (
          <li key={userId} class="flex min-h-12 min-w-0 items-center gap-3">
            <Avatar id={userId} name={name} />
            <span class="min-w-0 truncate text-body">
              {name}
              {userId === viewerId && <span class="text-muted"> ({conversations.you})</span>}
            </span>
            <span class="flex shrink-0 flex-wrap gap-1">
              {role !== "member" && <Badge look="primary">{common.memberRoles[role]}</Badge>}
              {userRole !== "user" && <Badge>{common.roles[userRole]}</Badge>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
