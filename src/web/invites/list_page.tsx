import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { ErrorSummary } from "#ui/parts/form.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Cell, Row, Table } from "#ui/parts/table.tsx";
import { format } from "#ui/text/format.ts";
import type { InviteListProps } from "./list_props.ts";
import { invitesPath } from "./paths.ts";
import { Ends, nameOf } from "./invite_words.tsx";
import { WaitingPeople } from "./waiting_people.tsx";

export function InviteListPage(props: InviteListProps) {
  const { course, invites, waiting, errors, texts } = props;
  const create = course.archivedAt === null && (
    <ButtonLink href={`${invitesPath(course.id)}/create`} look="primary">
      <Icon of="Plus" class="size-4 max-sm:hidden" />
      {texts.invites.create}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={texts.invites.title}
        lead={[course.name, texts.invites.lead].filter(Boolean).join(" · ")}
      >
        {invites.length > 0 && create}
      </PageHeader>
      <ErrorSummary errors={errors} labels={{}} texts={texts.common} />
      {waiting.total > 0 && <WaitingPeople {...props} />}
      {invites.length === 0 ? (
        <EmptyState title={texts.invites.emptyTitle} text={texts.invites.emptyText}>
          {create}
        </EmptyState>
      ) : (
        <Invites {...props} />
      )}
    </>
  );
}

function Invites({ course, invites, locale, texts: { invites: texts } }: InviteListProps) {
  return (
    <Table caption={texts.listLabel} headings={[texts.name, texts.role, texts.used, texts.ends]}>
      {invites.map((invite) => (
        <Row key={invite.id}>
          <Cell>
            <a
              href={invitesPath(course.id, invite.id)}
              class="inline-block py-1 font-medium wrap-anywhere text-body underline-offset-2 hover:underline"
            >
              {nameOf(invite, texts)}
            </a>
            {invite.state === "open" && (
              <span class="block font-mono text-xs text-muted notranslate">{invite.code}</span>
            )}
          </Cell>
          <Cell heading={texts.role}>{texts.roles[invite.role]}</Cell>
          <Cell heading={texts.used} class="even-digits">
            {format(texts.usedOf, { uses: invite.uses, max: invite.usesMax })}
          </Cell>
          <Cell heading={texts.ends}>
            <Ends invite={invite} locale={locale} texts={texts} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
