/** What a plan shows: its groups, what is wrong with them, and what has changed in the course since. */
import { isoNow } from "#kit/clock.ts";
import { foldText } from "#wire/fold.ts";
import type { Context } from "../context.ts";
import { firstFreeNumber } from "../groups/group_maker.ts";
import { namedAlike } from "../people/namesakes.ts";
import { dividedShare } from "./divide_plan.ts";
import type { Contradiction } from "./contradictions.ts";
import { faultCount, judge } from "./judge.ts";
import { type MakingState, makingState } from "./making_state.ts";
import { type MakerCourse, makerCourse, peopleOf, problemOf } from "./maker_course.ts";
import type { Plan, PlannedGroup } from "./plan.ts";
import { type PlanKey, requirePlan } from "./plans.ts";

export interface PersonInPlan {
  id: string;
  name: string;
  /** What tells them apart from others of the same name. */
  mark: string;
  /** What the plan's attribute says about them. */
  value: string;
}

/** What could not be met. People by their ids, groups by their numbers from 0. */
export interface PlanReport {
  split: { people: string[]; groups: number[] }[];
  close: { people: string[]; group: number }[];
  again: { people: string[]; group: number; times: number }[];
  uneven: number[];
  contradictions: { why: Contradiction["why"]; together: string[][]; apart: string[][] }[];
  faults: number;
}

export interface PlanView {
  id: string;
  version: number;
  plan: Plan;
  /** The groups without people who have left the course; none before they are divided. */
  groups: PlannedGroup[];
  /** Everyone in the groups and in the rules, by id. */
  people: Map<string, PersonInPlan>;
  report: PlanReport;
  /** How many people of the groups are no longer in the course. */
  gone: number;
  /** How many people would be divided now who were not. */
  added: number;
  /** How many of the names other groups have. */
  taken: number;
  /** The number from which all names are free, if some are taken. */
  freeFrom?: number;
  /** How far dividing is, from 0 to 1. */
  share?: number;
  /** Dividing was begun and has not ended. */
  isDividing: boolean;
  /** Once its groups are being created. */
  making?: MakingState;
}

/** A server that has not ended by then has died. */
const dividingMostMs = 60_000;

/** @throws {Refusal} not_found; forbidden, when the course is archived */
export async function getPlan(
  context: Context,
  key: PlanKey,
): Promise<PlanView & { course: MakerCourse }> {
  const { clock, actor } = context;
  return context.db.snapshot(async (db) => {
    const { plan, version } = await requirePlan({ db, actor }, key);
    const course = await makerCourse(db, { courseId: key.courseId, now: isoNow(clock) });
    const share = dividedShare(key.id);
    const since = plan.dividingSince === null ? undefined : Date.parse(plan.dividingSince);
    const making = await makingState({ clock, db }, plan.actId);
    const isDividing = since !== undefined && clock.now() - since < dividingMostMs;
    return {
      id: key.id,
      version,
      plan,
      course,
      share,
      isDividing,
      making,
      ...shownOf(plan, course),
    };
  });
}

type Shown = Omit<PlanView, "id" | "version" | "plan" | "share" | "isDividing" | "making">;

function shownOf(plan: Plan, course: MakerCourse): Shown {
  const here = new Set(course.students.map(({ id }) => id));
  const groups = (plan.groups ?? []).map(({ name, people }) => {
    return { name, people: people.filter((id) => here.has(id)) };
  });
  const divided = new Set(groups.flatMap(({ people }) => people));
  const planned = (plan.groups ?? []).reduce((sum, { people }) => sum + people.length, 0);
  const wanted = whoIsWanted(plan, course);
  return {
    groups,
    people: peopleIn(plan, course),
    report: reportOn(plan, course, groups),
    gone: planned - divided.size,
    added: plan.groups ? wanted.filter((id) => !divided.has(id)).length : 0,
    ...takenNames(plan, course),
  };
}

/** Empty if nobody is left. */
function whoIsWanted(plan: Plan, course: MakerCourse): string[] {
  try {
    return peopleOf(plan, course).map(({ id }) => id);
  } catch {
    return [];
  }
}

function peopleIn(plan: Plan, { attributes, students }: MakerCourse): Map<string, PersonInPlan> {
  const values = plan.attribute ? attributes.get(plan.attribute.key) : undefined;
  const alike = new Set(namedAlike(students).flatMap((some) => some.map(({ id }) => id)));
  return new Map(
    students.map(({ id, name, email, groups }) => {
      const mark = alike.has(id) ? email || (groups[0]?.name ?? "") : "";
      return [id, { id, name, mark, value: values?.get(id) ?? "" }];
    }),
  );
}

/** Groups of a round that ends get other names. */
function takenNames({ groups, names, pattern, rotates, set }: Plan, course: MakerCourse) {
  const ending = course.sets.find(({ name }) => rotates && foldText(name) === foldText(set));
  const others = course.groups.filter(({ setId }) => !ending || setId !== ending.id);
  const keys = new Set(others.map(({ name }) => foldText(name)));
  const isTaken = (name: string) => keys.has(foldText(name));
  const taken = (groups ?? []).filter(({ name }) => isTaken(name)).length;
  if (taken === 0 || names.length > 0) return { taken };
  return { taken, freeFrom: firstFreeNumber(pattern, isTaken) };
}

const nothingToReport: PlanReport = {
  split: [],
  close: [],
  again: [],
  uneven: [],
  contradictions: [],
  faults: 0,
};

/** What is wrong with these groups by the rules of the plan. */
export function reportOn(
  plan: Plan,
  course: MakerCourse,
  groups: readonly PlannedGroup[],
): PlanReport {
  if (groups.length === 0) return nothingToReport;
  const ids = groups.flatMap(({ people }) => people);
  const sizes = groups.map(({ people }) => people.length);
  const { problem } = problemOf(plan, course, { ids, sizes });
  const numbers = new Map(ids.map((id, index) => [id, index]));
  const found = judge(
    problem,
    groups.map(({ people }) => people.map((id) => numbers.get(id)!)),
  );
  const named = (people: readonly number[]) => people.map((person) => ids[person]!);
  const rules = (kind: "together" | "apart", which: readonly number[]) =>
    which.map((rule) => named(problem[kind][rule]!));
  return {
    split: found.split.map(({ rule, groups: places }) => ({
      people: named(problem.together[rule]!),
      groups: places,
    })),
    close: found.close.map(({ pair, group }) => ({ people: named(pair), group })),
    again: found.again.map(({ pair, group, times }) => ({ people: named(pair), group, times })),
    uneven: found.uneven,
    contradictions: found.contradictions.map(({ why, together, apart }) => ({
      why,
      together: rules("together", together),
      apart: rules("apart", apart),
    })),
    faults: faultCount(found),
  };
}
