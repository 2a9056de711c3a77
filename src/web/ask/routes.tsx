/** Students ask the staff of a course in private. */
import { askTeam, coursesOfAsker } from "#core/groups/ask_team.ts";
import { openCourses } from "#core/groups/open_group.ts";
import { notFound } from "#core/refusals.ts";
import { format } from "#ui/text/format.ts";
import {
  type FormErrors,
  FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import type { SignedInVisit } from "../http/visit.ts";
import { AskPage } from "./ask_page.tsx";

const policy = "signed_in";

export const askRoutes = [
  page({ method: "GET", path: "/ask", policy, handle: showAsking }),
  page({ method: "POST", path: "/ask", policy, handle: submitQuestion }),
];

/** @throws {Refusal} not_found, for those who may ask nobody */
async function courseIn(visit: SignedInVisit, form: FormValues) {
  const courses = await coursesOfAsker(visit.context);
  const wanted = form.text("course") || (visit.c.req.query("course") ?? "");
  const course = wanted ? courses.find(({ id }) => id === wanted) : courses[0];
  if (!course) throw notFound();
  return { course, courses };
}

/** The form of the first question. With one course, later ones are written in the chat. */
async function showAsking(visit: SignedInVisit): Promise<Response> {
  const { course, courses } = await courseIn(visit, new FormValues());
  const isChosen = courses.length === 1 || visit.c.req.query("course") !== undefined;
  if (isChosen && course.conversationId !== null) {
    return visit.c.redirect(`/chat/${course.conversationId}`, 303);
  }
  return showForm(visit, new FormValues(), { errors: {}, status: 200 });
}

async function showForm(
  visit: SignedInVisit,
  form: FormValues,
  { errors, status }: { errors: FormErrors; status: 200 | RefusedStatus },
): Promise<Response> {
  const { texts } = visit;
  const { course, courses } = await courseIn(visit, form);
  return renderPage(visit, {
    title: texts.ask.title,
    section: "conversations",
    status,
    content: (
      <AskPage
        course={course}
        courses={courses}
        content={form.text("question")}
        opens={(await openCourses(visit.context)).length > 0}
        isTyped={form.has("question")}
        errors={errors}
        texts={texts}
      />
    ),
  });
}

async function submitQuestion(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const { course } = await courseIn(visit, form);
  return submitForm(
    visit,
    async () => {
      const { id } = await askTeam(visit.context, {
        courseId: course.id,
        content: form.text("question"),
        title: titleIn(visit),
      });
      return visit.c.redirect(`/chat/${id}`, 303);
    },
    // On the page, `content` is the id of what is around the form.
    ({ content, ...errors }, status) =>
      showForm(visit, form, {
        errors: { ...errors, ...(content !== undefined && { question: content }) },
        status,
      }),
  );
}

/** What the conversation is called, in the language of the student who begins it. */
export function titleIn({ texts }: SignedInVisit): (name: string) => string {
  return (name) => format(texts.ask.groupName, { name });
}
