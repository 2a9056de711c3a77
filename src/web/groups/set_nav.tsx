import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { isOpen } from "#core/courses/own_courses.ts";
import type { CourseChoice } from "./course_choice.ts";
import { isShown, noSet, type SetChoice } from "./set_choice.ts";

interface SetNavProps {
  choice: CourseChoice;
  sets: SetChoice;
  /** Of the course, archived ones left out. */
  groups: readonly { setId: string | null }[];
  locale: Locale;
  texts: Texts;
}

/** Links that show all groups, those of one set, or those in no set. */
export function SetNav({ choice, sets, groups, texts }: SetNavProps) {
  const { course, courses } = choice;
  const { sets: words } = texts;
  if (sets.sets.length === 0) return null;
  const countIn = (shown?: string) =>
    groups.filter((group) => isShown({ sets: sets.sets, shown }, group)).length;
  const all = [{ id: undefined, name: words.all }, ...sets.sets, { id: noSet, name: words.none }];
  const hrefOf = (id?: string) => {
    const query = new URLSearchParams({
      ...(courses.length > 1 && { course: course.id }),
      ...(id !== undefined && { set: id }),
    }).toString();
    return query ? `/groups?${query}` : "/groups";
  };
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-1">
      <nav aria-label={words.filterLabel} class="-mx-1 flex min-w-0 gap-1 overflow-x-auto px-1">
        {all.map(({ id, name }) => (
          <a
            key={id ?? ""}
            href={hrefOf(id)}
            aria-current={id === sets.shown ? "page" : undefined}
            class="flex min-h-11 shrink-0 items-center gap-2 rounded px-3 text-sm text-muted hover:bg-hover aria-[current]:bg-primary-soft aria-[current]:font-medium aria-[current]:text-primary-text sm:min-h-9"
          >
            {name} <span class="text-xs even-digits">{countIn(id)}</span>
          </a>
        ))}
      </nav>
      {isOpen(course) && sets.shown !== undefined && sets.shown !== noSet && (
        <a href={nextRoundHref(choice, sets.shown)} class={quietLink}>
          {texts.maker.nextRound}
        </a>
      )}
      {isOpen(course) && <SetsLink courseId={course.id} texts={texts} />}
    </div>
  );
}

const quietLink =
  "inline-flex min-h-11 items-center text-sm text-primary-text underline underline-offset-2 sm:min-h-8";

function nextRoundHref({ course, courses }: CourseChoice, set: string): string {
  const query = { ...(courses.length > 1 && { course: course.id }), next: set };
  return `/groups/create-many?${new URLSearchParams(query)}`;
}

/** To the page on which sets are made and changed. */
export function SetsLink({ courseId, texts }: { courseId: string; texts: Texts }) {
  return (
    <a href={`/courses/${encodeURIComponent(courseId)}/sets`} class={quietLink}>
      {texts.sets.title}
    </a>
  );
}
