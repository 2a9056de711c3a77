/** Rounds of a set of groups: the present one, and how the next one is made. */
import type { Queries } from "./database.ts";
import type { SetKey } from "./group_sets.ts";

export interface StoredRound {
  name: string;
  /** Null for a set whose groups were not made from a plan. */
  round: number | null;
  /** JSON. */
  recipe: string | null;
}

export function roundOfSet(
  db: Queries,
  { courseId, id }: SetKey,
): Promise<StoredRound | undefined> {
  return db.get<StoredRound>`
    select name, round, recipe from group_sets where id = ${id} and course_id = ${courseId}`;
}

export function saveRound(
  tx: Queries,
  { id, round, recipe }: { id: string; round: number | null; recipe: string | null },
): Promise<number> {
  return tx.run`update group_sets set round = ${round}, recipe = ${recipe} where id = ${id}`;
}

/** The groups of a set that are not archived, in order. */
export function openGroupsOfSet(
  db: Queries,
  { courseId, id }: SetKey,
): Promise<{ id: string; name: string }[]> {
  return db.all<{ id: string; name: string }>`
    select id, name from conversations
    where course_id = ${courseId} and set_id = ${id} and own_archived_at is null
    order by position, id`;
}

/** @param chapter the round that the group was in and that is over; null to take that back */
export function setChapter(
  tx: Queries,
  { id, chapter }: { id: string; chapter: { set: string; round: number } | null },
): Promise<number> {
  return tx.run`
    update conversations set round_of = ${chapter?.set ?? null}, round = ${chapter?.round ?? null}
    where id = ${id}`;
}
