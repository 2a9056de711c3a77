/** The page of a course: who is in it, as what, and what its teachers do about that. */
import {
  addToCourse,
  changeCourseRoles,
  type CoursePerson,
  type CourseRole,
  listCoursePeople,
  removeFromCourse,
} from "#core/courses/course_people.ts";
import { mayMakeCourses } from "#core/courses/manage_courses.ts";
import {
  listOwnCourses,
  type OwnCourse,
  requireOwnCourse,
  withSize,
} from "#core/courses/own_courses.ts";
import { seesEverything } from "#core/permissions.ts";
import { notFound, Refusal } from "#core/refusals.ts";
import { Question } from "#ui/parts/question.tsx";
import { format, plural } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { type FormErrors, readForm, type RefusedStatus, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { CoursePage } from "./course_page.tsx";
import { rulesOf } from "./rules_of.ts";

interface Typed {
  addresses: string;
  role: CourseRole;
  errors: FormErrors;
  status: 200 | RefusedStatus;
}

const nothingTyped: Typed = { addresses: "", role: "student", errors: {}, status: 200 };

export function showCourse(visit: SignedInVisit): Promise<Response> {
  return show(visit, nothingTyped);
}

async function show(visit: SignedInVisit, typed: Typed): Promise<Response> {
  const { actor, context, locale, texts } = visit;
  const course = await withSize(context, await requireOwnCourse(context, pathId(visit)));
  const people = await listCoursePeople(context, course.id);
  const courses = await listOwnCourses(context);
  return renderPage(visit, {
    title: nameOf(visit, course),
    section: "groups",
    scripts: ["groups.js"],
    status: typed.status,
    live: typed.status === 200,
    content: (
      <CoursePage
        course={course}
        isOnly={courses.length === 1}
        makesCourses={mayMakeCourses(visit, rulesOf(visit))}
        people={people}
        viewerId={actor.id}
        namesTeachers={seesEverything(actor)}
        typed={typed}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

const nameOf = ({ texts }: SignedInVisit, { name }: Pick<OwnCourse, "name">) =>
  name || texts.groups.firstCourse;

/** Adds people by their addresses. */
export async function addPeople(visit: SignedInVisit): Promise<Response> {
  const courseId = pathId(visit);
  const form = await readForm(visit);
  const [addresses, role] = [form.text("address"), roleOf(form.text("role"))];
  return submitForm(
    visit,
    async () => {
      const typed = addresses.split(/[\s,;]+/).filter(Boolean);
      if (typed.length === 0) {
        throw new Refusal("invalid", { field: "address", reason: "email_missing" });
      }
      await addToCourse(visit.context, courseId, { addresses: typed, role });
      flash(visit, "success", plural(visit.locale, visit.texts.courses.added, typed.length));
      return visit.c.redirect(`/courses/${courseId}`, 303);
    },
    (errors, status) => show(visit, { addresses, role, errors, status }),
  );
}

function roleOf(text: string): CourseRole {
  if (text === "teacher" || text === "tutor" || text === "student") return text;
  throw new Refusal("invalid", { field: "role", reason: "invalid_input" });
}

/** Changes the role of those who are ticked, or of one, or takes them out, after a question. */
export async function changePeople(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const courseId = pathId(visit);
  const form = await readForm(visit);
  const [to = "", one = ""] = (form.text("one") || form.text("to")).split(" ");
  const userIds = one ? [one] : form.all("member");
  if (userIds.length === 0) return visit.c.redirect(`/courses/${courseId}`, 303);
  return submitForm(
    visit,
    async () => {
      if (to === "none" && !form.has("sure")) return askRemoval(visit, courseId, userIds);
      if (to === "none") {
        await removeFromCourse(context, { courseId, userIds });
        flash(visit, "success", plural(locale, texts.courses.removed, userIds.length));
      } else {
        const role = roleOf(to);
        await changeCourseRoles(context, { courseId, userIds, role });
        const words = { role: texts.courses.roles[role] };
        const said = plural(locale, texts.courses.roleChanged, userIds.length);
        flash(visit, "success", format(said, words));
      }
      const isOut = userIds.includes(visit.actor.id) && to === "none";
      return visit.c.redirect(isOut ? "/conversations" : `/courses/${courseId}`, 303);
    },
    (errors, status) => show(visit, { ...nothingTyped, errors, status }),
  );
}

async function askRemoval(
  visit: SignedInVisit,
  courseId: string,
  userIds: readonly string[],
): Promise<Response> {
  const { locale, texts } = visit;
  const people = (await listCoursePeople(visit.context, courseId)).filter(({ id }) =>
    userIds.includes(id),
  );
  if (people.length === 0) throw notFound();
  const { courses } = texts;
  const title = titleOf(visit, people);
  return renderPage(visit, {
    title,
    section: "groups",
    content: (
      <Question
        title={title}
        action={`/courses/${courseId}/people/change`}
        fields={{ to: "none", sure: "yes" }}
        several={{ member: people.map(({ id }) => id) }}
        confirm={courses.removeConfirm}
        working={texts.groups.working}
        isDangerous
        cancelHref={`/courses/${courseId}`}
        texts={texts.common}
      >
        <p>{courses.removeText}</p>
        <ul class="list-disc pl-5 font-medium">
          {people.slice(0, 10).map(({ id, name, groupCount }) => (
            <li key={id}>
              {name} · {plural(locale, texts.groups.inGroups, groupCount)}
            </li>
          ))}
          {people.length > 10 && <li>{plural(locale, courses.andMore, people.length - 10)}</li>}
        </ul>
      </Question>
    ),
  });
}

function titleOf({ locale, texts }: SignedInVisit, people: readonly CoursePerson[]): string {
  const [first, second] = people;
  if (first && !second) return format(texts.courses.removeOneTitle, { name: first.name });
  return plural(locale, texts.courses.removeTitle, people.length);
}
