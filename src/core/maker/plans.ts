/**
 * Plans for groups, from the first choice to the groups themselves. A plan belongs to its author and is
 * forgotten after a day.
 */
import { isoNow } from "#kit/clock.ts";
import { uuidv7 } from "#kit/ids.ts";
import {
  deleteGroupPlan,
  groupPlan,
  insertGroupPlan,
  keepNewestPlans,
  saveGroupPlan,
  type StoredPlan,
} from "#storage/group_plans.ts";
import type { Queries } from "#storage/database.ts";
import { makerLimits } from "#wire/limits.ts";
import type { Acting, Context } from "../context.ts";
import { notFound, Refusal } from "../refusals.ts";
import { managesGroups } from "../requirements.ts";
import { requireOpenCourse } from "../roster/course_rights.ts";
import { invalidText } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { beginDividing } from "./divide_plan.ts";
import {
  freshProblem,
  type MakerCourse,
  makerCourse,
  namesOf,
  type PosedProblem,
} from "./maker_course.ts";
import {
  type Plan,
  type PlanInput,
  planOf,
  requireFewRules,
  requireRule,
  type RuleKind,
  storedPlan,
  validInput,
} from "./plan.ts";

export interface PlanKey {
  courseId: string;
  id: string;
}

/** A change to a plan that someone has seen. */
export interface SeenPlan extends PlanKey {
  /** Without it, whatever it is now. */
  version?: number;
}

interface Begun {
  id: string;
  /** When people have been divided. */
  finished: Promise<void>;
}

/** What a plan can be about. @throws {Refusal} not_found; forbidden, for an archived course */
export async function courseForPlans(
  { actor, clock, db }: Context,
  courseId: string,
): Promise<MakerCourse> {
  await requireOpenCourse({ db, actor }, courseId);
  return db.snapshot((state) => makerCourse(state, { courseId, now: isoNow(clock) }));
}

/**
 * Keeps a plan, and begins to divide its people.
 * @throws {Refusal} not_found; forbidden, for an archived course; invalid, with its fields; busy
 */
export async function startPlan(
  context: Context,
  courseId: string,
  input: PlanInput,
): Promise<Begun> {
  const { actor, clock, random } = context;
  const plan = newlyDivided(validInput(input), isoNow(clock));
  const posed = await posedIn(context, courseId, plan);
  const id = uuidv7(clock.now(), random);
  const stored = { id, courseId, authorId: actor.id, plan: storedPlan(plan) };
  await writeAs(context, managesGroups, async (acting, { tx, now: changedAt }) => {
    await requireOpenCourse({ db: tx, actor: acting.actor }, courseId);
    await insertGroupPlan(tx, { ...stored, changedAt });
    await keepNewestPlans(tx, { authorId: actor.id, count: makerLimits.plansEach });
  });
  return { id, finished: beginDividing(servicesOf(context), { id, version: 1, plan }, posed) };
}

/** Changes what was asked for, and divides anew. @throws {Refusal} as `startPlan`; conflict */
export function changePlan(
  context: Context,
  key: SeenPlan,
  input: Omit<PlanInput, RuleKind> & Partial<Pick<PlanInput, RuleKind>>,
): Promise<Begun> {
  return redivide(context, key, (plan) => ({
    ...plan,
    ...validInput({ together: plan.together, apart: plan.apart, ...input }),
  }));
}

/** Divides the same people anew. @throws {Refusal} as `changePlan` */
export function shufflePlan(context: Context, key: SeenPlan): Promise<Begun> {
  return redivide(context, key, (plan) => plan);
}

export interface Rule {
  kind: RuleKind;
  /** Ids. */
  people: string[];
  /** The number of the rule of this kind that it replaces. */
  replaces?: number;
}

/** Adds a rule, or changes one, and divides anew. @throws {Refusal} as `changePlan`; invalid, field `rules` */
export function putRule(context: Context, key: SeenPlan, rule: Rule): Promise<Begun> {
  requireRule(rule.people);
  return redivide(context, key, (plan) => {
    const present = plan[rule.kind];
    const number = rule.replaces ?? present.length;
    const rules = [...present.slice(0, number), rule.people, ...present.slice(number + 1)];
    const changed = { ...plan, [rule.kind]: rules };
    requireFewRules(changed);
    return changed;
  });
}

/** @throws {Refusal} as `changePlan` */
export function removeRule(
  context: Context,
  key: SeenPlan,
  { kind, number }: { kind: RuleKind; number: number },
): Promise<Begun> {
  return redivide(context, key, (plan) => ({
    ...plan,
    [kind]: plan[kind].filter((_, index) => index !== number),
  }));
}

async function redivide(
  context: Context,
  key: SeenPlan,
  change: (plan: Plan) => Plan,
): Promise<Begun> {
  const { plan, version } = await requirePlan(context, key);
  requireUnmade(plan);
  const changed = newlyDivided(change(plan), isoNow(context.clock));
  const posed = await posedIn(context, key.courseId, changed);
  await save(context, { ...key, version }, changed);
  const at = { id: key.id, version: version + 1, plan: changed };
  return { id: key.id, finished: beginDividing(servicesOf(context), at, posed) };
}

/** Two people change places. @throws {Refusal} not_found; conflict; invalid, field `people` */
export async function swapPeople(
  context: Context,
  key: SeenPlan,
  [one, other]: readonly [string, string],
): Promise<void> {
  await rearrange(context, key, (groups) => {
    const [first, second] = [one, other].map((id) => groupWith(groups, id));
    if (first === second) throw invalidText("people", { reason: "maker_same_group" });
    first!.people[first!.people.indexOf(one)] = other;
    second!.people[second!.people.indexOf(other)] = one;
  });
}

/** One person goes to another group. @param group its number, from 0 @throws {Refusal} as `swapPeople` */
export async function movePerson(
  context: Context,
  key: SeenPlan,
  { person, group }: { person: string; group: number },
): Promise<void> {
  await rearrange(context, key, (groups) => {
    const from = groupWith(groups, person);
    const to = groups[group];
    if (!to || to === from) throw invalidText("people", { reason: "maker_same_group" });
    from.people.splice(from.people.indexOf(person), 1);
    to.people.push(person);
  });
}

/** The same groups with other numbers. @throws {Refusal} as `swapPeople` */
export async function renumberPlan(context: Context, key: SeenPlan, from: number): Promise<void> {
  const { plan, version } = await requirePlan(context, key);
  requireUnmade(plan);
  const renamed = { ...plan, from: Math.min(Math.max(1, Math.trunc(from)), 1_000_000) };
  const groups = requireGroups(plan);
  const names = namesOf(renamed, groups.length);
  const named = groups.map(({ people }, index) => ({ name: names[index]!, people }));
  await save(context, { ...key, version }, { ...renamed, groups: named });
}

async function rearrange(
  context: Context,
  key: SeenPlan,
  change: (groups: NonNullable<Plan["groups"]>) => void,
): Promise<void> {
  const { plan, version } = await requirePlan(context, key);
  requireUnmade(plan);
  change(requireGroups(plan));
  await save(context, { ...key, version }, plan);
}

/** Forgets a plan. @throws {Refusal} not_found */
export function dropPlan(context: Context, key: PlanKey): Promise<void> {
  return writeAs(context, managesGroups, async (acting, { tx }) => {
    const { version } = await planIn({ db: tx, actor: acting.actor }, key);
    await deleteGroupPlan(tx, { id: key.id, version });
  });
}

/** @throws {Refusal} conflict, while people are being divided */
export function requireGroups({ groups }: Plan): NonNullable<Plan["groups"]> {
  if (groups === null) throw new Refusal("conflict", { reason: "maker_undivided" });
  return groups;
}

function groupWith(groups: NonNullable<Plan["groups"]>, id: string) {
  const group = groups.find(({ people }) => people.includes(id));
  if (!group) throw invalidText("people", { reason: "maker_not_in_plan" });
  return group;
}

/** @throws {Refusal} conflict, when its groups have been created */
export function requireUnmade({ actId }: Plan): void {
  if (actId !== undefined) throw new Refusal("conflict", { reason: "maker_made" });
}

/** A plan of the actor's, as it was seen. @throws {Refusal} not_found; forbidden; conflict */
export async function requirePlan(
  { actor, db }: Pick<Context, "actor"> & { db: Queries },
  { version, ...key }: SeenPlan,
): Promise<Omit<StoredPlan, "plan"> & { plan: Plan }> {
  await requireOpenCourse({ db, actor }, key.courseId);
  const stored = await planIn({ db, actor }, key);
  if (version !== undefined && version !== stored.version) throw planChanged();
  return { ...stored, plan: planOf(stored.plan) };
}

async function planIn(
  { actor, db }: Pick<Context, "actor"> & { db: Queries },
  { courseId, id }: PlanKey,
): Promise<StoredPlan> {
  const stored = await groupPlan(db, { id, courseId, authorId: actor.id });
  if (!stored) throw notFound();
  return stored;
}

async function save(
  context: Context,
  { courseId, id, version }: Required<SeenPlan>,
  plan: Plan,
): Promise<void> {
  await writeAs(context, managesGroups, async (acting: Acting, { tx, now: changedAt }) => {
    await requireOpenCourse({ db: tx, actor: acting.actor }, courseId);
    const saved = await saveGroupPlan(tx, { id, version, plan: storedPlan(plan), changedAt });
    if (saved === 0) throw planChanged();
  });
}

function planChanged(): Refusal {
  return new Refusal("conflict", { reason: "maker_changed" });
}

function newlyDivided(input: PlanInput & Partial<Plan>, now: string): Plan {
  return { from: 1, ...input, groups: null, dividingSince: now };
}

/** Whether it can be done at all, before it is kept. */
async function posedIn(context: Context, courseId: string, plan: Plan): Promise<PosedProblem> {
  const course = await courseForPlans(context, courseId);
  requireKnown(plan, course.attributes);
  const posed = freshProblem(plan, course);
  namesOf(plan, posed.problem.sizes.length);
  return posed;
}

function requireKnown({ attribute }: Plan, known: ReadonlyMap<string, unknown>): void {
  if (attribute === null || known.has(attribute.key)) return;
  throw invalidText("attribute", { reason: "maker_attribute_gone" });
}

function servicesOf({ actor, ...services }: Context) {
  void actor;
  return services;
}
