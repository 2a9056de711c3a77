/** The queries of sets of groups, on the rows of every_query.ts. */
import type { Queries } from "#storage/database.ts";
import * as sets from "#storage/group_sets.ts";
import { updateMode } from "#storage/modes.ts";

const at = "2026-11-02T08:00:00.000Z";
const courseId = "first";
const group = "group";

/** The group is in a set, and slow, from then on. */
export async function fillSets(tx: Queries): Promise<void> {
  await sets.insertGroupSets(tx, [{ id: "set", courseId, name: "Project teams", at }]);
  await sets.insertGroupSets(tx, [{ id: "labs", courseId, name: "Labs", at }]);
  await sets.putInSet(tx, { ids: [group], setId: "set" });
  const slow = {
    mode: "slow",
    until: "2099-11-02T08:00:00.000Z",
    reason: "",
    seconds: 30,
    holdFor: "everyone",
  } as const;
  await updateMode(tx, { id: group, ...slow, by: "ada", at });
}

export async function changeSets(tx: Queries): Promise<void> {
  await sets.groupSetsOf(tx, courseId);
  await sets.setNameTaken(tx, { courseId, id: "set", name: "LABS" });
  await sets.setsOfGroups(tx, { courseId, ids: [group] });
  await sets.renameStoredSet(tx, { courseId, id: "set", name: "Teams" });
  await sets.setSetPositions(tx, [["labs", 1]]);
  await sets.deleteEmptySet(tx, { courseId, id: "set" });
  await sets.deleteGroupSet(tx, { courseId, id: "labs" });
}
