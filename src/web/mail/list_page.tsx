import type { MailList, MailView } from "#core/mail/manage_mails.ts";
import { Badge } from "#ui/parts/badge.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { MailAddress } from "#ui/parts/mail_address.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { PersonLink } from "#ui/parts/person_link.tsx";
import { MenuButton, RowMenu } from "#ui/parts/row_menu.tsx";
import { Cell, Row, Table } from "#ui/parts/table.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";

interface MailListProps {
  list: MailList;
  locale: Locale;
  texts: Texts;
}

export function MailListPage({ list, locale, texts }: MailListProps) {
  const { mail, users } = texts;
  const { failed, mails, waiting } = list;
  return (
    <>
      <PageHeader title={mail.title} lead={mail.lead}>
        <ButtonLink href="/users">{users.title}</ButtonLink>
      </PageHeader>
      {mails.length === 0 ? (
        <EmptyState title={mail.emptyTitle} text={mail.emptyText} />
      ) : (
        <>
          <p class="text-sm text-muted">
            {failed > 0 && `${plural(locale, mail.failed, failed)} `}
            {waiting > 0 && `${plural(locale, mail.waiting, waiting)} `}
            {failed + waiting > mails.length && format(mail.more, { max: mails.length })}
          </p>
          <Table
            caption={mail.title}
            headings={[mail.to, mail.what, mail.state, mail.since, mail.acts]}
          >
            {mails.map((one) => (
              <MailRow key={one.id} of={one} locale={locale} texts={texts} />
            ))}
          </Table>
        </>
      )}
    </>
  );
}

function MailRow({ of, locale, texts }: Omit<MailListProps, "list"> & { of: MailView }) {
  const { mail } = texts;
  return (
    <Row>
      <Cell class="max-md:pr-10">
        <PersonLink id={of.userId} class="font-medium wrap-anywhere text-body">
          {of.name}
        </PersonLink>
        <p class="text-xs wrap-anywhere text-muted">
          <MailAddress of={of.email} />
        </p>
      </Cell>
      <Cell heading={mail.what} class="md:whitespace-nowrap">
        {mail.kinds[of.kind]}
      </Cell>
      <Cell heading={mail.state}>
        <State of={of} locale={locale} texts={texts} />
      </Cell>
      <Cell heading={mail.since} class="md:whitespace-nowrap">
        <Time iso={of.createdAt} locale={locale} />
      </Cell>
      <Cell class="w-11 max-md:absolute max-md:top-1 max-md:right-1">
        <RowMenu label={format(mail.actsOf, { name: of.name })}>
          <Act path="retry" of={of} icon="RotateCw" label={mail.retry} />
          <Act path="delete" of={of} icon="Trash2" label={mail.delete} />
        </RowMenu>
      </Cell>
    </Row>
  );
}

function State({ of, locale, texts }: Omit<MailListProps, "list"> & { of: MailView }) {
  const { mail } = texts;
  return (
    <div class="min-w-0 space-y-1">
      <p class="flex flex-wrap items-center gap-2">
        <Badge look={of.nextAt ? "neutral" : "danger"}>
          {of.nextAt ? mail.waits : mail.failedState}
        </Badge>
        {of.tries > 0 && (
          <span class="text-xs text-muted">
            {plural(locale, mail.tries, of.tries)}
            {of.nextAt && (
              <>
                , {mail.nextTry} <Time iso={of.nextAt} locale={locale} />
              </>
            )}
          </span>
        )}
      </p>
      {of.error && (
        <p class="text-xs wrap-anywhere text-muted">
          {mail.serverSaid} <span class="notranslate">{of.error}</span>
        </p>
      )}
    </div>
  );
}

interface ActProps {
  path: "retry" | "delete";
  of: MailView;
  icon: "RotateCw" | "Trash2";
  label: string;
}

function Act({ path, of, icon, label }: ActProps) {
  return (
    <li>
      <form method="post" action={`/mails/${encodeURIComponent(of.id)}/${path}`}>
        <MenuButton icon={icon}>{label}</MenuButton>
      </form>
    </li>
  );
}
