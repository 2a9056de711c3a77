/** Sets of groups within a course. */
import { foldText } from "#wire/fold.ts";
import { inChunks } from "./chunks.ts";
import { type Queries, valueList, valueTable } from "./database.ts";

export interface StoredGroupSet {
  id: string;
  name: string;
  /** Within its course. */
  position: number;
}

/** The sets of a course, in order. */
export function groupSetsOf(db: Queries, courseId: string): Promise<StoredGroupSet[]> {
  return db.all<StoredGroupSet>`
    select id, name, position from group_sets where course_id = ${courseId} order by position, id`;
}

export interface SetKey {
  courseId: string;
  id: string;
}

/** Whether a set of the course has this name already, apart from the one named. */
export async function setNameTaken(
  db: Queries,
  { courseId, id, name }: SetKey & { name: string },
): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from group_sets
    where course_id = ${courseId} and name_key = ${foldText(name)} and id <> ${id}`;
  return row !== undefined;
}

export interface NewGroupSet extends SetKey {
  name: string;
  at: string;
}

/** Puts them at the end of their course's sets. */
export async function insertGroupSets(tx: Queries, sets: readonly NewGroupSet[]): Promise<void> {
  for (const some of inChunks(sets)) {
    const table = valueTable(
      some.map(({ id, courseId, name, at }, index) => {
        return [id, courseId, name, foldText(name), index + 1, at];
      }),
    );
    await tx.run`
      insert into group_sets (id, course_id, name, name_key, position, created_at)
      select column1, column2, column3, column4,
        column5 + (select coalesce(max(position), 0) from group_sets where course_id = w.column2),
        column6
      from ${table} as w`;
  }
}

/** @returns 0 if there is no such set in the course */
export function renameStoredSet(
  tx: Queries,
  { courseId, id, name }: SetKey & { name: string },
): Promise<number> {
  return tx.run`
    update group_sets set name = ${name}, name_key = ${foldText(name)}
    where id = ${id} and course_id = ${courseId}`;
}

/** Its groups stay, in no set. @returns 0 if there is no such set in the course */
export function deleteGroupSet(tx: Queries, { courseId, id }: SetKey): Promise<number> {
  return tx.run`delete from group_sets where id = ${id} and course_id = ${courseId}`;
}

/** Groups in the bin do not count. @returns 0 if there is no such set in the course, or a group is in it */
export function deleteEmptySet(tx: Queries, { courseId, id }: SetKey): Promise<number> {
  return tx.run`
    delete from group_sets where id = ${id} and course_id = ${courseId}
      and not exists (select 1 from conversations where set_id = ${id})`;
}

export async function setSetPositions(
  tx: Queries,
  positions: readonly (readonly [id: string, position: number])[],
): Promise<void> {
  for (const some of inChunks(positions)) {
    await tx.run`
      update group_sets set position = w.column2 from ${valueTable(some)} as w
      where id = w.column1`;
  }
}

/** The set that each of these groups of a course is in; groups of other courses are left out. */
export function setsOfGroups(
  db: Queries,
  { courseId, ids }: { courseId: string; ids: readonly string[] },
): Promise<{ id: string; setId: string | null }[]> {
  return db.all<{ id: string; setId: string | null }>`
    select id, set_id as "setId" from conversations
    where course_id = ${courseId} and id in ${valueList(ids)}`;
}

/** @param setId null to take them out of theirs */
export function putInSet(
  tx: Queries,
  { ids, setId }: { ids: readonly string[]; setId: string | null },
): Promise<number> {
  return tx.run`update conversations set set_id = ${setId} where id in ${valueList(ids)}`;
}
