import { groupLimits } from "#wire/limits.ts";
import type { RandomBytes } from "#kit/ids.ts";
import { allValid } from "#core/all_valid.ts";
import { validGroup } from "#core/groups/groups.ts";
import { Refusal } from "#core/refusals.ts";
import { dealPeople, groupNames, groupsForSize } from "#core/groups/group_maker.ts";
import { isBlank } from "#wire/text.ts";
import type { FormValues } from "../http/form.ts";

/** The plan for several groups, as typed. */
export interface DealPlan {
  /** Empty if there is one. */
  course: string;
  pattern: string;
  description: string;
  /** What `count` means: the number of groups, or of people in each. */
  by: "groups" | "size";
  count: string;
  order: "shuffled" | "listed";
  chosen: string[];
  /** The search among the people to choose from. */
  find: string;
  /** Whether only people in no group are listed to choose from. */
  free: boolean;
  /** The number of the first group. */
  from: number;
}

/** A group of the preview. */
export interface DealtGroup {
  name: string;
  memberIds: string[];
}

/** The plan that either page sent. */
export function planOf(form: FormValues): DealPlan {
  return {
    course: form.text("course"),
    pattern: form.text("pattern"),
    description: form.text("description"),
    by: form.text("by") === "size" ? "size" : "groups",
    count: form.text("count"),
    order: form.text("order") === "listed" ? "listed" : "shuffled",
    chosen: [...new Set(chosenIn(form))],
    find: form.text("find"),
    free: form.has("free"),
    from: Number(/^[1-9]\d{0,5}$/.exec(form.text("from"))?.[0] ?? 1),
  };
}

/** The preview sends all people by group. */
function chosenIn(form: FormValues): string[] {
  if (!form.has("group-members")) return form.all("member");
  return confirmed(form).flatMap(({ memberIds }) => memberIds);
}

/** Divides the chosen people. @throws {Refusal} invalid, with its field */
export function dealt(plan: DealPlan, random: RandomBytes): DealtGroup[] {
  const { pattern, groups } = allValid({
    pattern: () => validPattern(plan.pattern),
    groups: () => groupCount(plan),
  });
  const shuffle = plan.order === "shuffled" ? { random } : {};
  const names = groupNames(pattern, groups, plan.from);
  // If the longest name is valid, all are.
  validGroup({ name: names.at(-1)!, description: plan.description });
  return dealPeople(plan.chosen, { groups, ...shuffle }).map((memberIds, index) => ({
    name: names[index]!,
    memberIds,
  }));
}

function validPattern(pattern: string): string {
  if (!isBlank(pattern)) return pattern;
  throw new Refusal("invalid", { field: "pattern", reason: "group_name_missing" });
}

function groupCount({ by, count, chosen }: DealPlan): number {
  const number = /^\d{1,6}$/.test(count.trim()) ? Number(count) : 0;
  const groups = by === "groups" || number === 0 ? number : groupsForSize(chosen.length, number);
  requireCount(groups);
  return groups;
}

/** @throws {Refusal} invalid, with the field `count` */
export function requireCount(groups: number): void {
  if (groups >= 1 && groups <= groupLimits.atOnce) return;
  throw new Refusal("invalid", {
    field: "count",
    reason: "group_count",
    params: { max: groupLimits.atOnce },
  });
}

/** The preview, sent back: each group's name and its members' ids, separated by spaces. */
export function confirmed(form: FormValues): DealtGroup[] {
  const members = form.all("group-members");
  return form.all("group-name").map((name, index) => ({
    name,
    memberIds: (members[index] ?? "").split(" ").filter(Boolean),
  }));
}

/** The same division under other names. */
export function renamed(groups: DealtGroup[], { pattern, from }: DealPlan): DealtGroup[] {
  requireCount(groups.length);
  const names = groupNames(pattern, groups.length, from);
  return groups.map(({ memberIds }, index) => ({ name: names[index]!, memberIds }));
}
