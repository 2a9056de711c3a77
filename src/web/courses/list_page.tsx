import type { SizedCourse } from "#core/courses/own_courses.ts";
import { DragHandle } from "#ui/groups/drag_handle.tsx";
import { type GroupStep, MoveForm } from "#ui/groups/move_form.tsx";
import { OrderStatus } from "#ui/groups/order_status.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { CourseDot } from "#ui/parts/course_dot.tsx";
import { CutName } from "#ui/parts/cut_name.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { MenuLink, RowMenu } from "#ui/parts/row_menu.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";

export interface CourseListProps {
  /** Those in use, in order. */
  courses: SizedCourse[];
  /** The archived ones. */
  away: SizedCourse[];
  /** Whether the reader sorts them, for everyone. */
  sorts: boolean;
  makes: boolean;
  /** The course that a form has just moved, and its direction. */
  moved?: { id: string; by: GroupStep };
  locale: Locale;
  texts: Texts;
}

/** The list of courses. */
export function CourseListPage(props: CourseListProps) {
  const { courses, away, sorts, makes, moved, texts } = props;
  const { courses: words, groups } = texts;
  return (
    <>
      <PageHeader title={words.listTitle} lead={sorts ? words.listLead : ""}>
        {makes && (
          <ButtonLink href="/courses/create" look="primary">
            {words.create}
          </ButtonLink>
        )}
      </PageHeader>
      {courses.length > 8 && (
        <div data-script-only hidden class="flex sm:max-w-xs">
          <SearchField id="find-course" label={words.find} filters="courses" />
        </div>
      )}
      <ol
        id="courses"
        aria-label={words.listLabel}
        data-order={sorts ? "/course-order" : undefined}
        data-moved={groups.moved}
        data-failed={groups.moveFailed}
        class="group divide-y divide-line rounded border border-line"
      >
        {courses.map((course, index) => (
          <CourseRow
            key={course.id}
            {...props}
            course={course}
            place={index + 1}
            movedBy={moved?.id === course.id ? moved.by : undefined}
          />
        ))}
      </ol>
      <p data-filter-none hidden class="text-muted">
        {words.noneFound}
      </p>
      {sorts && <OrderStatus texts={texts} />}
      {away.length > 0 && <Away {...props} />}
    </>
  );
}

interface RowProps extends CourseListProps {
  course: SizedCourse;
  /** Missing for an archived course. */
  place?: number;
  movedBy?: GroupStep;
}

function CourseRow(props: RowProps) {
  const { course, place, sorts, locale, texts } = props;
  const { id, term, colour, groups, people } = course;
  const name = course.name || texts.groups.firstCourse;
  const sortable = sorts && place !== undefined;
  return (
    <li
      data-group={id}
      data-name={name}
      data-filter-text={`${name} ${term}`}
      class="relative flex min-h-14 scroll-my-24 items-center gap-1 bg-raised pr-1 first:rounded-t last:rounded-b hover:bg-hover sm:gap-2 [&.dragging]:z-10 [&.dragging]:shadow [&.dragging]:outline-2 [&.dragging]:outline-primary"
    >
      {sortable && <DragHandle title={format(texts.groups.dragGroup, { name })} />}
      {place !== undefined && (
        <span data-place class="w-6 shrink-0 text-right text-xs text-muted even-digits">
          {place}
        </span>
      )}
      <div class="min-w-0 flex-1 px-2 py-2 sm:flex sm:items-baseline sm:gap-4">
        <p class="flex min-w-0 flex-1 items-center gap-2">
          <CourseDot colour={colour} />
          <a
            href={`/groups?course=${encodeURIComponent(id)}`}
            class="group/row flex min-w-0 text-sm font-medium text-body after:absolute after:inset-0 max-sm:text-base"
          >
            <CutName name={name} />
          </a>
        </p>
        <p class="flex flex-wrap gap-x-3 text-xs text-muted sm:shrink-0 sm:justify-end sm:text-right">
          {term && <span>{term}</span>}
          <span class="sm:w-20">{plural(locale, texts.courses.groups, groups)}</span>
          <span class="sm:w-20">{plural(locale, texts.courses.people, people)}</span>
        </p>
      </div>
      <Acts {...props} />
    </li>
  );
}

function Acts({ course, courses, place, sorts, movedBy, texts }: RowProps) {
  const { courses: words, groups, common } = texts;
  const { id, teaches } = course;
  const name = course.name || groups.firstCourse;
  return (
    <RowMenu label={format(groups.actsOf, { name })} isOpen={movedBy !== undefined}>
      <MenuLink href={`/courses/${id}`} icon="UsersRound">
        {words.toPeople}
      </MenuLink>
      {teaches && (
        <MenuLink href={`/courses/${id}/edit`} icon="Pencil">
          {common.edit}
        </MenuLink>
      )}
      {sorts && place !== undefined && (
        <MoveForm
          id={id}
          action="/course-order"
          place={place}
          count={courses.length}
          movedBy={movedBy}
          texts={groups}
        />
      )}
    </RowMenu>
  );
}

function Away(props: CourseListProps) {
  const { away, texts } = props;
  return (
    <details>
      <summary class="inline-flex min-h-11 cursor-pointer items-center text-sm text-muted sm:min-h-8">
        {texts.courses.archivedCourses} ({away.length})
      </summary>
      <ul class="divide-y divide-line rounded border border-line">
        {away.map((course) => (
          <CourseRow key={course.id} {...props} course={course} />
        ))}
      </ul>
    </details>
  );
}
