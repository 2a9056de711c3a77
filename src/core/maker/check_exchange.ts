/** What it would mean if two people of a plan changed places. */
import type { Context } from "../context.ts";
import { invalidText } from "../valid_text.ts";
import { getPlan, reportOn } from "./plan_view.ts";
import type { PlanKey } from "./plans.ts";

/**
 * How many wishes more would not be met; fewer than none if it is better.
 * @throws {Refusal} not_found; invalid, field `people`, for someone who is not in the plan
 */
export async function checkExchange(
  context: Context,
  key: PlanKey,
  [one, other]: readonly [string, string],
): Promise<number> {
  const { plan, course, groups, report } = await getPlan(context, key);
  const divided = new Set(groups.flatMap(({ people }) => people));
  if (!divided.has(one) || !divided.has(other)) {
    throw invalidText("people", { reason: "maker_not_in_plan" });
  }
  const swapped = groups.map(({ name, people }) => ({
    name,
    people: people.map((id) => (id === one ? other : id === other ? one : id)),
  }));
  return reportOn(plan, course, swapped).faults - report.faults;
}
