import { Badge } from "#ui/parts/badge.tsx";
import { CourseDot } from "#ui/parts/course_dot.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import type { CourseChoice } from "./course_choice.ts";

export const quietLink =
  "inline-flex min-h-11 items-center text-primary-text underline underline-offset-2 sm:min-h-8";

interface CourseNavProps {
  choice: CourseChoice;
  /** Whether the reader may make courses. */
  makes: boolean;
  texts: Texts;
}

/** Links to the groups of the other courses, and to the people of this one. */
export function CourseNav({ choice, makes, texts }: CourseNavProps) {
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
