/** Groups that can only be read: archived by themselves, or with their course. */
import type { Queries } from "./database.ts";

export interface ArchiveState {
  name: string;
  description: string;
  /** UTC ISO text; null unless the group was archived by itself. */
  ownArchivedAt: string | null;
  courseArchivedAt: string | null;
}

export function archiveStateOf(db: Queries, id: string): Promise<ArchiveState | undefined> {
  return db.get<ArchiveState>`
    select c.name, c.description, c.own_archived_at as "ownArchivedAt",
      k.archived_at as "courseArchivedAt"
    from conversations c join courses k on k.id = c.course_id where c.id = ${id}`;
}

/** @param at null to take it back, in a course that is not archived */
export function setGroupArchived(
  tx: Queries,
  { id, at }: { id: string; at: string | null },
): Promise<number> {
  return tx.run`
    update conversations set own_archived_at = ${at}, archived_at = ${at} where id = ${id}`;
}

/** @param at null to bring back all but those that were archived by themselves */
export function setGroupsArchived(
  tx: Queries,
  { courseId, at }: { courseId: string; at: string | null },
): Promise<number> {
  return tx.run`
    update conversations set archived_at = coalesce(own_archived_at, ${at})
    where course_id = ${courseId}`;
}
