import { GroupRow, type GroupSummary } from "#ui/groups/group_row.tsx";
import type { GroupStep } from "#ui/groups/move_form.tsx";
import { OrderStatus } from "#ui/groups/order_status.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { isOpen } from "#core/courses/own_courses.ts";
import { Badge } from "#ui/parts/badge.tsx";
import { CourseDot } from "#ui/parts/course_dot.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { plural } from "#ui/text/format.ts";
import type { ManagedGroup } from "#core/groups/group_lists.ts";
import { type CourseChoice, pathIn } from "./course_choice.ts";
import type { SetChoice } from "./set_choice.ts";
import { SetNav, SetsLink } from "./set_nav.tsx";

export interface GroupListProps {
  groups: GroupSummary[];
  /** Those that are archived by themselves. */
  archived: GroupSummary[];
  /** All of the course, whatever set is shown. */
  all: ManagedGroup[];
  sets: SetChoice;
  /** How many the reader may restore. */
  deleted: number;
  choice: CourseChoice;
  /** Whether the reader may make courses. */
  makesCourses: boolean;
  /** The group that a form has just moved, and its direction. */
  moved?: { id: string; by: GroupStep };
  /** Whether a group has just been created, by its id. */
  isNew: (id: string) => boolean;
  locale: Locale;
  texts: Texts;
}

/** The list for managing groups. */
export function GroupListPage(props: GroupListProps) {
  const { groups, archived, all, sets, deleted, choice, makesCourses, locale, texts } = props;
  const teaches = isOpen(choice.course);
  const makes = teaches && <MakeLinks choice={choice} texts={texts} />;
  return (
    <>
      <PageHeader title={texts.groups.title} lead={groups.length > 0 ? texts.groups.lead : ""}>
        {all.length > 0 && makes}
      </PageHeader>
      {choice.courses.length > 1 && <Courses choice={choice} makes={makesCourses} texts={texts} />}
      {deleted > 0 && (
        <p class="text-sm">
          <a href="/groups/deleted" class={quietLink}>
            {plural(locale, texts.groups.binLink, deleted)}
          </a>
        </p>
      )}
      <SetNav choice={choice} sets={sets} groups={all} locale={locale} texts={texts} />
      {groups.length > 0 && <Groups {...props} />}
      {groups.length === 0 && sets.shown !== undefined && (
        <EmptyState title={texts.sets.noGroups} text={teaches ? texts.sets.noGroupsText : ""} />
      )}
      {groups.length === 0 && sets.shown === undefined && (
        <EmptyState
          title={texts.groups.emptyTitle}
          text={teaches ? texts.groups.emptyText : texts.groups.emptyTutor}
        >
          {makes}
        </EmptyState>
      )}
      {teaches && sets.sets.length === 0 && all.length > 0 && (
        <p>
          <SetsLink courseId={choice.course.id} texts={texts} />
        </p>
      )}
      {archived.length > 0 && <Archived groups={archived} choice={choice} texts={texts} />}
      {choice.courses.length === 1 && (
        <p class="flex flex-wrap gap-x-4 text-sm">
          <a href={`/courses/${encodeURIComponent(choice.course.id)}`} class={quietLink}>
            {texts.courses.staff}
          </a>
          {makesCourses && (
            <a href="/courses/create" class={quietLink}>
              {texts.courses.another}
            </a>
          )}
        </p>
      )}
    </>
  );
}

type ChoiceProps = Pick<GroupListProps, "choice" | "texts">;

const quietLink =
  "inline-flex min-h-11 items-center text-primary-text underline underline-offset-2 sm:min-h-8";

/** Links to the groups of the other courses, and to the people of this one. */
function Courses({ choice, makes, texts }: ChoiceProps & { makes: boolean }) {
  const { course, courses } = choice;
  const { groups } = texts;
  const inUse = courses.filter(({ archivedAt }) => archivedAt === null);
  const shown = course.archivedAt === null ? inUse : [...inUse, course];
  const away = courses.filter((one) => !shown.includes(one));
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-1">
      <nav aria-label={groups.courses} class="-mx-1 flex min-w-0 gap-1 overflow-x-auto px-1">
        {shown.map(({ id, name, colour, archivedAt }) => (
          <a
            key={id}
            href={`/groups?course=${encodeURIComponent(id)}`}
            aria-current={id === course.id ? "page" : undefined}
            class="flex min-h-11 shrink-0 items-center gap-2 rounded px-3 text-sm text-muted hover:bg-hover aria-[current]:bg-primary-soft aria-[current]:font-medium aria-[current]:text-primary-text sm:min-h-9"
          >
            <CourseDot colour={colour} />
            {name || groups.firstCourse}
            {archivedAt !== null && <Badge>{texts.courses.archivedCourses}</Badge>}
          </a>
        ))}
      </nav>
      {away.length > 0 && (
        <details class="text-sm">
          <summary class="inline-flex min-h-11 cursor-pointer items-center text-muted sm:min-h-8">
            {texts.courses.archivedCourses} ({away.length})
          </summary>
          <ul>
            {away.map(({ id, name, term }) => (
              <li key={id}>
                <a href={`/groups?course=${encodeURIComponent(id)}`} class={quietLink}>
                  {[name, term].filter(Boolean).join(", ")}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="ml-auto flex flex-wrap gap-x-4 text-sm">
        <a href="/courses" class={quietLink}>
          {texts.courses.all}
        </a>
        <a href={`/courses/${course.id}`} class={quietLink}>
          {texts.courses.toPeople}
        </a>
        {makes && (
          <a href="/courses/create" class={quietLink}>
            {texts.courses.create}
          </a>
        )}
      </p>
    </div>
  );
}

function MakeLinks({ choice, texts: { groups, invites, roster } }: ChoiceProps) {
  return (
    <>
      <ButtonLink href={`/courses/${encodeURIComponent(choice.course.id)}/roster`}>
        {roster.link}
      </ButtonLink>
      <ButtonLink href={`/courses/${encodeURIComponent(choice.course.id)}/invites`}>
        {invites.link}
      </ButtonLink>
      <ButtonLink href={pathIn(choice, "/groups/create-many")}>
        <Icon of="UsersRound" class="size-4 max-sm:hidden" />
        {groups.createMany}
      </ButtonLink>
      <ButtonLink href={pathIn(choice, "/groups/create")} look="primary">
        <Icon of="Plus" class="size-4 max-sm:hidden" />
        {groups.create}
      </ButtonLink>
    </>
  );
}

function Groups({ groups, choice, sets, moved, isNew, locale, texts }: GroupListProps) {
  const teaches = isOpen(choice.course);
  // Among the groups of one set, a place would not say where a group is among all.
  const sorts = teaches && sets.shown === undefined;
  return (
    <div class="space-y-3">
      {groups.length > 8 && (
        <div data-script-only hidden class="flex sm:max-w-xs">
          <SearchField id="find-group" label={texts.groups.filter} filters="groups" />
        </div>
      )}
      <ol
        id="groups"
        aria-label={texts.groups.listLabel}
        data-order={sorts ? "/groups/reorder" : undefined}
        data-moved={texts.groups.moved}
        data-failed={texts.groups.moveFailed}
        class="group divide-y divide-line rounded border border-line"
      >
        {groups.map((group, index) => (
          <GroupRow
            key={group.id}
            group={group}
            place={index + 1}
            count={groups.length}
            movedBy={moved?.id === group.id ? moved.by : undefined}
            isNew={isNew(group.id)}
            manages={teaches}
            sorts={sorts}
            locale={locale}
            texts={texts.groups}
          />
        ))}
      </ol>
      <p data-filter-none hidden class="text-muted">
        {texts.groups.noneFound}
      </p>
      <OrderStatus texts={texts} />
    </div>
  );
}

/** Groups that are over, out of the way. */
function Archived({ groups, choice, texts }: ChoiceProps & Pick<GroupListProps, "groups">) {
  const { groups: words } = texts;
  return (
    <details class="text-sm">
      <summary class="inline-flex min-h-11 cursor-pointer items-center text-muted sm:min-h-8">
        {words.archivedGroups} ({groups.length})
      </summary>
      <ul class="divide-y divide-line rounded border border-line bg-raised">
        {groups.map(({ id, name }) => (
          <li key={id} id={`g-${id}`} class="flex items-center gap-2 py-1 pr-2 pl-4">
            <a href={`/chat/${id}`} class={`${quietLink} min-w-0 flex-1 wrap-anywhere`}>
              {name}
            </a>
            {isOpen(choice.course) && (
              <form method="post" action={`/groups/unarchive/${id}`}>
                <Button look="quiet" data-working={words.working}>
                  {words.unarchive}
                  <span class="sr-only">: {name}</span>
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
