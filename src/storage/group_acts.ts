/** What acts on several groups of a course ask about them. */
import { inChunks } from "./chunks.ts";
import { type Flag, fragment, type Queries, valueList } from "./database.ts";
import { type ModeState, modeColumns } from "./modes.ts";
import { courseStaff } from "./scope.ts";
import { inUseAt } from "./users.ts";

/** A group of a course, in the bin or not. */
export interface GroupState extends ModeState {
  id: string;
  name: string;
  description: string;
  setId: string | null;
  /** Everyone in the course, or its staff; null if its members are chosen. */
  audience: "everyone" | "staff" | null;
  /** UTC ISO text; null unless it was archived by itself. */
  ownArchivedAt: string | null;
  courseArchivedAt: string | null;
  messages: number;
  /** UTC ISO text; null unless it is in the bin. */
  deletedAt: string | null;
}

/** What both tables have. */
const stateColumns = fragment`c.id, c.name, c.description, c.set_id as "setId", c.audience,
        c.own_archived_at as "ownArchivedAt", k.archived_at as "courseArchivedAt",
        c.message_count as messages, ${modeColumns}, c.mode_at as "modeAt"`;

/** In the order of the course, those in the bin last; groups of other courses are left out. */
export async function groupStates(
  db: Queries,
  { courseId, ids }: { courseId: string; ids: readonly string[] },
): Promise<GroupState[]> {
  const found: GroupState[] = [];
  for (const some of inChunks(ids)) {
    const rows = await db.all<GroupState>`
      select ${stateColumns}, cast(null as text) as "deletedAt"
      from conversations c join courses k on k.id = c.course_id
      where c.course_id = ${courseId} and c.id in ${valueList(some)}
      order by c.position, c.id`;
    const deleted = await db.all<GroupState>`
      select ${stateColumns}, c.deleted_at as "deletedAt"
      from deleted_conversations c join courses k on k.id = c.course_id
      where c.course_id = ${courseId} and c.id in ${valueList(some)}
      order by c.position, c.id`;
    for (const row of [...rows, ...deleted]) found.push(row);
  }
  return found;
}

/** Whether someone manages the groups of a course: an admin, or one of its teachers. */
export async function managesCourse(
  db: Queries,
  { courseId, userId, now }: { courseId: string; userId: string; now: string },
): Promise<boolean> {
  const row = await db.get<{ found: Flag }>`
    select 1 as found from users u
    where u.id = ${userId} and ${inUseAt} ${now} and (u.role = 'admin' or exists (
      select 1 from ${courseStaff}
      where s.role = 'teacher' and s.course_id = ${courseId} and s.user_id = u.id))`;
  return row !== undefined;
}

export interface PersonInGroups {
  id: string;
  name: string;
  /** Empty if there is none. */
  email: string;
  /** In how many of the groups they are. */
  groups: number;
}

/** Who is in any of these groups, by name. */
export function peopleInGroups(db: Queries, ids: readonly string[]): Promise<PersonInGroups[]> {
  return db.all<PersonInGroups>`
    select u.id, u.name, coalesce(u.email, '') as email, cast(count(*) as integer) as groups
    from conversation_members m join users u on u.id = m.user_id
    where m.conversation_id in ${valueList(ids)} and u.deleted_at is null
    group by u.id, u.name, u.name_key, u.email order by u.name_key, u.name, u.id`;
}
