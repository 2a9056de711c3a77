/** The forms of a plan: a new one, and changing one. */
import { listChoosablePeople } from "#core/groups/group_lists.ts";
import { changePlan, courseForPlans, startPlan } from "#core/maker/plans.ts";
import { nextRound } from "#core/maker/next_round.ts";
import type { PlanInput } from "#core/maker/plan.ts";
import { getPlan } from "#core/maker/plan_view.ts";
import { sleep } from "#kit/clock.ts";
import type { PickablePerson } from "#ui/groups/person_row.tsx";
import { seesEverything } from "#core/permissions.ts";
import { type CourseChoice, pathIn, taughtCourseOf } from "../groups/course_choice.ts";
import { isPicking } from "../groups/group_input.ts";
import { type FormErrors, readForm, type RefusedStatus, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { PlanForm } from "./plan_form.tsx";
import { inputOf, pickedIn, typedOf, type TypedPlan, typedPlan } from "./plan_input.ts";

/** The page of a plan. */
export function planPath({ courseId, id }: { courseId: string; id: string }): string {
  return `/courses/${encodeURIComponent(courseId)}/group-plans/${encodeURIComponent(id)}`;
}

export function planKeyOf(visit: SignedInVisit) {
  return { courseId: pathId(visit), id: pathId(visit, "planId") };
}

/** A small plan is divided before the next page; a large one is shown at work. */
export async function dividedSoon({ services }: SignedInVisit, finished: Promise<void>) {
  await Promise.race([finished, sleep(services.clock, 1_500)]);
}

interface Shown {
  errors: FormErrors;
  status: 200 | RefusedStatus;
  isTyped: boolean;
}

const fresh: Shown = { errors: {}, status: 200, isTyped: false };

/** The form; students who are in no group are meant, unless these are all or none. */
export async function newPlan(visit: SignedInVisit): Promise<Response> {
  const choice = await taughtCourseOf(visit);
  const { students } = await courseForPlans(visit.context, choice.course.id);
  const free = students.filter(({ groups }) => groups.length === 0).length;
  const usual: TypedPlan = {
    set: "",
    who: free > 0 && free < students.length ? "free" : "all",
    picked: [],
    by: "groups",
    count: "12",
    pattern: visit.texts.maker.patternDefault,
    names: [],
    description: "",
    attribute: null,
    rotates: false,
    earlier: [],
    find: "",
    free: false,
  };
  const plan = await fromRound(visit, { courseId: choice.course.id, usual });
  return showForm(visit, { ...fresh, plan, ...formOfNew(visit, choice) });
}

/** Keeps the plan and divides its people. */
export async function submitNewPlan(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const choice = await taughtCourseOf(visit, form.text("course"));
  const ofNew = formOfNew(visit, choice);
  const { courseId } = ofNew;
  if (isPicking(form)) {
    const plan = pickedIn(form, await pickable(visit, courseId));
    return showForm(visit, { ...fresh, isTyped: true, plan, ...ofNew });
  }
  const plan = typedPlan(form);
  const act = async () => {
    const round = plan.next ? await nextRound(visit.context, { courseId, id: plan.next }) : {};
    const { together = [], apart = [] } = round as Partial<PlanInput>;
    const input = { ...inputOf(plan), together, apart };
    const { id, finished } = await startPlan(visit.context, courseId, input);
    await dividedSoon(visit, finished);
    return visit.c.redirect(planPath({ courseId, id }), 303);
  };
  return submitForm(visit, act, (errors, status) =>
    showForm(visit, { errors, status, isTyped: true, plan, ...ofNew }),
  );
}

/** The next round of the set that the address names, if it does. */
async function fromRound(
  visit: SignedInVisit,
  { courseId, usual }: { courseId: string; usual: TypedPlan },
): Promise<TypedPlan> {
  const next = visit.c.req.query("next");
  if (!next) return usual;
  const { count, ...round } = await nextRound(visit.context, { courseId, id: next });
  return { ...usual, ...round, next, ...(count !== undefined && { count: String(count) }) };
}

function formOfNew({ texts }: SignedInVisit, choice: CourseChoice) {
  const { course, courses } = choice;
  return {
    courseId: course.id,
    action: "/groups/create-many",
    cancelHref: pathIn(choice, "/groups"),
    title: texts.maker.title,
    ...(courses.length > 1 && { course: course.id }),
  };
}

/** The same form for a plan that there is. */
export async function editedPlan(visit: SignedInVisit): Promise<Response> {
  const { plan } = await getPlan(visit.context, planKeyOf(visit));
  return showEdited(visit, typedOf(plan), fresh);
}

export async function submitEditedPlan(visit: SignedInVisit): Promise<Response> {
  const key = planKeyOf(visit);
  const form = await readForm(visit);
  if (isPicking(form)) {
    const people = await pickable(visit, key.courseId);
    return showEdited(visit, pickedIn(form, people), { ...fresh, isTyped: true });
  }
  const plan = typedPlan(form);
  const act = async () => {
    await dividedSoon(visit, (await changePlan(visit.context, key, inputOf(plan))).finished);
    return visit.c.redirect(planPath(key), 303);
  };
  return submitForm(visit, act, (errors, status) =>
    showEdited(visit, plan, { errors, status, isTyped: true }),
  );
}

function showEdited(visit: SignedInVisit, plan: TypedPlan, shown: Shown): Promise<Response> {
  const key = planKeyOf(visit);
  return showForm(visit, {
    ...shown,
    plan,
    courseId: key.courseId,
    action: `${planPath(key)}/edit`,
    cancelHref: planPath(key),
    title: visit.texts.maker.editTitle,
  });
}

interface FormToShow extends Shown {
  plan: TypedPlan;
  courseId: string;
  action: string;
  cancelHref: string;
  title: string;
  course?: string;
}

async function showForm(
  visit: SignedInVisit,
  { status, courseId, ...form }: FormToShow,
): Promise<Response> {
  const { locale, texts } = visit;
  const known = await courseForPlans(visit.context, courseId);
  const people = await pickable(visit, courseId);
  const ids = new Set(people.map(({ id }) => id));
  const picked = form.plan.picked.filter((id) => ids.has(id));
  return renderPage(visit, {
    title: form.title,
    section: "groups",
    scripts: ["groups.js"],
    status,
    content: (
      <PlanForm
        {...form}
        plan={{ ...form.plan, picked }}
        people={people}
        sets={known.sets}
        attributes={[...known.attributes.keys()]}
        createsPeople={seesEverything(visit.actor)}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/** The course's students, those who are in no group first. */
export async function pickable(visit: SignedInVisit, courseId: string): Promise<PickablePerson[]> {
  const { students } = await courseForPlans(visit.context, courseId);
  const ids = new Set(students.map(({ id }) => id));
  const people = await listChoosablePeople(visit.context, { courseId });
  return people
    .filter(({ id }) => ids.has(id))
    .toSorted((a, b) => Number(a.groupCount > 0) - Number(b.groupCount > 0));
}
