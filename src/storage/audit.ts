import { flag, fragment, type Queries, valueList } from "./database.ts";
import { courseFolk, courseStaff } from "./scope.ts";

export interface StoredAct {
  id: string;
  at: string;
  actorId: string;
  verb: string;
  conversationId: string | null;
  /** Of an act that concerns a group, that of the group. */
  courseId: string | null;
  subjectId: string | null;
  detail: string | null;
}

/** Whether the same act on the same account was recorded since the given time. */
export async function auditedAboutSince(
  db: Queries,
  act: { actorId: string; verb: string; subjectId: string; since: string },
): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from audit
    where actor_id = ${act.actorId} and verb = ${act.verb} and conversation_id is null
      and at >= ${act.since} and subject_id = ${act.subjectId}
    limit 1`;
  return row !== undefined;
}

/** Who reads the log: all of it, what concerns one's courses, or only what one did oneself. */
export interface LogReader {
  userId: string;
  reads: "all" | "courses" | "own";
}

/** Which entries are asked for; what is empty, or null, leaves nothing out. */
export interface LogFilter {
  topic: string;
  actorId: string;
  /** UTC ISO texts; the second is no longer part of it. */
  from: string;
  until: string;
  /** People and groups that an entry must be about, or be by. */
  about: readonly string[] | null;
}

/** An entry with the current names of what it is about. */
export interface NamedAct extends StoredAct {
  actorName: string | null;
  conversationName: string | null;
  courseName: string | null;
  /** The name of the person concerned: of a message, its author. */
  subjectName: string | null;
}

/**
 * Which entries `a` of the log a viewer `v` may read who is a teacher: what concerns the groups of
 * their courses, and what the course's own staff and admins did to its people.
 */
const concernsOwnCourse = fragment`a.course_id in (
        select s.course_id from ${courseStaff} where s.user_id = v.user_id and s.role = 'teacher')
      or (a.course_id is null and exists (
        select 1 from ${courseStaff} join ${courseFolk} on p.course_id = s.course_id
        where s.user_id = v.user_id and s.role = 'teacher' and p.user_id = a.subject_id
          and (exists (select 1 from users o where o.id = a.actor_id and o.role = 'admin')
            or exists (
              select 1 from course_members t
              where t.course_id = s.course_id and t.user_id = a.actor_id
                and t.role <> 'student'))))`;

const isRead = fragment`(v.reads = 'all' or coalesce(ga.to_id, a.actor_id) = v.user_id
      or (v.reads = 'courses' and (${concernsOwnCourse})))`;

/** What an entry `a` is about, in the words of the filter. */
const topicOfAct = fragment`case
        when a.verb in ('conversation.read', 'conversation.read_end', 'message.read_removed',
          'message.read_versions', 'user.read') then 'looks'
        when a.verb like 'message.%' or a.verb like 'case.%' then 'messages'
        when a.verb like 'user.%' or a.verb like 'person.%' or a.verb like 'mail.%' or a.verb like 'roster.%' then 'people'
        when a.verb like 'conversation.%' or a.verb like 'group%' then 'groups'
        when a.verb like 'course.%' or a.verb like 'invite.%' then 'courses'
        else 'other' end`;

/** Entries `a`, with who did it after merging accounts, and the message that it is about. */
const entries = fragment`audit a
      left join merges ga on ga.from_id = a.actor_id
      left join messages m on m.id = a.subject_id
      left join merges gs on gs.from_id = coalesce(m.sender_id, a.subject_id)`;

const subjectOfAct = fragment`coalesce(gs.to_id, m.sender_id, a.subject_id)`;

/** Whether an entry is one of those that are asked for. */
const isAskedFor = fragment`${isRead}
      and (v.topic = '' or v.topic = ${topicOfAct})
      and (v.actor_id = '' or v.actor_id = coalesce(ga.to_id, a.actor_id))
      and (v.begins = '' or a.at >= v.begins) and (v.ends = '' or a.at < v.ends)`;

/** Newest first. The subject of an act on a message that still exists is its author. */
export function auditPage(
  db: Queries,
  { userId, reads }: LogReader,
  { topic, actorId, from, until, about, limit, offset }: LogFilter & LogPart,
): Promise<NamedAct[]> {
  return db.all<NamedAct>`
    select a.id, a.at, a.actor_id as "actorId", a.verb, a.conversation_id as "conversationId",
      a.course_id as "courseId", k.name as "courseName",
      coalesce(m.sender_id, a.subject_id) as "subjectId", a.detail, u.name as "actorName",
      c.name as "conversationName", s.name as "subjectName"
    from ${entries}
      cross join (select cast(${userId} as text) as user_id, cast(${reads} as text) as reads,
        cast(${topic} as text) as topic, cast(${actorId} as text) as actor_id,
        cast(${from} as text) as begins, cast(${until} as text) as ends) as v
      left join users u on u.id = coalesce(ga.to_id, a.actor_id)
      left join conversations c on c.id = a.conversation_id
      left join courses k on k.id = a.course_id
      left join users s on s.id = ${subjectOfAct}
    where ${isAskedFor} and (${flag(about === null)} = 1
      or a.conversation_id in ${valueList(about ?? [])}
      or coalesce(ga.to_id, a.actor_id) in ${valueList(about ?? [])}
      or ${subjectOfAct} in ${valueList(about ?? [])})
    order by a.at desc, a.id desc limit ${limit} offset ${offset}`;
}

export interface LogPart {
  limit: number;
  offset: number;
}

export async function auditCount(
  db: Queries,
  { userId, reads }: LogReader,
  { topic, actorId, from, until, about }: LogFilter,
): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count
    from ${entries}
      cross join (select cast(${userId} as text) as user_id, cast(${reads} as text) as reads,
        cast(${topic} as text) as topic, cast(${actorId} as text) as actor_id,
        cast(${from} as text) as begins, cast(${until} as text) as ends) as v
    where ${isAskedFor} and (${flag(about === null)} = 1
      or a.conversation_id in ${valueList(about ?? [])}
      or coalesce(ga.to_id, a.actor_id) in ${valueList(about ?? [])}
      or ${subjectOfAct} in ${valueList(about ?? [])})`;
  return row!.count;
}

export interface NamedInLog {
  id: string;
  name: string;
}

/** Who has done something that the reader may read, in no order. */
export function actorsInLog(db: Queries, { userId, reads }: LogReader): Promise<NamedInLog[]> {
  return db.all<NamedInLog>`
    select distinct u.id, u.name
    from audit a left join merges ga on ga.from_id = a.actor_id
      cross join (select cast(${userId} as text) as user_id, cast(${reads} as text) as reads) as v
      join users u on u.id = coalesce(ga.to_id, a.actor_id)
    where u.deleted_at is null and ${isRead}`;
}

/** The people and groups that entries name, in no order. The caller shows none of them. */
export function namedInLog(db: Queries): Promise<NamedInLog[]> {
  return db.all<NamedInLog>`
    select c.id, c.name from conversations c
    where c.id in (select conversation_id from audit)
    union all
    select u.id, u.name from users u
    where u.deleted_at is null and u.id in (
      select coalesce(ga.to_id, a.actor_id) from audit a left join merges ga on ga.from_id = a.actor_id
      union
      select ${subjectOfAct} from ${entries})`;
}

/** Entries that were made before a time, the oldest first: those of the chain only up to a checkpoint. */
export async function oldActs(
  db: Queries,
  { before, limit }: { before: string; limit: number },
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select id from audit
    where at < ${before} and (number is null or number <= (
      select coalesce(max(p.number), 0) from log_checkpoints p
      where p.number < (
        select coalesce(min(a.number), 9007199254740991) from audit a
        where a.at >= ${before} and a.number is not null)))
    order by at limit ${limit}`;
  return rows.map(({ id }) => id);
}

export function deleteActs(tx: Queries, ids: readonly string[]): Promise<number> {
  return tx.run`delete from audit where id in ${valueList(ids)}`;
}
