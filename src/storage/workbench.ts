/** What staff see of all groups of a course: numbers and times, and nothing of what was written. */
import { inChunks } from "./chunks.ts";
import { type Flag, flag, fragment, type Queries, valueList } from "./database.ts";
import { type ModeColumns, modeColumns } from "./modes.ts";
import { courseStaff, type Scope } from "./scope.ts";

/** A group without its figures. */
export interface GroupHead extends ModeColumns {
  id: string;
  name: string;
  description: string;
  createdAt: string;
  /** As long as it is the same, so are the figures. */
  lastSeq: number;
  /** The set that it is in, if it is in one. */
  setId: string | null;
  /** A student opened it. */
  opened: Flag;
  /** It is what a student asks the staff. */
  asked: Flag;
}

/**
 * The groups of a course, in the order that staff chose, without those that are archived by
 * themselves; none if the viewer is not on the staff of the course.
 */
export function groupHeads(
  db: Queries,
  { userId, seesAll }: Scope,
  courseId: string,
): Promise<GroupHead[]> {
  return db.all<GroupHead>`
    select c.id, c.name, c.description, c.created_at as "createdAt", c.last_seq as "lastSeq",
      c.set_id as "setId", case when c.opened_by is null then 0 else 1 end as opened,
      case when c.asked_by is null then 0 else 1 end as asked, ${modeColumns}
    from conversations c
    where c.course_id = ${courseId} and c.own_archived_at is null and (${flag(seesAll)} = 1
        or exists (select 1 from ${courseStaff} where s.course_id = ${courseId} and s.user_id = ${userId}))
    order by c.position, c.id`;
}

/** What happens in a group. */
export interface GroupFigures {
  id: string;
  members: number;
  /** Members who have written. */
  writers: number;
  messages: number;
  /** The newest day on which someone wrote; null if nobody ever did. */
  lastDay: string | null;
  /** How many messages there were before each of the two days asked for. */
  beforeWeek: number;
  beforeEarlier: number;
  /** Of the newest message. */
  lastSentAt: string | null;
  /** Of the newest message, if a student has asked the staff there and it is theirs. */
  waitingSince: string | null;
}

export interface FiguresKey {
  ids: readonly string[];
  /** The first days of this week and of the one before. */
  week: string;
  earlier: string;
}

/** The first number that the group's days from one on have; all its messages if there is none. */
const firstDay = fragment`d.before from message_days d where d.conversation_id = c.id and d.day >=`;

/** Of groups that the viewer looks after, in no order. */
export async function groupFigures(
  db: Queries,
  { ids, week, earlier }: FiguresKey,
): Promise<GroupFigures[]> {
  const found: GroupFigures[] = [];
  for (const some of inChunks(ids)) {
    const rows = await db.all<GroupFigures>`
      select c.id, c.message_count as messages, l.sent_from_server as "lastSentAt",
        case when l.sender_id = c.asked_by then l.sent_from_server end as "waitingSince",
        (select cast(count(*) as integer) from conversation_members m
          where m.conversation_id = c.id) as members,
        (select cast(count(*) as integer) from conversation_members m
          where m.conversation_id = c.id and m.written > 0) as writers,
        (select d.day from message_days d where d.conversation_id = c.id
          order by d.day desc limit 1) as "lastDay",
        coalesce((select ${firstDay} ${week} order by d.day limit 1), c.message_count) as "beforeWeek",
        coalesce((select ${firstDay} ${earlier} order by d.day limit 1),
          c.message_count) as "beforeEarlier"
      from conversations c left join messages l on l.id = c.last_message_id
      where c.id in ${valueList(some)}`;
    for (const row of rows) found.push(row);
  }
  return found;
}

export interface ArchivedGroup {
  id: string;
  name: string;
  setId: string | null;
}

/** The groups of a course that are archived by themselves. */
export function archivedGroups(
  db: Queries,
  { userId, seesAll }: Scope,
  courseId: string,
): Promise<ArchivedGroup[]> {
  return db.all<ArchivedGroup>`
    select c.id, c.name, c.set_id as "setId" from conversations c
    where c.course_id = ${courseId} and c.own_archived_at is not null and (${flag(seesAll)} = 1
        or exists (select 1 from ${courseStaff} where s.course_id = ${courseId} and s.user_id = ${userId}))
    order by c.position, c.id`;
}
