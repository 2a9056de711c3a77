import { type CaseList, type CaseQueue, type StoredCase } from "#core/moderation/cases.ts";
import { Badge } from "#ui/parts/badge.tsx";
import { Button } from "#ui/parts/button.tsx";
import { SelectField } from "#ui/parts/field.tsx";
import { Pagination } from "#ui/parts/pagination.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { plural } from "#ui/text/format.ts";
import { listPath, ModerationNav } from "./moderation_nav.tsx";
import { casePath, decisionWords, reasonOf, whoWhere } from "./words.ts";

export interface CaseListProps {
  queue: CaseQueue;
  list: CaseList;
  /** Empty for all. */
  courseId: string;
  /** The case that is open beside it. */
  currentId?: string;
  readerId: string;
  locale: Locale;
  texts: Texts;
}

/** The queue: what waits, what is the reader's, what is decided, by course. */
export function CaseQueueList(props: CaseListProps) {
  const { queue, list, courseId, texts } = props;
  const { moderation, common } = texts;
  const { cases, page, pages } = queue;
  return (
    <div class="space-y-3">
      <ModerationNav current={list} counts={queue.counts} courseId={courseId} texts={texts} />
      {queue.courses.length > 1 && <CourseChoice {...props} />}
      {cases.length === 0 ? (
        <div class="space-y-1 py-4">
          <p class="font-medium text-body">{moderation.empty[list]}</p>
          <p class="text-sm text-muted">{moderation.emptyText}</p>
        </div>
      ) : (
        <ul aria-label={moderation.listLabel} class="space-y-1">
          {cases.map((one) => (
            <Entry key={one.id} one={one} {...props} />
          ))}
        </ul>
      )}
      <Pagination
        page={page}
        pages={pages}
        href={(to) => listPath(list, courseId, to)}
        texts={common}
      />
    </div>
  );
}

function CourseChoice({ queue, list, courseId, texts: { moderation } }: CaseListProps) {
  const all = [{ id: "", name: moderation.allCourses }, ...queue.courses];
  return (
    <form method="get" action="/moderation" class="flex flex-wrap items-end gap-2">
      {list !== "open" && <input type="hidden" name="list" value={list} />}
      <SelectField
        name="course"
        label={moderation.course}
        value={courseId}
        options={all.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Button>{moderation.show}</Button>
    </form>
  );
}

function Entry({ one, currentId, readerId, locale, texts }: CaseListProps & { one: StoredCase }) {
  const { moderation } = texts;
  const isCurrent = one.id === currentId;
  const isWaiting = one.state === "open" || one.state === "appealed";
  return (
    <li>
      <a
        href={casePath(one.id)}
        aria-current={isCurrent ? "page" : undefined}
        class={`block space-y-1 rounded px-3 py-2 ${isCurrent ? "bg-primary-soft" : "hover:bg-hover"}`}
      >
        <span class="flex items-baseline justify-between gap-2">
          <span class={`text-sm wrap-anywhere text-body ${isWaiting ? "font-semibold" : ""}`}>
            {reasonOf(one, texts)}
          </span>
          <Time
            iso={one.changedAt}
            locale={locale}
            look="recent"
            class="shrink-0 text-xs text-muted"
          />
        </span>
        <span dir="auto" class="notranslate block text-sm wrap-anywhere text-muted">
          {whoWhere(one, texts)}
        </span>
        <span class="flex flex-wrap items-center gap-1">
          {isWaiting ? (
            <Badge>
              {one.noticedBy === null || one.reports > 0
                ? plural(locale, moderation.reports, one.reports)
                : moderation.noticed[one.noticedBy]}
            </Badge>
          ) : (
            <span class="text-xs wrap-anywhere text-muted">{decisionWords(one, texts)}</span>
          )}
          {one.state === "appealed" && <Badge look="warning">{moderation.appeal}</Badge>}
          {isWaiting && one.claimedBy === readerId && (
            <Badge look="primary">{moderation.yours}</Badge>
          )}
        </span>
      </a>
    </li>
  );
}
