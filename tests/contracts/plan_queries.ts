/** The queries of plans for groups, on the rows of every_query.ts. */
import type { Queries } from "#storage/database.ts";
import * as plans from "#storage/group_plans.ts";
import * as rounds from "#storage/rounds.ts";
import { putFacts } from "#storage/roster_changes.ts";

const at = "2026-11-02T08:00:00.000Z";
const later = "2026-12-02T08:00:00.000Z";
const courseId = "first";
const authorId = "ada";

export async function changePlans(tx: Queries): Promise<void> {
  await rounds.saveRound(tx, { id: "set", round: 1, recipe: "{}" });
  await rounds.roundOfSet(tx, { courseId, id: "set" });
  await rounds.openGroupsOfSet(tx, { courseId, id: "set" });
  const plan = { courseId, authorId, plan: "{}", changedAt: at };
  for (const id of ["plan", "old", "older"]) await plans.insertGroupPlan(tx, { ...plan, id });
  await plans.saveGroupPlan(tx, { id: "plan", plan: '{"a":1}', version: 1, changedAt: later });
  await plans.groupPlan(tx, { id: "plan", courseId, authorId });
  await putFacts(tx, courseId, [[authorId, "Programme", "Physics"]]);
  await plans.attributesInCourse(tx, courseId);
  await plans.keepNewestPlans(tx, { authorId, count: 2 });
  await plans.oldGroupPlans(tx, { before: later, limit: 5 });
  await plans.deleteGroupPlan(tx, { id: "plan", version: 2 });
  await plans.deleteGroupPlans(tx, ["old"]);
  await plans.deletePlansOf(tx, authorId);
}
