/** The table of a course's groups, with its search, its order and its pages. */
import { isOpen } from "#core/courses/own_courses.ts";
import { type GroupSort, groupSorts } from "#core/groups/group_needs.ts";
import type { Workbench } from "#core/groups/workbench.ts";
import { SelectableGroups } from "#ui/groups/group_acts_bar.tsx";
import type { GroupStep } from "#ui/groups/move_form.tsx";
import { columns, GroupRow } from "#ui/groups/workbench_row.tsx";
import { OrderStatus } from "#ui/groups/order_status.tsx";
import { Pagination } from "#ui/parts/pagination.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import type { CourseChoice } from "./course_choice.ts";
import { quietLink } from "./course_nav.tsx";
import type { SetChoice } from "./set_choice.ts";

/** As many groups are seen at once, so nothing has to be searched for. */
const searchFrom = 9;

export interface WorkbenchProps {
  workbench: Workbench;
  sort: GroupSort;
  /** What was searched for; empty for all groups. */
  search: string;
  choice: CourseChoice;
  sets: SetChoice;
  /** The group that a form has just moved, and its direction. */
  moved?: { id: string; by: GroupStep };
  /** Whether a group has just been created, by its id. */
  isNew: (id: string) => boolean;
  locale: Locale;
  texts: Texts;
}

type Shown = Pick<WorkbenchProps, "choice" | "sets" | "sort" | "search"> & { page?: number };

/** The address of the groups in this order, without what need not be said. */
function pathOf({ choice: { course, courses }, sets, sort, search, page = 1 }: Shown): string {
  const query = new URLSearchParams({
    ...(courses.length > 1 && { course: course.id }),
    ...(sets.shown !== undefined && { set: sets.shown }),
    ...(sort !== "need" && { sort }),
    ...(search && { q: search }),
    ...(page > 1 && { page: String(page) }),
  });
  return query.size > 0 ? `/groups?${query}` : "/groups";
}

const acts = [
  "write",
  "mode",
  "move",
  "add_staff",
  "remove_person",
  "copy",
  "archive",
  "delete",
] as const;

/** The groups of a course, with what happens in them. */
export function WorkbenchTable(props: WorkbenchProps) {
  const { workbench, choice, search, sets, sort, texts } = props;
  const { page, pages } = workbench;
  return (
    <div class="space-y-3">
      <Summary {...props} />
      <Tools {...props} />
      {sort === "need" && <p class="max-w-4xl text-sm text-muted">{texts.workbench.needLead}</p>}
      {sort === "own" && <p class="text-sm text-muted">{texts.groups.lead}</p>}
      {workbench.found > 0 ? (
        <SelectableGroups
          courseId={choice.course.id}
          acts={isOpen(choice.course) ? acts : []}
          matching={pages > 1 ? { count: workbench.found, search, set: sets.shown } : undefined}
          texts={texts}
        >
          <Rows {...props} />
          <p data-filter-none hidden class="text-muted">
            {texts.groups.noneFound}
          </p>
        </SelectableGroups>
      ) : (
        <p class="text-muted">{texts.groups.noneFound}</p>
      )}
      <Pagination
        page={page}
        pages={pages}
        href={(to) => pathOf({ ...props, page: to })}
        texts={texts.common}
      />
      <OrderStatus texts={texts} />
    </div>
  );
}

/** The course in numbers. */
function Summary(props: WorkbenchProps) {
  const { workbench, search, locale, texts } = props;
  const { total, needing, found, week, earlier } = workbench;
  const words = texts.workbench;
  return (
    <p class="flex flex-wrap gap-x-5 gap-y-1 text-sm text-body">
      {search && (
        <span>
          {plural(locale, words.found, found)}{" "}
          <a href={pathOf({ ...props, search: "" })} class={quietLink}>
            {words.all}
          </a>
        </span>
      )}
      <span>{plural(locale, words.groups, total)}</span>
      {needing > 0 && <span>{plural(locale, words.needing, needing)}</span>}
      <span>
        {plural(locale, words.week, week)}
        <span class="text-muted">
          , {format(words.earlier, { count: earlier.toLocaleString(locale) })}
        </span>
      </span>
    </p>
  );
}

/** What is shown, and in which order. */
function Tools(props: WorkbenchProps) {
  const { workbench, search, sort, sets, choice, texts } = props;
  const { course, courses } = choice;
  const isWhole = workbench.pages === 1 && search === "";
  return (
    <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      {workbench.total >= searchFrom && (
        <form method="get" action="/groups" role="search" class="flex w-full sm:w-72">
          {courses.length > 1 && <input type="hidden" name="course" value={course.id} />}
          {sets.shown !== undefined && <input type="hidden" name="set" value={sets.shown} />}
          {sort !== "need" && <input type="hidden" name="sort" value={sort} />}
          <SearchField
            id="find-group"
            name="q"
            value={search}
            label={texts.groups.filter}
            {...(isWhole && { filters: "groups" })}
          />
        </form>
      )}
      <nav
        aria-label={texts.workbench.sortBy}
        class="-mx-1 flex max-w-full min-w-0 gap-1 overflow-x-auto px-1"
      >
        {groupSorts.map((one) => (
          <a
            key={one}
            href={pathOf({ ...props, sort: one })}
            aria-current={one === sort ? "true" : undefined}
            class="flex min-h-11 shrink-0 items-center rounded px-3 text-sm text-muted hover:bg-hover aria-[current]:bg-primary-soft aria-[current]:font-medium aria-[current]:text-primary-text sm:min-h-8"
          >
            {texts.workbench.sorts[one]}
          </a>
        ))}
      </nav>
    </div>
  );
}

function Rows(props: WorkbenchProps) {
  const { workbench, sort, search, choice, sets, moved, isNew, locale, texts } = props;
  const { groups, total, pages, page, next } = workbench;
  const teaches = isOpen(choice.course);
  // Among the groups of one set, a place would not say where a group is among all.
  const isMovable = teaches && sort === "own" && search === "" && sets.shown === undefined;
  return (
    <div
      role="table"
      aria-label={texts.workbench.listLabel}
      class="rounded border border-line bg-raised"
    >
      <Head sort={sort} texts={texts} />
      <div
        role="rowgroup"
        id="groups"
        data-order={isMovable ? "/groups/reorder" : undefined}
        data-count={pages > 1 ? total : undefined}
        data-from={page > 1 ? groups[0]?.place : undefined}
        data-next={next}
        data-moved={texts.groups.moved}
        data-failed={texts.groups.moveFailed}
        data-renames={teaches ? texts.groups.newName : undefined}
        data-renamed={texts.groups.renamed}
        data-rename-failed={texts.groups.renameFailed}
        class="group divide-y divide-line"
      >
        {groups.map((group) => (
          <GroupRow
            key={group.id}
            group={group}
            movesAmong={isMovable ? total : undefined}
            movedBy={isMovable && moved?.id === group.id ? moved.by : undefined}
            isNew={isNew(group.id)}
            manages={teaches}
            locale={locale}
            texts={texts}
          />
        ))}
      </div>
    </div>
  );
}

/** The names of the columns, for all but phones, where each row is a card. */
function Head({ sort, texts: { modes, workbench } }: Pick<WorkbenchProps, "sort" | "texts">) {
  const { columns: names } = workbench;
  const sorted = (by: GroupSort) =>
    by === sort ? (by === "activity" ? "descending" : "ascending") : undefined;
  return (
    <div role="rowgroup" class="border-b border-line text-xs text-muted max-sm:hidden">
      <div role="row" class={`min-h-8 items-center pl-3 ${columns}`}>
        <span role="columnheader" aria-sort={sorted("name")}>
          {names.group}
        </span>
        <span role="columnheader" class="max-xl:hidden">
          {modes.column}
        </span>
        <span role="columnheader" aria-sort={sorted("need")}>
          {names.need}
        </span>
        <span role="columnheader">
          <span class="sm:max-lg:hidden">{names.days}</span>
          <span class="max-sm:hidden lg:hidden">{names.week}</span>
        </span>
        <span role="columnheader">
          <span class="sm:max-lg:hidden">{names.written}</span>
          <span class="max-sm:hidden lg:hidden">{names.wrote}</span>
        </span>
        <span role="columnheader" aria-sort={sorted("activity")} class="text-right">
          {names.last}
        </span>
        <span role="columnheader">
          <span class="sr-only">{names.acts}</span>
        </span>
      </div>
    </div>
  );
}
