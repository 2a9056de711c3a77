/** What the group maker needs to know of a course: its students, their groups, and what is kept of them. */
import { attributesInCourse } from "#storage/group_plans.ts";
import { groupSetsOf, type StoredGroupSet } from "#storage/group_sets.ts";
import { groupsOfCourse } from "#storage/conversations.ts";
import type { Queries } from "#storage/database.ts";
import { type CoursePerson, coursePeople } from "#storage/roster.ts";
import { groupLimits, makerLimits } from "#wire/limits.ts";
import { groupNames, groupsForSize } from "../groups/group_maker.ts";
import { invalidText } from "../valid_text.ts";
import type { Plan, PlanInput } from "./plan.ts";
import { type Problem, spreadSizes } from "./problem.ts";

export interface MakerCourse {
  /** Those who can be divided, by name. */
  students: CoursePerson[];
  sets: StoredGroupSet[];
  groups: { id: string; name: string; setId: string | null }[];
  /** The values of each person, by attribute. */
  attributes: Map<string, Map<string, string>>;
}

export async function makerCourse(
  db: Queries,
  { courseId, now }: { courseId: string; now: string },
): Promise<MakerCourse> {
  const people = await coursePeople(db, { courseId, now });
  const facts = await attributesInCourse(db, courseId);
  const attributes = new Map<string, Map<string, string>>();
  for (const { userId, key, value } of facts) {
    const values = attributes.get(key) ?? new Map<string, string>();
    attributes.set(key, values.set(userId, value));
  }
  return {
    students: people.filter(({ isStaff }) => !isStaff),
    sets: await groupSetsOf(db, courseId),
    groups: await groupsOfCourse(db, courseId),
    attributes,
  };
}

/** Whom a plan means, by name. @throws {Refusal} invalid, when that is nobody, or very many */
export function peopleOf(plan: Pick<PlanInput, "who" | "picked">, course: MakerCourse) {
  const found = course.students.filter(wanted(plan, course));
  if (found.length === 0) throw invalidText("members", { reason: "maker_nobody" });
  const { people: max } = makerLimits;
  if (found.length > max) throw invalidText("members", { reason: "maker_many", params: { max } });
  return found;
}

function wanted({ who, picked }: Pick<PlanInput, "who" | "picked">, { groups }: MakerCourse) {
  const [kind, setId] = who.split(":");
  const inSet = new Set(groups.filter((group) => group.setId === setId).map(({ id }) => id));
  const chosen = new Set(picked);
  return (person: CoursePerson): boolean => {
    const isInSet = person.groups.some(({ id }) => inSet.has(id));
    if (kind === "in") return isInSet;
    if (kind === "free") return setId === undefined ? person.groups.length === 0 : !isInSet;
    return kind === "all" || chosen.has(person.id);
  };
}

/** How many groups a plan makes of so many people. @throws {Refusal} invalid, field `count` */
function groupCount({ by, count }: Pick<PlanInput, "by" | "count">, people: number): number {
  const groups = by === "size" ? groupsForSize(people, count) : count;
  const { atOnce: max } = groupLimits;
  if (groups <= max) return groups;
  throw invalidText("count", { reason: "group_count", params: { max } });
}

/** @throws {Refusal} invalid, field `names`, if there are fewer names than groups */
export function namesOf({ names, pattern, from }: Plan, groups: number): string[] {
  if (names.length === 0) return groupNames(pattern, groups, from);
  if (names.length >= groups) return names.slice(0, groups);
  const params = { count: groups, names: names.length };
  throw invalidText("names", { reason: "maker_names_few", params });
}

/** A problem, and who its people are. */
export interface PosedProblem {
  problem: Problem;
  ids: string[];
}

/**
 * What is to be solved for these people. Rules count for those who are among them.
 * @throws {Refusal} invalid, field `earlier`, for sets whose groups are too large to be kept apart
 */
export function problemOf(
  plan: PlanInput,
  course: MakerCourse,
  { ids, sizes }: { ids: readonly string[]; sizes: readonly number[] },
): PosedProblem {
  const numbers = new Map(ids.map((id, index) => [id, index]));
  const numbered = (rules: readonly (readonly string[])[]) =>
    rules.map((people) => people.flatMap((id) => numbers.get(id) ?? []));
  const values = plan.attribute && course.attributes.get(plan.attribute.key);
  const problem: Problem = {
    people: ids.length,
    sizes,
    together: numbered(plan.together),
    apart: numbered(plan.apart),
    earlier: earlierGroups(plan, course, numbers),
    ...(values && {
      attribute: { mode: plan.attribute!.mode, values: ids.map((id) => values.get(id) ?? null) },
    }),
  };
  return { problem, ids: [...ids] };
}

/** With sizes that differ by one at most. @throws {Refusal} as `problemOf` and `groupCount` */
export function freshProblem(plan: PlanInput, course: MakerCourse): PosedProblem {
  const ids = peopleOf(plan, course).map(({ id }) => id);
  const sizes = spreadSizes(ids.length, groupCount(plan, ids.length));
  return problemOf(plan, course, { ids, sizes });
}

function earlierGroups(
  { earlier }: PlanInput,
  { groups, students }: MakerCourse,
  numbers: ReadonlyMap<string, number>,
): number[][] {
  const sets = new Set(earlier);
  const wantedGroups = groups.filter(({ setId }) => setId !== null && sets.has(setId));
  const members = new Map(wantedGroups.map(({ id }) => [id, [] as number[]]));
  for (const person of students) {
    const number = numbers.get(person.id);
    if (number === undefined) continue;
    for (const { id } of person.groups) members.get(id)?.push(number);
  }
  const found = [...members.values()];
  const pairs = found.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  if (pairs > makerLimits.earlierPairs) {
    throw invalidText("earlier", { reason: "maker_earlier_large" });
  }
  return found;
}
