import type { Invite, InviteUse } from "#core/invites/invites.ts";
import { inviteLimits } from "#wire/limits.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Badge } from "#ui/parts/badge.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { Card } from "#ui/parts/card.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { MailAddress } from "#ui/parts/mail_address.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import { Ends } from "./invite_words.tsx";
import { invitesPath } from "./paths.ts";
import { QrCode } from "./qr_code.tsx";

export interface InvitePageProps {
  title: string;
  invite: Invite;
  /** The newest first, and at most so many as are listed. */
  uses: InviteUse[];
  /** The link as a whole. */
  address: string;
  /** Where the code is typed. */
  place: string;
  locale: Locale;
  texts: Texts;
}

export function InvitePage(props: InvitePageProps) {
  const { title, invite, texts } = props;
  const { invites } = texts;
  const path = invitesPath(invite.courseId, invite.id);
  const isOpen = invite.state === "open";
  return (
    <>
      <PageHeader title={title} lead={isOpen ? invites.detailLead : ""}>
        <ButtonLink href={invitesPath(invite.courseId)}>{invites.title}</ButtonLink>
        {isOpen && (
          <ButtonLink href={`${path}/off`} asks>
            {invites.turnOff}
          </ButtonLink>
        )}
        {isOpen && (
          <ButtonLink href={`${path}/projector`} look="primary">
            {invites.projector}
          </ButtonLink>
        )}
      </PageHeader>
      {!isOpen && (
        <Callout kind="info">
          <p>{invites.states[invite.state]}</p>
        </Callout>
      )}
      <div class="grid items-start gap-6 lg:grid-cols-[minmax(20rem,36%)_1fr]">
        <div class="space-y-6">
          {isOpen && <Secrets {...props} />}
          <Facts {...props} />
        </div>
        <Uses {...props} />
      </div>
    </>
  );
}

function Secrets({ invite, address, place, texts: { invites } }: InvitePageProps) {
  return (
    <section
      aria-label={invites.codeLabel}
      class="space-y-3 rounded border border-line bg-raised p-4 text-center"
    >
      <QrCode text={address} label={invites.qrLabel} class="mx-auto w-full max-w-100" />
      <p class="notranslate font-mono text-2xl font-semibold text-body select-all">{invite.code}</p>
      <p class="notranslate text-sm wrap-anywhere text-muted">{place}</p>
      <p
        id="link"
        class="notranslate rounded bg-sunken p-2 text-left font-mono text-xs break-all text-body select-all"
      >
        {address}
      </p>
      <div data-script-only hidden class="flex flex-wrap justify-center gap-2 print:hidden">
        <Button type="button" data-copy="link" data-copied={invites.copied}>
          <Icon of="Copy" />
          <span aria-live="polite">{invites.copy}</span>
        </Button>
        <Button type="button" data-print>
          <Icon of="Printer" />
          {invites.print}
        </Button>
      </div>
    </section>
  );
}

function Facts({ invite, locale, texts: { invites } }: InvitePageProps) {
  const { groupName, uses, usesMax, actorName, createdAt, needsApproval, role } = invite;
  const approval = role === "tutor" ? invites.approvalTutor : invites.approvalYes;
  const rows = [
    [invites.roleLabel, invites.roles[invite.role]],
    [
      invites.into,
      groupName ?? (invite.conversationId ? invites.states.deleted : invites.courseOnly),
    ],
    [invites.used, format(invites.usedOf, { uses, max: usesMax })],
    [invites.ends, <Ends key="ends" invite={invite} locale={locale} texts={invites} />],
    [invites.approval, needsApproval ? approval : invites.approvalNo],
    [
      invites.madeBy,
      <>
        {actorName ?? invites.someone}, <Time iso={createdAt} locale={locale} />
      </>,
    ],
  ] as const;
  return (
    <dl class="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
      {rows.map(([term, value]) => (
        <>
          <dt class="text-muted">{term}</dt>
          <dd class="min-w-0 wrap-anywhere text-body">{value}</dd>
        </>
      ))}
    </dl>
  );
}

const stateLooks = { waiting: "warning", accepted: "neutral", declined: "danger" } as const;

function Uses({ uses, locale, texts: { invites } }: InvitePageProps) {
  return (
    <Card title={invites.usesTitle}>
      {uses.length === 0 && <p class="text-sm text-muted">{invites.usesNone}</p>}
      {uses.length === inviteLimits.usesListed && (
        <p class="text-sm text-muted">{format(invites.usesNewest, { count: uses.length })}</p>
      )}
      {uses.length > 8 && (
        <div data-script-only hidden class="flex sm:max-w-xs">
          <SearchField id="find-use" label={invites.findUse} filters="uses" />
        </div>
      )}
      <ul id="uses" aria-label={invites.usesTitle} class="divide-y divide-line">
        {uses.map(({ userId, name, username, email, state, usedAt }) => (
          <li
            key={userId}
            data-filter-text={`${name} ${username} ${email}`}
            class="flex items-center gap-3 py-2"
          >
            <Avatar id={userId} name={name} size="small" />
            <span class="min-w-0 flex-1">
              <span class="block font-medium wrap-anywhere text-body">{name}</span>
              <span class="block text-xs wrap-anywhere text-muted">
                <MailAddress of={email || username} /> ·{" "}
                <Time iso={usedAt} locale={locale} look="recent" />
              </span>
            </span>
            <Badge look={stateLooks[state]}>{invites.useStates[state]}</Badge>
          </li>
        ))}
      </ul>
      <p data-filter-none hidden class="text-sm text-muted">
        {invites.nobodyFound}
      </p>
    </Card>
  );
}
