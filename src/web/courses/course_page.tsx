import type { CoursePerson, CourseRole } from "#core/courses/course_people.ts";
import { lastDay } from "#core/courses/staff_ends.ts";
import type { SizedCourse } from "#core/courses/own_courses.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Badge } from "#ui/parts/badge.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { Card } from "#ui/parts/card.tsx";
import { CourseDot } from "#ui/parts/course_dot.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { Field, SelectField } from "#ui/parts/field.tsx";
import { ErrorSummary, Form } from "#ui/parts/form.tsx";
import { MailAddress } from "#ui/parts/mail_address.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { PersonLink } from "#ui/parts/person_link.tsx";
import { MenuButton, MenuLink, RowMenu } from "#ui/parts/row_menu.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import { SelectionBar, SelectionTools } from "#ui/parts/selection.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import type { FormErrors } from "../http/form.ts";

export interface CoursePageProps {
  course: SizedCourse;
  /** Then it may have no name, and groups need no choice of a course. */
  isOnly: boolean;
  people: CoursePerson[];
  viewerId: string;
  makesCourses: boolean;
  /** Admins alone make someone a teacher. */
  namesTeachers: boolean;
  typed: { addresses: string; role: CourseRole; errors: FormErrors };
  locale: Locale;
  texts: Texts;
}

/** The people of a course. */
export function CoursePage(props: CoursePageProps) {
  const { course, isOnly, people, typed, locale, texts } = props;
  const { courses, groups, common } = texts;
  const labels = { address: courses.addresses, role: courses.role };
  const groupsPath = isOnly ? "/groups" : `/groups?course=${encodeURIComponent(course.id)}`;
  return (
    <>
      <PageHeader
        title={course.name || groups.firstCourse}
        lead={course.term}
        mark={course.colour && <CourseDot colour={course.colour} />}
      >
        {course.teaches && <CourseActs {...props} />}
        <ButtonLink href={groupsPath}>{plural(locale, courses.groups, course.groups)}</ButtonLink>
      </PageHeader>
      {course.archivedAt !== null && (
        <Callout kind="info">
          <p>{courses.isArchived}</p>
          {course.teaches && (
            <form method="post" action={`/courses/${course.id}/restore`}>
              <Button>{courses.restore}</Button>
            </form>
          )}
        </Callout>
      )}
      <ErrorSummary errors={typed.errors} labels={labels} texts={common} />
      {course.teaches && <AddPeople {...props} />}
      {people.length === 0 ? (
        <EmptyState title={courses.emptyTitle} text={courses.emptyText} />
      ) : (
        <People {...props} />
      )}
    </>
  );
}

function CourseActs({
  course,
  isOnly,
  makesCourses,
  texts: { common, courses, invites },
}: CoursePageProps) {
  const { id, archivedAt } = course;
  return (
    <>
      {!isOnly && archivedAt === null && (
        <ButtonLink href={`/courses/${id}/archive`} look="quiet" asks>
          {courses.archive}
        </ButtonLink>
      )}
      {makesCourses && !isOnly && (
        <ButtonLink href={`/courses/create?from=${encodeURIComponent(id)}`}>
          {courses.copy}
        </ButtonLink>
      )}
      <ButtonLink href={`/courses/${id}/invites`}>{invites.link}</ButtonLink>
      <ButtonLink href={`/courses/${id}/edit`}>{common.edit}</ButtonLink>
    </>
  );
}

function rolesFor({ namesTeachers, texts }: CoursePageProps) {
  const roles: CourseRole[] = namesTeachers
    ? ["student", "tutor", "teacher"]
    : ["student", "tutor"];
  return roles.map((value) => ({ value, label: texts.courses.roles[value] }));
}

function AddPeople(props: CoursePageProps) {
  const { course, typed, texts } = props;
  const { courses } = texts;
  return (
    <Card title={courses.addTitle}>
      <Form action={`/courses/${course.id}/people`} class="flex flex-wrap items-end gap-3">
        <div class="min-w-[min(100%,16rem)] flex-1">
          <Field
            name="address"
            label={courses.addresses}
            hint={courses.addressesHint}
            value={typed.addresses}
            error={typed.errors["address"]}
            autoComplete="off"
            autoCapitalize="none"
            spellcheck={false}
            required
          />
        </div>
        <SelectField
          name="role"
          label={courses.role}
          value={typed.role}
          error={typed.errors["role"]}
          options={rolesFor(props)}
        />
        <Button look="primary">{courses.add}</Button>
      </Form>
    </Card>
  );
}

function People(props: CoursePageProps) {
  const { course, people, locale, texts } = props;
  const { courses } = texts;
  return (
    <form
      method="post"
      action={`/courses/${course.id}/people/change`}
      data-selects
      class="space-y-3"
    >
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p class="text-sm text-muted">{plural(locale, courses.people, people.length)}</p>
        {people.length > 8 && (
          <div data-script-only hidden class="flex min-w-[min(100%,13rem)] sm:max-w-xs">
            <SearchField
              id="find-person"
              label={texts.groups.findPeople}
              filters="people"
              filterOnly
            />
          </div>
        )}
        {course.teaches && <SelectionTools class="ml-auto" texts={texts} />}
      </div>
      <ul
        id="people"
        aria-label={texts.groups.peopleLabel}
        class="divide-y divide-line rounded border border-line"
      >
        {people.map((person) => (
          <Person key={person.id} person={person} {...props} />
        ))}
      </ul>
      <p data-filter-none hidden class="text-muted">
        {texts.groups.nobodyFound}
      </p>
      {course.teaches && <Bulk {...props} />}
    </form>
  );
}

/** What happens to all who are ticked. */
function Bulk(props: CoursePageProps) {
  const { courses } = props.texts;
  return (
    <SelectionBar>
      <Button look="quiet" name="to" value="none">
        {courses.removeSelected}
      </Button>
      {rolesFor(props).map(({ value, label }) => (
        <Button key={value} name="to" value={value}>
          {format(courses.makeSelected, { role: label })}
        </Button>
      ))}
    </SelectionBar>
  );
}

interface PersonProps extends CoursePageProps {
  person: CoursePerson;
}

function Person(props: PersonProps) {
  const { course, person, viewerId, locale, texts } = props;
  const { id, name, username, email, role, groupCount, inactive, endsAt } = person;
  const groupsText =
    groupCount === 0 ? texts.groups.inNoGroup : plural(locale, texts.groups.inGroups, groupCount);
  return (
    <li
      data-filter-text={`${name} ${username} ${email}`}
      class="flex min-h-14 items-center gap-3 bg-raised px-3 py-1 first:rounded-t last:rounded-b hover:bg-hover"
    >
      {course.teaches && (
        <label class="flex size-8 shrink-0 max-sm:size-10 cursor-pointer items-center justify-center">
          <input type="checkbox" name="member" value={id} class="size-5 accent-primary" />
          <span class="sr-only">{format(texts.courses.select, { name })}</span>
        </label>
      )}
      <Avatar id={id} name={name} size="small" />
      <span class="min-w-0 flex-1">
        <span class="flex flex-wrap items-center gap-x-2">
          <PersonLink id={id} class="font-medium wrap-anywhere text-body">
            {name}
          </PersonLink>
          {id === viewerId && <span class="text-muted">({texts.conversations.you})</span>}
          {role !== "student" && (
            <Badge look={role === "teacher" ? "primary" : "neutral"}>
              {texts.courses.roles[role]}
            </Badge>
          )}
          {inactive && <Badge look="warning">{texts.groups.inactive}</Badge>}
          {role !== "student" && endsAt !== null && (
            <span class="text-xs text-muted">
              {texts.courses.until} <Time iso={lastMoment(endsAt)} locale={locale} look="day" />
            </span>
          )}
        </span>
        <span class="block text-xs wrap-anywhere text-muted">
          <MailAddress of={email || username} /> · {groupsText}
        </span>
      </span>
      {course.teaches && <Acts {...props} />}
    </li>
  );
}

/** The day that is shown is the last one, by UTC, whatever the reader's zone. */
const lastMoment = (endsAt: string) => `${lastDay(endsAt)}T12:00:00.000Z`;

function Acts(props: PersonProps) {
  const { course, person, viewerId, namesTeachers, texts } = props;
  const { courses, groups } = texts;
  const isOther = person.id !== viewerId;
  // Teachers leave themselves; of other teachers, admins decide.
  if (person.role === "teacher" && isOther && !namesTeachers) return null;
  return (
    <RowMenu label={format(groups.actsOf, { name: person.name })}>
      <li>
        {rolesFor(props)
          .filter(({ value }) => value !== person.role)
          .map(({ value, label }) => (
            <MenuButton key={value} name="one" value={`${value} ${person.id}`} icon="UserCheck">
              {format(courses.makeRole, { role: label })}
            </MenuButton>
          ))}
        <MenuButton name="one" value={`none ${person.id}`} icon="UserMinus">
          {isOther ? courses.removeOne : courses.leave}
        </MenuButton>
      </li>
      {person.role !== "student" && (
        <MenuLink
          href={`/courses/${course.id}/access?user=${encodeURIComponent(person.id)}`}
          icon="Clock"
        >
          {courses.endAccess}
        </MenuLink>
      )}
      {isOther && person.role !== "teacher" && (
        <MenuLink
          href={`/courses/${course.id}/hand-over?user=${encodeURIComponent(person.id)}`}
          icon="GraduationCap"
          asks
        >
          {courses.handOver}
        </MenuLink>
      )}
    </RowMenu>
  );
}
