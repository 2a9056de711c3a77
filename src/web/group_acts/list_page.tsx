import type { GroupAct } from "#core/group_acts/group_acts.ts";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";

interface ActsPageProps {
  /** Newest first. */
  acts: GroupAct[];
  path: string;
  back: string;
  locale: Locale;
  texts: Texts;
}

/** The list of what was done to several groups at once. */
export function ActsPage({ acts, path, back, locale, texts }: ActsPageProps) {
  const { acts: words, courses, groups } = texts;
  return (
    <>
      <PageHeader title={words.listTitle} lead={words.listLead}>
        <ButtonLink href={back}>{groups.title}</ButtonLink>
      </PageHeader>
      {acts.length === 0 ? (
        <EmptyState title={words.emptyTitle} text={words.emptyText} />
      ) : (
        <ul class="divide-y divide-line rounded border border-line bg-raised">
          {acts.map(({ id, name, groups: count, state, actorName, createdAt }) => (
            <li
              key={id}
              class="relative flex flex-wrap items-baseline gap-x-4 px-4 py-2 hover:bg-hover"
            >
              <a
                href={`${path}/${encodeURIComponent(id)}`}
                class="text-sm font-medium text-body after:absolute after:inset-0 max-sm:w-full sm:flex-1"
              >
                {words.names[name]}: {plural(locale, courses.groups, count)}
              </a>
              <span class="text-xs text-muted">{words.states[state]}</span>
              <span class="text-xs wrap-anywhere text-muted">
                {actorName && format(words.by, { name: actorName })}{" "}
                <Time iso={createdAt} locale={locale} look="recent" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
