/** Creates several groups at once: the plan, the preview, and exactly the groups that it showed. */
import { createGroups } from "#core/groups/groups.ts";
import { Refusal } from "#core/refusals.ts";
import {
  listChoosablePeople,
  listManagedGroups,
  type ChoosablePerson,
} from "#core/groups/group_lists.ts";
import { firstFreeNumber } from "#core/groups/group_maker.ts";
import { foldText } from "#wire/fold.ts";
import { namedAlike } from "#core/people/namesakes.ts";
import { seesEverything } from "#core/permissions.ts";
import { plural } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import type { SignedInVisit } from "../http/visit.ts";
import { taughtCourseOf } from "./course_choice.ts";
import { isPicking, pickedPeople } from "./group_input.ts";
import { DealForm } from "./deal_form.tsx";
import { confirmed, dealt, type DealPlan, planOf, renamed, requireCount } from "./deal_input.ts";
import { pathOfNew } from "./list.tsx";
import { DealPreview } from "./deal_preview.tsx";

type Status = 200 | RefusedStatus;

/** The form; students who are not in a group yet are selected. */
export async function newDeal(visit: SignedInVisit): Promise<Response> {
  const choice = await taughtCourseOf(visit);
  const people = await dealable(visit, choice.course.id);
  const withoutGroup = people.filter(({ groupCount }) => groupCount === 0);
  const plan: DealPlan = {
    ...planOf(new FormValues()),
    course: choice.courses.length > 1 ? choice.course.id : "",
    pattern: visit.texts.groups.dealPatternDefault,
    count: "12",
    chosen: withoutGroup.map(({ id }) => id),
  };
  return showForm(visit, plan, { errors: {}, status: 200, isTyped: false });
}

/** The buttons of either page: preview, change, number differently, create. */
export async function makeDeal(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const plan = planOf(form);
  if (isPicking(form)) {
    const chosen = [...pickedPeople(form, await dealable(visit, plan.course)).keys()];
    return showForm(visit, { ...plan, chosen }, { errors: {}, status: 200 });
  }
  const step = form.text("step");
  if (step === "change") return showForm(visit, plan, { errors: {}, status: 200 });
  const from = /^from ([1-9]\d{0,5})$/.exec(step)?.[1];
  const act = () => {
    if (step === "create") return createDealt(visit, form);
    if (from === undefined) return preview(visit, plan, dealt);
    const next = { ...plan, from: Number(from) };
    return preview(visit, next, () => renamed(confirmed(form), next));
  };
  return submitForm(visit, act, (errors, status) => showForm(visit, plan, { errors, status }));
}

async function createDealt(visit: SignedInVisit, form: FormValues): Promise<Response> {
  const groups = confirmed(form).map(({ name, memberIds }) => ({
    name,
    description: form.text("description"),
    members: memberIds.map((userId) => ({ userId })),
  }));
  requireCount(groups.length);
  const choice = await taughtCourseOf(visit, form.text("course"));
  const made = await createGroups(visit.context, groups, choice.course.id);
  const { groups: words } = visit.texts;
  const [first] = made;
  flash(visit, "success", {
    text: plural(visit.locale, words.createdSeveral, made.length),
    links: [
      { href: `/chat/${first?.id}`, label: words.openFirst },
      { href: `#g-${first?.id}`, label: words.showInList },
    ],
  });
  return visit.c.redirect(pathOfNew(choice, made), 303);
}

/** @param divide who goes where */
async function preview(
  visit: SignedInVisit,
  plan: DealPlan,
  divide: typeof dealt,
): Promise<Response> {
  const { locale, texts } = visit;
  const people = await dealable(visit, plan.course);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const addresses = new Map(
    namedAlike(people).flatMap((some) =>
      some.map(({ id, email, username }) => [id, email || username]),
    ),
  );
  if (!plan.chosen.every((id) => names.has(id))) {
    throw new Refusal("invalid", { field: "members", reason: "members_gone" });
  }
  // In the order of the list, whatever the order in the form.
  const wanted = new Set(plan.chosen);
  const chosen = [...names.keys()].filter((id) => wanted.has(id));
  const groups = divide({ ...plan, chosen }, visit.services.random);
  const isTaken = await takenNames(visit);
  const taken = groups.filter(({ name }) => isTaken(name)).length;
  const freeFrom = taken > 0 ? firstFreeNumber(plan.pattern, isTaken) : undefined;
  return renderPage(visit, {
    title: texts.groups.previewTitle,
    section: "groups",
    content: (
      <DealPreview
        plan={plan}
        groups={groups}
        taken={taken}
        freeFrom={freeFrom}
        names={names}
        addresses={addresses}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

async function showForm(
  visit: SignedInVisit,
  plan: DealPlan,
  { errors, status, isTyped = true }: { errors: FormErrors; status: Status; isTyped?: boolean },
): Promise<Response> {
  const { locale, texts } = visit;
  const people = await dealable(visit, plan.course);
  const ids = new Set(people.map(({ id }) => id));
  const known = plan.chosen.filter((id) => ids.has(id));
  return renderPage(visit, {
    title: texts.groups.dealTitle,
    section: "groups",
    scripts: ["groups.js"],
    status,
    content: (
      <DealForm
        plan={{ ...plan, chosen: known }}
        people={people}
        errors={errors}
        isTyped={isTyped}
        createsPeople={seesEverything(visit.actor)}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/** Tells whether a group has this name, or one that looks the same. */
async function takenNames(visit: SignedInVisit): Promise<(name: string) => boolean> {
  const groups = await listManagedGroups(visit.context);
  const keys = new Set(groups.map(({ name }) => foldText(name)));
  return (name) => keys.has(foldText(name));
}

/** Students alone are divided. Those who are not in a group come first. */
async function dealable(visit: SignedInVisit, wanted: string): Promise<ChoosablePerson[]> {
  const { course } = await taughtCourseOf(visit, wanted);
  const people = await listChoosablePeople(visit.context, { courseId: course.id });
  return people
    .filter(({ role }) => role === "user")
    .toSorted((a, b) => Number(a.groupCount > 0) - Number(b.groupCount > 0));
}
