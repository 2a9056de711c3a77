/** A plan for groups, for the world of all routes. */
import { getPlan } from "#core/maker/plan_view.ts";
import { startPlan } from "#core/maker/plans.ts";
import type { TestPerson } from "#tests/support/people.ts";

export interface PlanOfWorld {
  id: string;
  /** Two of its people, who are in different groups. */
  people: string[];
  /** One of them, to a third group. */
  move: Record<string, unknown>;
}

/** With a group for each student. */
export async function planOf({ context }: TestPerson, courseId: string): Promise<PlanOfWorld> {
  const { id, finished } = await startPlan(context, courseId, {
    who: "all",
    by: "size",
    count: 1,
    pattern: "Lab #",
    set: "",
    picked: [],
    names: [],
    description: "",
    together: [],
    apart: [],
    attribute: null,
    rotates: false,
    earlier: [],
  });
  await finished;
  const { groups } = await getPlan(context, { courseId, id });
  const people = groups.slice(0, 2).map((group) => group.people[0]!);
  return { id, people, move: { user_id: people[0], group: 2 } };
}
