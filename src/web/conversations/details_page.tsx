import type { GroupMutes } from "#core/moderation/mutes.ts";
import type { Standing } from "#core/groups/rights.ts";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { GroupMode, MemberRole } from "#wire/views.ts";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { plural } from "#ui/text/format.ts";
import type { WhoLooked } from "#core/audit/who_looked.ts";
import { Card } from "#ui/parts/card.tsx";
import { StaffReadThis } from "../about/staff_read_this.tsx";
import { ModeLine } from "../groups/mode_line.tsx";
import { LookList } from "../looks/look_list.tsx";
import { Members, type MembersPage } from "./members_card.tsx";

export interface ConversationDetailsProps {
  conversation: {
    id: string;
    name: string;
    description: string;
    createdAt: string;
    messages: number;
    /** A student opened it. */
    opened: boolean;
    /** Everyone in the course, or its staff; null if its members are chosen. */
    audience: "everyone" | "staff" | null;
    /** Undefined if everyone may write. */
    mode: GroupMode | undefined;
    viewerRole: MemberRole | null;
  };
  members: MembersPage;
  /** Who may not write for a while, for those who may mute. */
  muted: GroupMutes | undefined;
  /** The newest looks of staff who are not in the group. */
  looked: WhoLooked;
  viewerId: string;
  /** What the viewer may do. */
  rights: Standing;
  locale: Locale;
  texts: Texts;
}

/** The details and members of a conversation. */
export function ConversationDetailsPage(props: ConversationDetailsProps) {
  const { conversation, rights, locale, texts } = props;
  const { id, name, description, createdAt, messages, opened, audience, mode, viewerRole } =
    conversation;
  return (
    <>
      <PageHeader title={name}>
        {opened && viewerRole && !rights.members && (
          <ButtonLink href={`/own-groups/${id}/leave`} look="quiet" asks>
            {texts.ownGroups.leave}
          </ButtonLink>
        )}
        {opened && viewerRole === "owner" && !rights.members && !rights.archived && (
          <ButtonLink href={`/own-groups/${id}/people`}>{texts.ownGroups.addPeople}</ButtonLink>
        )}
        {rights.slow && (
          <ButtonLink href={`/conversations/${id}/mode`} look="quiet">
            {texts.modes.change}
          </ButtonLink>
        )}
        {rights.manage && (
          <ButtonLink href={`/groups/delete/${id}`} look="quiet" asks>
            {texts.conversations.deleteGroup}
          </ButtonLink>
        )}
        {rights.members && (
          <ButtonLink href={`/groups/${id}/edit`}>
            {rights.manage ? texts.conversations.editGroup : texts.groups.changeMembers}
          </ButtonLink>
        )}
        <ButtonLink href={`/chat/${id}`} look="primary">
          <Icon of="MessagesSquare" />
          {texts.conversations.openChat}
        </ButtonLink>
      </PageHeader>
      <div class="space-y-2">
        {description ? (
          <p class="max-w-prose break-words whitespace-pre-line">{description}</p>
        ) : (
          <p class="text-muted">{texts.conversations.noDescription}</p>
        )}
        <p class="text-sm text-muted">
          {texts.conversations.since} <Time iso={createdAt} locale={locale} look="day" /> ·{" "}
          {plural(locale, texts.conversations.messages, messages)}
        </p>
        {mode && <ModeLine mode={mode} locale={locale} texts={texts} />}
        {opened && <p class="text-sm text-muted">{texts.ownGroups.byStudentText}</p>}
        {audience && (
          <p class="text-sm text-muted">
            {texts.groups.followsTitle[audience]}. {texts.groups.followsText}
          </p>
        )}
        <StaffReadThis texts={texts} />
      </div>
      <Members conversationId={id} manages={rights.members} {...props} />
      <Looked {...props} />
    </>
  );
}

function Looked({ conversation, looked, locale, texts }: ConversationDetailsProps) {
  const { looks, total } = looked;
  return (
    <Card title={texts.looks.title}>
      {total === 0 ? (
        <p class="text-muted">{texts.looks.none}</p>
      ) : (
        <LookList looks={looks} locale={locale} texts={texts} />
      )}
      <p class="text-sm text-muted">
        {texts.looks.membersToo}{" "}
        {total > looks.length && (
          <a
            href={`/conversations/${conversation.id}/looks`}
            class="text-primary-text underline hover:no-underline"
          >
            {plural(locale, texts.looks.all, total)}
          </a>
        )}
      </p>
    </Card>
  );
}
