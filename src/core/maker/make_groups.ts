/** Makes the groups of a plan: exactly those that its preview shows. */
import { uuidv7 } from "#kit/ids.ts";
import { bulkActById, insertBulkAct, startBulkAct } from "#storage/bulk_acts.ts";
import { saveGroupPlan } from "#storage/group_plans.ts";
import { openGroupsOfSet, roundOfSet, saveRound } from "#storage/rounds.ts";
import { groupLimits } from "#wire/limits.ts";
import { recordAct } from "../audit/audit.ts";
import { finishSoon, handOverAct } from "../bulk/run_acts.ts";
import type { Context, Services } from "../context.ts";
import { requirePeople } from "../groups/member_steps.ts";
import { validGroup } from "../groups/groups.ts";
import type { Writing } from "../log/write.ts";
import { notFound } from "../refusals.ts";
import { managesGroups } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { type EndedGroup, makeKindName, type MakingReport, partsOfMaking } from "./make_kind.ts";
import { type Plan, storedPlan } from "./plan.ts";
import { getPlan } from "./plan_view.ts";
import { type PlanKey, requireGroups, requirePlan, requireUnmade, type SeenPlan } from "./plans.ts";
import { setNamed } from "./set_named.ts";
import { beginUnmaking } from "./unmake_groups.ts";

/**
 * Begins to create all groups of a plan. The rest is done by `finished`, or by another server if this one
 * dies. Who begins it becomes the owner of each group.
 * @throws {Refusal} not_found; forbidden; conflict, when the plan has changed, is being divided or has been
 * made; invalid, with its field
 */
export async function makePlannedGroups(
  context: Context,
  { version, ...key }: SeenPlan,
): Promise<{ ids: string[]; finished: Promise<void> }> {
  const { actor, clock, random } = context;
  const { courseId } = key;
  const view = await getPlan(context, key);
  const seen = { ...key, version: version ?? view.version };
  const made = view.groups.map(({ name, people }) => ({
    ...validGroup({ name, description: view.plan.description }),
    id: uuidv7(clock.now(), random),
    ownerId: actor.id,
    people,
  }));
  const actId = uuidv7(clock.now(), random);
  await writeAs(context, managesGroups, async (acting, writing) => {
    const { tx, now: at } = writing;
    const { plan, version: present } = await requirePlan({ db: tx, actor: acting.actor }, seen);
    requireUnmade(plan);
    requireGroups(plan);
    const people = made.flatMap((group) => group.people.map((userId) => ({ userId })));
    await requirePeople(acting, writing, { courseId, people });
    const { setId, isNew } = await setNamed(acting, writing, { courseId, name: plan.set });
    const act = { id: actId, kind: makeKindName, courseId, actorId: actor.id, title: plan.set };
    await insertBulkAct(tx, { ...act, draft: "", at });
    const { round, archive } = await endRound(writing, { courseId, setId, plan });
    const parts = partsOfMaking(made, { setId, archive });
    const set = round && { ...round, isNew };
    const report: MakingReport = { groups: made.length, ...(set && { set }) };
    await startBulkAct(tx, { id: actId, report: JSON.stringify(report), parts });
    await handOverAct(acting, tx);
    const stored = storedPlan({ ...plan, actId });
    await saveGroupPlan(tx, { id: key.id, version: present, plan: stored, changedAt: at });
    const detail = String(made.length);
    await recordAct(acting, writing, { verb: "groups.make", courseId, detail });
  });
  const finished = finishSoon(withoutActor(context), actId);
  return { ids: made.map(({ id }) => id), finished };
}

/** Keeps how the set's next round is made, and says what becomes of the present one. */
async function endRound(
  { tx }: Writing,
  { courseId, setId, plan }: { courseId: string; setId: string | null; plan: Plan },
): Promise<{ round?: Omit<NonNullable<MakingReport["set"]>, "isNew">; archive: EndedGroup[] }> {
  const key = setId === null ? undefined : { courseId, id: setId };
  const set = key && (await roundOfSet(tx, key));
  if (!key || !set) return { archive: [] };
  const present = set.round ?? 1;
  const recipe = storedPlan({ ...plan, groups: null, actId: undefined });
  const ended = plan.rotates ? await openGroupsOfSet(tx, key) : [];
  const round = ended.length > 0 ? present + 1 : present;
  await saveRound(tx, { id: key.id, round, recipe });
  const archive = ended.map(({ id, name }) => {
    const chapter = { set: set.name, round: present };
    return { id, before: name, name: nameOfEnded(name, `${set.name} ${present}`), chapter };
  });
  return { round: { id: key.id, roundBefore: set.round, round }, archive };
}

/** So that those of several rounds are told apart where they are listed together. */
function nameOfEnded(name: string, chapter: string): string {
  const ending = ` · ${chapter}`;
  return (
    name
      .slice(0, groupLimits.nameChars - ending.length)
      .trimEnd()
      .toWellFormed() + ending
  );
}

/**
 * Begins to take back what a plan has made: groups in which nothing was written go to the bin.
 * @throws {Refusal} not_found; forbidden; conflict, when it is too late, or was begun already
 */
export async function undoPlannedGroups(
  context: Context,
  key: PlanKey,
): Promise<{ finished: Promise<void> }> {
  const actId = await writeAs(context, managesGroups, async (acting, writing) => {
    const { tx } = writing;
    const { plan } = await requirePlan({ db: tx, actor: acting.actor }, key);
    const act = plan.actId === undefined ? undefined : await bulkActById(tx, plan.actId);
    if (!act) throw notFound();
    await beginUnmaking(acting, writing, act);
    return act.id;
  });
  return { finished: finishSoon(withoutActor(context), actId) };
}

/** The server goes on by itself, whatever becomes of the session. */
function withoutActor({ actor, ...services }: Context): Services {
  void actor;
  return services;
}
