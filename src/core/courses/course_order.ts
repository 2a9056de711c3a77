/** The order of the courses, which admins choose and every list follows. */
import { setCoursePositions } from "#storage/courses.ts";
import type { Acting, Context } from "../context.ts";
import { changedPlaces, type GroupMove, movedOrder } from "../groups/group_order.ts";
import { seesEverything } from "../permissions.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import type { Writing } from "../log/write.ts";
import { listOwnCourses } from "./own_courses.ts";

/**
 * Moves a course among those in use. Archived ones keep their places.
 * @returns its place, from 1, the number of courses in use, and the course that it stood before, if any
 * @throws {Refusal} forbidden, for all but admins; not_found, also for an archived course
 */
export function moveCourse(
  context: Context,
  id: string,
  move: GroupMove,
): Promise<{ place: number; count: number; was: string }> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const positions = await positionsInUse(acting, writing);
    if (!positions.has(id)) throw notFound();
    const present = [...positions.keys()];
    const order = movedOrder(present, id, move);
    await setCoursePositions(writing.tx, changedPlaces(positions, order));
    await writing.appendReordered();
    const was = present[present.indexOf(id) + 1] ?? "";
    return { place: order.indexOf(id) + 1, count: order.length, was };
  });
}

/**
 * Sets the order of the courses in use. Those that are not named follow in their present order.
 * @throws {Refusal} forbidden, for all but admins
 */
export function reorderCourses(context: Context, ids: readonly string[]): Promise<void> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const positions = await positionsInUse(acting, writing);
    const named = new Set(ids.filter((id) => positions.has(id)));
    const rest = [...positions.keys()].filter((id) => !named.has(id));
    await setCoursePositions(writing.tx, changedPlaces(positions, [...named, ...rest]));
    await writing.appendReordered();
  });
}

/** In order. @throws {Refusal} forbidden, for all but admins */
async function positionsInUse({ actor }: Acting, { tx }: Writing): Promise<Map<string, number>> {
  if (!seesEverything(actor)) throw new Refusal("forbidden", { reason: "admins_sort_courses" });
  const courses = await listOwnCourses({ db: tx, actor });
  const inUse = courses.filter(({ archivedAt }) => archivedAt === null);
  return new Map(inUse.map(({ id, position }) => [id, position]));
}
