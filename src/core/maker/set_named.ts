/** The set that new groups are in, by its name. */
import { uuidv7 } from "#kit/ids.ts";
import { groupSetsOf, insertGroupSets } from "#storage/group_sets.ts";
import { foldText } from "#wire/fold.ts";
import { groupLimits } from "#wire/limits.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { Refusal } from "../refusals.ts";

/**
 * Within the caller's transaction: the set of the course with this name, made if there is none.
 * @param name valid; empty for no set
 * @throws {Refusal} conflict, for one set too many
 */
export async function setNamed(
  acting: Acting,
  writing: Writing,
  { courseId, name }: { courseId: string; name: string },
): Promise<{ setId: string | null; isNew: boolean }> {
  if (name === "") return { setId: null, isNew: false };
  const { tx, now: at } = writing;
  const sets = await groupSetsOf(tx, courseId);
  const present = sets.find((set) => foldText(set.name) === foldText(name));
  if (present) return { setId: present.id, isNew: false };
  const max = groupLimits.setsInCourse;
  if (sets.length >= max) throw new Refusal("conflict", { reason: "sets_many", params: { max } });
  const id = uuidv7(acting.clock.now(), acting.random);
  await insertGroupSets(tx, [{ id, courseId, name, at }]);
  await recordAct(acting, writing, { verb: "group_set.create", courseId, detail: name });
  return { setId: id, isNew: true };
}
