import type { StoredCase, StoredReport, WholeCase } from "#core/moderation/cases.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Badge } from "#ui/parts/badge.tsx";
import { PersonLink } from "#ui/parts/person_link.tsx";
import { Time } from "#ui/parts/time.tsx";
import { format, plural } from "#ui/text/format.ts";
import type { CaseListProps } from "./case_list.tsx";
import { casePath, decisionWords, groupNameOf, reasonOf, subjectName } from "./words.ts";

export interface CasePageProps extends Omit<CaseListProps, "currentId"> {
  whole: WholeCase;
  /** As typed, when it was refused. */
  typed: Record<"decision" | "mute" | "text" | "template" | "from" | "to", string>;
  /** What the course offers, in the reader's language. */
  reasons: string[];
  errors: Record<string, string>;
}

const heading = "text-sm font-semibold text-body";

/** A case in its context, with the reports and what there was before. */
export function CaseContent(props: CasePageProps) {
  return (
    <div class="min-w-0 space-y-6">
      <Head {...props} />
      <Context {...props} />
      <Reports {...props} />
      <Earlier {...props} />
    </div>
  );
}

function Head({ whole, locale, texts }: CasePageProps) {
  const { moderation } = texts;
  const one = whole.case;
  const { number, reports, createdAt } = one;
  return (
    <div class="space-y-1">
      <h2 dir="auto" class="text-title font-semibold wrap-anywhere text-body">
        {format(moderation.inGroup, {
          reason: reasonOf(one, texts),
          group: groupNameOf(one, texts),
        })}
      </h2>
      <p class="text-xs text-muted">
        {one.noticedBy !== null && reports === 0
          ? format(moderation.noticedLine, { number })
          : format(plural(locale, moderation.caseLine, reports), { number })}{" "}
        · {one.noticedBy === null && moderation.reportedAt}{" "}
        <Time iso={createdAt} locale={locale} look="recent" />
        {reports > 0 && ` · ${format(moderation.secret, { person: subjectName(one, texts) })}`}
      </p>
      {whole.viewer && (
        <p class="flex items-center gap-2 text-sm text-body">
          <Avatar id={whole.viewer.id} name={whole.viewer.name} size="small" />
          {format(moderation.viewing, { name: whole.viewer.name })}
        </p>
      )}
    </div>
  );
}

function Context(props: CasePageProps) {
  const { whole, locale, texts } = props;
  const { moderation } = texts;
  const one = whole.case;
  const { message } = whole;
  const isAsReported = message?.removedAt === null && message.content === one.content;
  return (
    <section aria-labelledby="context" class="space-y-3">
      <h3 id="context" class={heading}>
        {one.messageId === null ? subjectName(one, texts) : moderation.contextTitle}
      </h3>
      {whole.context.length > 0 && (
        <ol class="divide-y divide-line rounded border border-line">
          {whole.context.map((row) => (
            <li
              key={row.id}
              class={`flex gap-3 px-3 py-2 ${row.id === one.messageId ? "bg-danger-soft" : ""}`}
            >
              <Avatar id={row.senderId} name={row.senderName} size="small" />
              <div class="min-w-0 flex-1">
                <p class="flex flex-wrap items-baseline gap-x-2 text-sm">
                  <span dir="auto" class="notranslate font-semibold wrap-anywhere">
                    {row.senderName || moderation.deletedUser}
                  </span>
                  {row.id === one.messageId && <Badge look="danger">{moderation.reported}</Badge>}
                  <Time
                    iso={row.sentFromServer}
                    locale={locale}
                    look="recent"
                    class="text-xs text-muted"
                  />
                </p>
                <p dir="auto" class="wrap-anywhere whitespace-pre-wrap">
                  {row.removedAt === null ? row.content : moderation.removed}
                </p>
              </div>
            </li>
          ))}
        </ol>
      )}
      {one.messageId !== null && !isAsReported && <Then {...props} />}
      {one.groupName !== null && (
        <p class="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          <a
            href={`/chat/${encodeURIComponent(one.conversationId)}`}
            class="text-primary-text underline underline-offset-2"
          >
            {moderation.openGroup}
          </a>
          {whole.isLook && <span class="text-muted">{moderation.lookNote}</span>}
        </p>
      )}
    </section>
  );
}

/** What it said in each report, if that is not what it says now. */
function Then({ whole, texts: { moderation } }: CasePageProps) {
  const versions = [
    ...new Set([whole.case.content, ...whole.reports.map(({ content }) => content)]),
  ];
  return (
    <div class="space-y-2">
      <p class="text-sm text-muted">
        {whole.message ? moderation.contentThen : moderation.contextGone}
      </p>
      {versions.map((text) => (
        <p
          key={text}
          dir="auto"
          class="rounded border border-line bg-sunken p-3 wrap-anywhere whitespace-pre-wrap"
        >
          {text}
        </p>
      ))}
    </div>
  );
}

function Reports({ whole, locale, texts }: CasePageProps) {
  const { moderation } = texts;
  if (whole.reports.length === 0) return null;
  return (
    <section aria-labelledby="reports" class="space-y-2">
      <h3 id="reports" class={heading}>
        {moderation.reportsTitle}
      </h3>
      <ul class="divide-y divide-line">
        {whole.reports.map((report) => (
          <Report key={report.userId} report={report} locale={locale} texts={texts} />
        ))}
      </ul>
    </section>
  );
}

function Report({
  report,
  locale,
  texts: { moderation },
}: Pick<CasePageProps, "locale" | "texts"> & { report: StoredReport }) {
  const { userId, name, reason, words, createdAt } = report;
  return (
    <li class="flex flex-wrap gap-x-4 gap-y-1 py-2 text-sm">
      <span class="font-medium wrap-anywhere">
        {name ? <PersonLink id={userId}>{name}</PersonLink> : moderation.deletedUser}
      </span>
      <Time iso={createdAt} locale={locale} look="recent" class="text-muted" />
      <span dir="auto" class="min-w-[min(100%,13rem)] flex-1 wrap-anywhere whitespace-pre-wrap">
        {moderation.reasons[reason]}
        {words && `: “${words}”`}
      </span>
    </li>
  );
}

function Earlier({ whole, locale, texts }: CasePageProps) {
  const { moderation } = texts;
  const { subjectId } = whole.case;
  const name = subjectName(whole.case, texts);
  return (
    <section aria-labelledby="earlier" class="space-y-2">
      <h3 id="earlier" class={heading}>
        {moderation.earlierTitle}
      </h3>
      <p class="flex items-center gap-3 text-sm font-medium">
        <Avatar id={subjectId} name={name} />
        {whole.case.subjectName ? <PersonLink id={subjectId}>{name}</PersonLink> : name}
      </p>
      {whole.earlier.length === 0 ? (
        <p class="text-sm text-muted">{moderation.noEarlier}</p>
      ) : (
        <ul class="divide-y divide-line">
          {whole.earlier.map((one) => (
            <EarlierCase key={one.id} one={one} locale={locale} texts={texts} />
          ))}
        </ul>
      )}
    </section>
  );
}

function EarlierCase({
  one,
  locale,
  texts,
}: Pick<CasePageProps, "locale" | "texts"> & { one: StoredCase }) {
  const { moderation } = texts;
  const { id, number, reason, createdAt } = one;
  return (
    <li class="flex flex-wrap gap-x-4 gap-y-1 py-2 text-sm">
      <a href={casePath(id)} class="wrap-anywhere text-primary-text hover:underline">
        {format(moderation.earlierCase, { number, group: groupNameOf(one, texts) })}
      </a>
      <Time iso={createdAt} locale={locale} look="recent" class="text-muted" />
      <span class="min-w-[min(100%,13rem)] flex-1 wrap-anywhere">
        {format(moderation.decidedLine, {
          reason: moderation.reasons[reason],
          decision: decisionWords(one, texts),
        })}
        {one.state === "appealed" && ` ${moderation.appealOpen}`}
      </span>
    </li>
  );
}
