/** Makes the groups of a plan: exactly those that its preview shows. */
import { isoNow } from "#kit/clock.ts";
import { uuidv7 } from "#kit/ids.ts";
import { deleteGroupPlan } from "#storage/group_plans.ts";
import { recordAct } from "../audit/audit.ts";
import type { Context } from "../context.ts";
import { applyParts, partsOf } from "../groups/member_parts.ts";
import { requirePeople } from "../groups/member_steps.ts";
import { putGroups, validGroup } from "../groups/groups.ts";
import { managesGroups } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { getPlan } from "./plan_view.ts";
import { setNamed } from "./set_named.ts";
import { planChanged, requireGroups, requirePlan, type SeenPlan } from "./plans.ts";

/**
 * Creates all groups of a plan, in one transaction; thousands of people come into them in further ones.
 * The plan is forgotten. The creator becomes the owner of each group.
 * @throws {Refusal} not_found; forbidden; conflict, when the plan has changed or is being divided;
 * invalid, with its field
 */
export async function makePlannedGroups(
  context: Context,
  { version, ...key }: SeenPlan,
): Promise<{ id: string }[]> {
  const { actor, clock, db, random } = context;
  const { courseId } = key;
  const view = await getPlan(context, key);
  if (version !== undefined && version !== view.version) throw planChanged();
  requireGroups(view.plan);
  const made = view.groups.map(({ name }) => ({
    ...validGroup({ name, description: view.plan.description }),
    id: uuidv7(clock.now(), random),
    ownerId: actor.id,
  }));
  const memberships = view.groups.flatMap(({ people }, index) =>
    people.map((userId) => ({ userId, conversationId: made[index]!.id })),
  );
  await requirePeople(context, { tx: db, now: isoNow(clock) }, { courseId, people: memberships });
  const [first = [], ...rest] = partsOf(memberships);
  await applyParts(context, {
    parts: [first, ...rest],
    sizeOf: ({ length }) => length,
    apply: (people, index) =>
      writeAs(context, managesGroups, async (acting, writing) => {
        if (index > 0) return putGroups(acting, writing, { courseId, groups: [], people });
        await requirePlan({ db: writing.tx, actor }, { ...key, version: view.version });
        await deleteGroupPlan(writing.tx, { id: key.id, version: view.version });
        const setId = await setNamed(acting, writing, { courseId, name: view.plan.set });
        const groups = made.map((group) => ({ ...group, setId }));
        await putGroups(acting, writing, { courseId, groups, people });
        const detail = String(made.length);
        await recordAct(acting, writing, { verb: "groups.make", courseId, detail });
      }),
  });
  return made.map(({ id }) => ({ id }));
}
