/** The next round of a set: the same rules, and nobody again with a partner of an earlier round. */
import { roundOfSet } from "#storage/rounds.ts";
import type { SetKey } from "#storage/group_sets.ts";
import type { Context } from "../context.ts";
import { notFound } from "../refusals.ts";
import { requireOpenCourse } from "../roster/course_rights.ts";
import { type PlanInput, planOf } from "./plan.ts";

/**
 * What the next round would be planned from.
 * @returns only the set, for one whose groups were not made from a plan
 * @throws {Refusal} not_found; forbidden, for an archived course
 */
export async function nextRound(
  { actor, db }: Context,
  key: SetKey,
): Promise<Partial<PlanInput> & Pick<PlanInput, "set" | "who" | "earlier" | "rotates">> {
  await requireOpenCourse({ db, actor }, key.courseId);
  const set = await roundOfSet(db, key);
  if (!set) throw notFound();
  const before = set.recipe === null ? undefined : planOf(set.recipe);
  // Those who were in no group are in one now.
  const isFree = before?.who.startsWith("free") ?? true;
  return {
    ...before,
    set: set.name,
    who: before && !isFree ? before.who : `in:${key.id}`,
    earlier: [...new Set([...(before?.earlier ?? []), key.id])],
    rotates: true,
  };
}
