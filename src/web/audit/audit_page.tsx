import type { AuditEntry, AuditPage as Found } from "#core/audit/audit_reading.ts";
import type { LogSettings } from "#core/audit/log_settings.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Pagination } from "#ui/parts/pagination.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { plural } from "#ui/text/format.ts";
import { addressOf, isWhole, type Typed } from "./log_query.ts";
import { LogFilter } from "./log_filter.tsx";
import { LogSettingsForm } from "./log_settings_form.tsx";
import { Checkpoint, type ShownCheckpoint } from "./checkpoint.tsx";
import { Rest, Sentence } from "./sentence.tsx";

export interface AuditPageProps {
  found: Found;
  typed: Typed;
  /** For those who may change them. */
  settings: LogSettings | undefined;
  /** The newest one that was signed. */
  checkpoint: ShownCheckpoint | undefined;
  locale: Locale;
  texts: Texts;
}

/** The staff log as sentences, one page at a time. */
export function AuditPage(props: AuditPageProps) {
  const { found, typed, settings, checkpoint, locale, texts } = props;
  const { audit, common } = texts;
  const { entries, page, pages, reads, total } = found;
  const limits = { own: audit.ownOnly, courses: audit.coursesOnly, all: undefined };
  return (
    <>
      <PageHeader title={audit.title} lead={audit.lead}>
        {total > 0 && (
          <ButtonLink href={addressOf("/audit/log.csv", typed)}>
            <Icon of="ArrowDownToLine" />
            {audit.export}
          </ButtonLink>
        )}
      </PageHeader>
      {limits[reads] && <p class="max-w-prose text-muted">{limits[reads]}</p>}
      {(total > 0 || !isWhole(typed)) && (
        <LogFilter typed={typed} actors={found.actors} texts={texts} />
      )}
      {total === 0 ? (
        <Nothing isWhole={isWhole(typed)} texts={texts} />
      ) : (
        <section class="max-w-4xl space-y-2">
          <h2 class="text-sm text-muted">{plural(locale, audit.entries, total)}</h2>
          <ol class="divide-y divide-line border-y border-line">
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} locale={locale} texts={texts} />
            ))}
          </ol>
          <Pagination
            page={page}
            pages={pages}
            href={(to) => addressOf("/audit", typed, to)}
            texts={common}
          />
        </section>
      )}
      {checkpoint && (
        <Checkpoint
          checkpoint={checkpoint}
          offersExport={settings !== undefined}
          locale={locale}
          texts={texts}
        />
      )}
      {settings && <LogSettingsForm settings={settings} texts={texts} />}
    </>
  );
}

function Nothing({ isWhole: all, texts: { audit } }: { isWhole: boolean; texts: Texts }) {
  if (all) return <EmptyState title={audit.emptyTitle} text={audit.emptyText} />;
  return (
    <EmptyState title={audit.noneTitle} text={audit.noneText}>
      <ButtonLink href="/audit">{audit.showAll}</ButtonLink>
    </EmptyState>
  );
}

function Entry(props: { entry: AuditEntry; locale: Locale; texts: Texts }) {
  const { entry, locale, texts } = props;
  const { actorId, actorName, at } = entry;
  const name = actorName ?? texts.audit.operator;
  return (
    <li class="flex gap-3 py-2.5 sm:gap-4">
      <Avatar id={actorId} name={name} size="small" />
      <div class="min-w-0 flex-1 sm:flex sm:items-baseline sm:justify-between sm:gap-4">
        <div class="min-w-0">
          <p class="break-words">
            <Sentence {...props} />
          </p>
          <Rest {...props} />
        </div>
        <p class="shrink-0 text-xs text-muted">
          <Time iso={at} locale={locale} />
        </p>
      </div>
    </li>
  );
}
