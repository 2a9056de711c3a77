import { flag, fragment, type Queries } from "./database.ts";
import { courseFolk, courseStaff, type Scope } from "./scope.ts";

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

export function insertAudit(tx: Queries, act: StoredAct): Promise<number> {
  return tx.run`
    insert into audit (id, at, actor_id, verb, conversation_id, course_id, subject_id, detail)
    values (${act.id}, ${act.at}, ${act.actorId}, ${act.verb}, ${act.conversationId},
      coalesce(cast(${act.courseId} as text),
        (select course_id from conversations where id = ${act.conversationId})),
      ${act.subjectId}, ${act.detail})`;
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

/** An entry with the current names of what it is about. */
export interface NamedAct extends StoredAct {
  actorName: string | null;
  conversationName: string | null;
  courseName: string | null;
  /** The name of the person concerned: of a message, its author. */
  subjectName: string | null;
}

/**
 * Which entries `a` of the log a viewer `v` may read who is no admin: teachers what concerns the groups of
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

/**
 * Newest first, as far as the viewer may read it. The subject of an act on a message that still
 * exists is its author.
 */
export function auditPage(
  db: Queries,
  { userId, seesAll }: Scope,
  page: { limit: number; offset: number },
): Promise<NamedAct[]> {
  return db.all<NamedAct>`
    select a.id, a.at, a.actor_id as "actorId", a.verb, a.conversation_id as "conversationId",
      a.course_id as "courseId", k.name as "courseName",
      coalesce(m.sender_id, a.subject_id) as "subjectId", a.detail, u.name as "actorName",
      c.name as "conversationName", s.name as "subjectName"
    from audit a
      cross join (select cast(${userId} as text) as user_id) as v
      left join merges ga on ga.from_id = a.actor_id
      left join users u on u.id = coalesce(ga.to_id, a.actor_id)
      left join conversations c on c.id = a.conversation_id
      left join courses k on k.id = a.course_id
      left join messages m on m.id = a.subject_id
      left join merges gs on gs.from_id = a.subject_id
      left join users s on s.id = coalesce(m.sender_id, gs.to_id, a.subject_id)
    where ${flag(seesAll)} = 1 or ${concernsOwnCourse}
    order by a.at desc, a.id desc limit ${page.limit} offset ${page.offset}`;
}

export async function auditCount(db: Queries, { userId, seesAll }: Scope): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count
    from audit a cross join (select cast(${userId} as text) as user_id) as v
    where ${flag(seesAll)} = 1 or ${concernsOwnCourse}`;
  return row!.count;
}
