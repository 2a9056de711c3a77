/** Divides the people of a plan in the background, and keeps the groups in it. */
import { isoNow } from "#kit/clock.ts";
import { errorFields } from "#kit/logger.ts";
import { saveGroupPlan } from "#storage/group_plans.ts";
import type { Services } from "../context.ts";
import { writeLogged } from "../log/write.ts";
import { namesOf, type PosedProblem } from "./maker_course.ts";
import { type Plan, storedPlan } from "./plan.ts";
import { type Dividing, divideBeside } from "./run_worker.ts";

/** By plan. Another server only sees that it has begun. */
const underWay = new Map<string, Dividing>();

export interface PlanAt {
  id: string;
  version: number;
  plan: Plan;
}

/**
 * Begins; the plan says that it has.
 * @returns when the groups are in the plan, or it says that there are none. If the plan has changed
 * meanwhile, they are forgotten
 * @throws {Refusal} busy
 */
export function beginDividing(
  { clock, db, appended, logger, random }: Services,
  { id, version, plan }: PlanAt,
  { problem, ids }: PosedProblem,
): Promise<void> {
  const seed = new DataView(random(4).buffer).getUint32(0);
  const dividing = divideBeside({ problem, seed });
  underWay.set(id, dividing);
  const keep = async (groups: Plan["groups"]): Promise<void> => {
    const stored = storedPlan({ ...plan, groups, dividingSince: null });
    const changed = { id, version, plan: stored, changedAt: isoNow(clock) };
    await writeLogged({ db, clock, appended }, ({ tx }) => saveGroupPlan(tx, changed));
  };
  const warn = (error: unknown) => logger.warn("maker.failed", { plan: id, ...errorFields(error) });
  const divided = async () => {
    const division = await dividing.finished;
    const names = namesOf(plan, division.length);
    return division.map((people, index) => {
      return { name: names[index]!, people: people.map((person) => ids[person]!) };
    });
  };
  return divided()
    .catch((error: unknown) => (warn(error), null))
    .then(keep)
    .catch(warn)
    .finally(() => {
      if (underWay.get(id) === dividing) underWay.delete(id);
    });
}

/** How far it is, from 0 to 1; undefined if this server divides nobody for the plan. */
export function dividedShare(id: string): number | undefined {
  return underWay.get(id)?.share;
}
