import type { AuditEntry } from "#core/audit/audit_reading.ts";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Pagination } from "#ui/parts/pagination.tsx";
import { PersonLink } from "#ui/parts/person_link.tsx";
import { Cell, Row, Table } from "#ui/parts/table.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { detailText } from "./detail_text.ts";

export interface AuditPageProps {
  entries: AuditEntry[];
  page: number;
  pages: number;
  locale: Locale;
  texts: Texts;
}

/** The staff log as a table, one page at a time. */
export function AuditPage({ entries, page, pages, locale, texts }: AuditPageProps) {
  const { audit, common } = texts;
  if (entries.length === 0) {
    return (
      <>
        <PageHeader title={audit.title} />
        <EmptyState title={audit.emptyTitle} text={audit.emptyText} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={audit.title} lead={audit.lead} />
      <Table
        caption={audit.title}
        headings={[audit.when, audit.who, audit.what, audit.where, audit.about]}
      >
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} locale={locale} texts={texts} />
        ))}
      </Table>
      <Pagination page={page} pages={pages} href={(to) => `/audit?page=${to}`} texts={common} />
    </>
  );
}

function Entry({ entry, locale, texts }: { entry: AuditEntry; locale: Locale; texts: Texts }) {
  const { audit } = texts;
  const { actorId, actorName, byOperator, conversation, course, detail, subject, verb } = entry;
  // This version has no text for a verb that another version recorded.
  const verbs: Partial<Record<string, string>> = audit.verbs;
  const nameless = byOperator ? audit.operator : audit.deletedUser;
  return (
    <Row>
      <Cell class="text-muted lg:whitespace-nowrap">
        <Time iso={entry.at} locale={locale} />
      </Cell>
      <Cell class="font-medium wrap-anywhere md:min-w-28">
        {actorName === null ? (
          nameless
        ) : (
          <Person id={actorId} name={actorName} isKnown={entry.knowsActor} />
        )}
      </Cell>
      <Cell>{verbs[verb] ?? verb}</Cell>
      <Cell
        class="wrap-anywhere md:min-w-28"
        heading={conversation || course ? audit.where : undefined}
      >
        {conversation && <Group {...conversation} texts={audit} />}
        {course && <span class="block text-xs text-muted">{course.name}</span>}
      </Cell>
      <Cell class="wrap-anywhere">
        {subject?.name && <Person {...subject} name={subject.name} />}
        {subject?.name && detail && ": "}
        {detail && detailText({ verb, detail }, locale, texts)}
      </Cell>
    </Row>
  );
}

/** Their card opens only for those who may know them. */
function Person({ id, name, isKnown }: { id: string; name: string; isKnown: boolean }) {
  return isKnown ? <PersonLink id={id}>{name}</PersonLink> : name;
}

function Group({ id, name, texts }: { id: string; name: string | null; texts: Texts["audit"] }) {
  if (name === null) return <span class="text-muted">{texts.deletedGroup}</span>;
  return (
    <a href={`/conversations/${id}`} class="text-primary-text hover:underline">
      {name}
    </a>
  );
}
