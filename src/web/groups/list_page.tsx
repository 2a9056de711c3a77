import { GroupBox, SelectableGroups } from "#ui/groups/group_acts_bar.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { isOpen } from "#core/courses/own_courses.ts";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { plural } from "#ui/text/format.ts";
import { pathIn } from "./course_choice.ts";
import { CourseNav, quietLink } from "./course_nav.tsx";
import { SetNav, SetsLink } from "./set_nav.tsx";
import { type WorkbenchProps, WorkbenchTable } from "./workbench_table.tsx";

export interface GroupListProps extends WorkbenchProps {
  /** Those that are archived by themselves. */
  archived: { id: string; name: string }[];
  /** How many the reader may restore. */
  deleted: number;
  /** Whether the reader may make courses. */
  makesCourses: boolean;
}

/** The list for managing groups. */
export function GroupListPage(props: GroupListProps) {
  const { workbench, archived, sets, deleted, choice, makesCourses, locale, texts } = props;
  const teaches = isOpen(choice.course);
  const makes = teaches && <MakeLinks choice={choice} texts={texts} />;
  return (
    <>
      <PageHeader title={texts.groups.title}>{workbench.all.length > 0 && makes}</PageHeader>
      {choice.courses.length > 1 && (
        <CourseNav choice={choice} makes={makesCourses} texts={texts} />
      )}
      {deleted > 0 && (
        <p class="text-sm">
          <a href="/groups/deleted" class={quietLink}>
            {plural(locale, texts.groups.binLink, deleted)}
          </a>
        </p>
      )}
      <SetNav choice={choice} sets={sets} groups={workbench.all} locale={locale} texts={texts} />
      {workbench.total > 0 && <WorkbenchTable {...props} />}
      {workbench.total === 0 && sets.shown !== undefined && (
        <EmptyState title={texts.sets.noGroups} text={teaches ? texts.sets.noGroupsText : ""} />
      )}
      {workbench.total === 0 && sets.shown === undefined && (
        <EmptyState
          title={texts.groups.emptyTitle}
          text={teaches ? texts.groups.emptyText : texts.groups.emptyTutor}
        >
          {makes}
        </EmptyState>
      )}
      {teaches && sets.sets.length === 0 && workbench.all.length > 0 && (
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

const archivedForm = "archived-acts";
const archivedActs = ["unarchive", "delete"] as const;

/** Groups that are over, out of the way. */
function Archived({ groups, choice, texts }: ChoiceProps & { groups: GroupListProps["archived"] }) {
  const { groups: words } = texts;
  return (
    <details class="text-sm">
      <summary class="inline-flex min-h-11 cursor-pointer items-center text-muted sm:min-h-8">
        {words.archivedGroups} ({groups.length})
      </summary>
      <SelectableGroups
        courseId={choice.course.id}
        form={archivedForm}
        acts={isOpen(choice.course) ? archivedActs : []}
        texts={texts}
      >
        <ul class="divide-y divide-line rounded border border-line bg-raised">
          {groups.map(({ id, name }) => (
            <li key={id} id={`g-${id}`} class="flex items-center gap-2 px-2 py-1">
              {isOpen(choice.course) && (
                <GroupBox id={id} name={name} form={archivedForm} texts={words} />
              )}
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
      </SelectableGroups>
    </details>
  );
}
