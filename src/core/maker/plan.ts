/** A plan for groups: who, by which rules, and, once people have been divided, the groups. */
import { groupLimits, makerLimits } from "#wire/limits.ts";
import { isBlank, oneLine } from "#wire/text.ts";
import { allValid } from "../all_valid.ts";
import { groupNames } from "../groups/group_maker.ts";
import { validGroup } from "../groups/groups.ts";
import type { Refusal } from "../refusals.ts";
import { invalidText, requireStorable } from "../valid_text.ts";

export interface PlannedGroup {
  name: string;
  /** Ids. */
  people: string[];
}

export type RuleKind = "together" | "apart";

export interface PlanInput {
  /** The name of the set that the groups will be in; empty for none. */
  set: string;
  /**
   * `all` students of the course, those `free` who are in no group, `free:` and the id of a set for those
   * who are in none of its groups, `in:` and the id for those who are in one, or the `picked` ones.
   */
  who: string;
  /** Ids. */
  picked: string[];
  /** What the count means: the number of groups, or of people in each. */
  by: "groups" | "size";
  count: number;
  /** With `#` for the number. */
  pattern: string;
  /** Instead of a pattern: a name for each group. */
  names: string[];
  description: string;
  /** The ids of people, by rule. */
  together: string[][];
  apart: string[][];
  /** What the course knows about its people. */
  attribute: { key: string; mode: "balance" | "spread" } | null;
  /** Archives the groups that its set has, as an earlier round. */
  rotates: boolean;
  /** Ids of sets, of whose groups nobody should meet a partner again. */
  earlier: string[];
}

export interface Plan extends PlanInput {
  /** The number of the first group. */
  from: number;
  groups: PlannedGroup[] | null;
  /** While people are being divided: when that began. */
  dividingSince: string | null;
  /** The act that makes its groups, once it has begun. */
  actId?: string;
}

export const storedPlan = (plan: Plan) => JSON.stringify(plan);
export const planOf = (stored: string) => JSON.parse(stored) as Plan;

/** The stored form of what was asked for. @throws {Refusal} invalid, with all fields concerned */
export function validInput(input: PlanInput): PlanInput {
  const { people: max } = makerLimits;
  const texts = allValid({
    set: () => validSetName(input.set),
    who: () => validWho(input.who),
    members: () => {
      if (input.picked.length > max) throw tooMany("members", max);
      return [...new Set(input.picked)];
    },
    count: () => validCount(input),
    pattern: () => validPattern(input),
    names: () => validNames(input.names),
    description: () => validGroup({ name: "1", description: input.description }).description,
    rules: () => [...input.together, ...input.apart].forEach(requireRule),
    amount: () => requireFewRules(input),
  });
  const { set, who, members: picked, count, pattern, names, description } = texts;
  const { by, attribute, rotates } = input;
  const [together, apart] = [input.together, input.apart].map((rules) =>
    rules.map((people) => [...new Set(people)]),
  );
  const earlier = [...new Set(input.earlier)].slice(0, groupLimits.setsInCourse);
  return {
    set,
    who,
    picked,
    by,
    count,
    pattern,
    names,
    description,
    attribute,
    rotates: rotates && set !== "",
    earlier,
    together: together!,
    apart: apart!,
  };
}

function validSetName(text: string): string {
  requireStorable("set", text);
  const name = oneLine(text);
  const excess = name.length - groupLimits.setNameChars;
  if (excess <= 0) return name;
  const params = { max: groupLimits.setNameChars, excess };
  throw invalidText("set", { reason: "group_name_long", params });
}

function validWho(text: string): string {
  if (/^(all|free|picked|(free|in):[\w-]{1,128})$/.test(text)) return text;
  throw invalidText("who", { reason: "invalid_input" });
}

function validCount({ by, count }: PlanInput): number {
  const max = by === "size" ? makerLimits.people : groupLimits.atOnce;
  if (Number.isInteger(count) && count >= 1 && count <= max) return count;
  throw invalidText("count", { reason: "group_count", params: { max } });
}

function validPattern({ pattern, names }: PlanInput): string {
  if (names.length > 0) return pattern;
  if (isBlank(pattern)) throw invalidText("pattern", { reason: "group_name_missing" });
  // With the longest number, so that all of them are valid.
  try {
    validGroup({ name: groupNames(pattern, 1, groupLimits.atOnce)[0]!, description: "" });
  } catch (error) {
    throw Object.assign(error as object, { field: "pattern" });
  }
  return pattern;
}

function validNames(names: readonly string[]): string[] {
  if (names.length > groupLimits.atOnce) throw tooMany("names", groupLimits.atOnce);
  try {
    return names.map((name) => validGroup({ name, description: "" }).name);
  } catch (error) {
    throw Object.assign(error as object, { field: "names" });
  }
}

/** @throws {Refusal} invalid, field `rules` */
export function requireRule(people: readonly string[]): void {
  const { peopleInRule: max } = makerLimits;
  if (new Set(people).size < 2) throw invalidText("rules", { reason: "maker_rule_few" });
  if (people.length > max) throw tooMany("rules", max);
}

/** @throws {Refusal} invalid, field `rules` */
export function requireFewRules({ together, apart }: Pick<PlanInput, RuleKind>): void {
  const { rules: max } = makerLimits;
  if (together.length + apart.length <= max) return;
  throw invalidText("rules", { reason: "maker_rules_many", params: { max } });
}

function tooMany(field: string, max: number): Refusal {
  return invalidText(field, { reason: "maker_many", params: { max } });
}
