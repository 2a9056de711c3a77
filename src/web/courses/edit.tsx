/** Makes a course, and changes what it is called. */
import {
  copyCourse,
  createCourse,
  editCourse,
  mayMakeCourses,
} from "#core/courses/manage_courses.ts";
import { listOwnCourses, requireTeacher } from "#core/courses/own_courses.ts";
import { seesEverything } from "#core/permissions.ts";
import { notFound } from "#core/refusals.ts";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { CourseForm, type CourseFormProps } from "./course_form.tsx";
import { rulesOf } from "./rules_of.ts";

/** The empty form. @throws {Refusal} not_found, for teachers who may not make courses */
export function newCourse(visit: SignedInVisit): Promise<Response> {
  return showNew(visit, new FormValues(), { errors: {}, status: 200 });
}

export async function submitNewCourse(visit: SignedInVisit): Promise<Response> {
  requireMaker(visit);
  const form = await readForm(visit);
  return submitForm(
    visit,
    async () => {
      const input = fieldsOf(form);
      const id = await made(visit, form);
      flash(visit, "success", format(visit.texts.courses.created, { name: input.name.trim() }));
      return visit.c.redirect(`/courses/${id}`, 303);
    },
    (errors, status) => showNew(visit, form, { errors, status }),
  );
}

/** Another course, or a copy of one. */
async function made(visit: SignedInVisit, form: FormValues): Promise<string> {
  const input = { ...fieldsOf(form), presentName: form.text("presentName") };
  const [from, rules] = [form.text("from"), rulesOf(visit)];
  const { courses } = visit.texts;
  const questionsName = form.has("questions") ? courses.questionsName : "";
  const announcementsName = form.has("announcements") ? courses.announcementsName : "";
  const { id } = from
    ? await copyCourse(visit.context, { ...input, from }, rules)
    : await createCourse(visit.context, { ...input, questionsName, announcementsName }, rules);
  return id;
}

function requireMaker(visit: SignedInVisit): void {
  if (!mayMakeCourses(visit, rulesOf(visit))) throw notFound();
}

interface Again {
  errors: FormErrors;
  status: 200 | RefusedStatus;
}

async function showNew(visit: SignedInVisit, form: FormValues, again: Again): Promise<Response> {
  requireMaker(visit);
  const courses = await listOwnCourses(visit.context);
  const isSecond = courses.length === 1 && courses[0]?.name === "";
  const { courses: words } = visit.texts;
  const from = form.text("from") || (visit.c.req.query("from") ?? "");
  if (from) return showCopy(visit, { form, from }, again);
  return show(visit, again, {
    title: words.createTitle,
    lead: isSecond && seesEverything(visit.actor) ? words.secondLead : words.createLead,
    action: "/courses/create",
    back: "/groups",
    fields: fieldsOf(form),
    first: {
      announcements: form.has("announcements") || !form.has("name"),
      questions: form.has("questions") || !form.has("name"),
    },
    presentName: isSecond ? form.text("presentName") : undefined,
    saveLabel: words.saveNew,
    isTyped: form.has("name"),
  });
}

/** The form with the name of the course that is copied. */
async function showCopy(
  visit: SignedInVisit,
  { form, from }: { form: FormValues; from: string },
  again: Again,
): Promise<Response> {
  const course = await requireTeacher(visit.context, from);
  const { courses: words } = visit.texts;
  const isTyped = form.has("name");
  const stored = { name: course.name, term: "", colour: course.colour ?? "" };
  return show(visit, again, {
    title: format(words.copyTitle, { name: course.name }),
    lead: words.copyLead,
    action: "/courses/create",
    back: `/courses/${course.id}`,
    from,
    fields: isTyped ? fieldsOf(form) : stored,
    presentName: course.name === "" ? form.text("presentName") : undefined,
    saveLabel: words.saveCopy,
    isTyped,
  });
}

/** The form with what is stored. @throws {Refusal} not_found, forbidden */
export async function editedCourse(visit: SignedInVisit): Promise<Response> {
  const course = await requireTeacher(visit.context, pathId(visit));
  const fields = { ...course, colour: course.colour ?? "" };
  return showEdit(visit, fields, { errors: {}, status: 200 });
}

export async function saveCourse(visit: SignedInVisit): Promise<Response> {
  const id = pathId(visit);
  const form = await readForm(visit);
  const tutorsSee = form.text("tutorsSee") === "own" ? "own" : "all";
  const studentsOpen = form.text("studentsOpen") === "yes";
  const askTeam = form.text("askTeam") !== "no";
  const asksReason = form.text("asksReason") === "yes";
  const settings = { tutorsSee, studentsOpen, askTeam, asksReason } as const;
  const fields = { ...fieldsOf(form), ...settings };
  return submitForm(
    visit,
    async () => {
      await editCourse(visit.context, id, fields);
      flash(visit, "success", visit.texts.courses.changed);
      return visit.c.redirect(`/courses/${id}`, 303);
    },
    (errors, status) => showEdit(visit, fields, { errors, status }),
  );
}

async function showEdit(
  visit: SignedInVisit,
  fields: CourseFormProps["fields"],
  again: Again,
): Promise<Response> {
  const { id, name } = await requireTeacher(visit.context, pathId(visit));
  const { courses: words, groups } = visit.texts;
  return show(visit, again, {
    title: format(words.editTitle, { name: name || groups.firstCourse }),
    action: `/courses/${id}/edit`,
    back: `/courses/${id}`,
    templates: `/courses/${id}/templates`,
    rules: `/courses/${id}/rules`,
    fields,
    saveLabel: words.saveChanges,
    isTyped: again.status !== 200,
  });
}

function show(
  visit: SignedInVisit,
  { errors, status }: Again,
  props: Omit<CourseFormProps, "errors" | "texts">,
): Response {
  return renderPage(visit, {
    title: props.title,
    section: "groups",
    status,
    content: <CourseForm {...props} errors={errors} texts={visit.texts} />,
  });
}

function fieldsOf(form: FormValues) {
  return { name: form.text("name"), term: form.text("term"), colour: form.text("colour") };
}
