/** Creates several groups at once: the plan, the preview, and exactly the groups that it showed. */
import { createGroups } from "#core/groups/groups.ts";
import { Refusal } from "#core/refusals.ts";
import { listChoosablePeople, type ChoosablePerson } from "#core/groups/group_lists.ts";
import { namedAlike } from "#core/people/namesakes.ts";
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
import { isPicking, pickedPeople } from "./group_input.ts";
import { DealForm } from "./deal_form.tsx";
import { confirmed, dealt, type DealPlan, planOf, requireCount } from "./deal_input.ts";
import { DealPreview } from "./deal_preview.tsx";

type Status = 200 | RefusedStatus;

/** The form; students who are not in a group yet are selected. */
export async function newDeal(visit: SignedInVisit): Promise<Response> {
  const people = await dealable(visit);
  const withoutGroup = people.filter(({ role, groupCount }) => role === "user" && groupCount === 0);
  const plan: DealPlan = {
    ...planOf(new FormValues()),
    pattern: visit.texts.groups.dealPatternDefault,
    count: "12",
    chosen: withoutGroup.map(({ id }) => id),
  };
  return showForm(visit, plan, { errors: {}, status: 200 });
}

/** The three buttons of either page: preview, change, create. */
export async function makeDeal(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const plan = planOf(form);
  if (isPicking(form)) {
    const chosen = [...pickedPeople(form, await dealable(visit)).keys()];
    return showForm(visit, { ...plan, chosen }, { errors: {}, status: 200 });
  }
  const step = form.text("step");
  if (step === "change") return showForm(visit, plan, { errors: {}, status: 200 });
  const act = step === "create" ? () => createDealt(visit, form) : () => preview(visit, plan);
  return submitForm(visit, act, (errors, status) => showForm(visit, plan, { errors, status }));
}

async function createDealt(visit: SignedInVisit, form: FormValues): Promise<Response> {
  const groups = confirmed(form).map(({ name, memberIds }) => ({
    name,
    description: form.text("description"),
    members: memberIds.map((userId) => ({ userId })),
  }));
  requireCount(groups.length);
  const made = await createGroups(visit.context, groups);
  flash(visit, "success", plural(visit.locale, visit.texts.groups.createdSeveral, made.length));
  return visit.c.redirect("/groups", 303);
}

async function preview(visit: SignedInVisit, plan: DealPlan): Promise<Response> {
  const { locale, texts } = visit;
  const people = await dealable(visit);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const addresses = new Map(
    namedAlike(people).flatMap((some) => some.map(({ id, email }) => [id, email])),
  );
  if (!plan.chosen.every((id) => names.has(id))) {
    throw new Refusal("invalid", { field: "members", reason: "members_gone" });
  }
  // In the order of the list, whatever the order in the form.
  const wanted = new Set(plan.chosen);
  const chosen = [...names.keys()].filter((id) => wanted.has(id));
  const groups = dealt({ ...plan, chosen }, visit.services.random);
  return renderPage(visit, {
    title: texts.groups.previewTitle,
    section: "groups",
    content: (
      <DealPreview
        plan={plan}
        groups={groups}
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
  { errors, status }: { errors: FormErrors; status: Status },
): Promise<Response> {
  const { locale, texts } = visit;
  const people = await dealable(visit);
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
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/**
 * People who are not in a group come first. The creator owns the groups, and is not divided among
 * them.
 */
async function dealable(visit: SignedInVisit): Promise<ChoosablePerson[]> {
  const people = await listChoosablePeople(visit.context);
  return people
    .filter(({ id }) => id !== visit.actor.id)
    .toSorted((a, b) => Number(a.groupCount > 0) - Number(b.groupCount > 0));
}
