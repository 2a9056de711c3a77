/** Who sees a case that was reported, and how many wait. */
import { type Fragment, fragment } from "./database.ts";
import { heldWaitingFor } from "./held_places.ts";
import { decidersIn, isOffice, stillHolds } from "./scope.ts";

/** In the course of a case `x`: 2 a teacher or an admin, 1 a tutor, 0 anyone else. */
const rankOfSubject = fragment`case when exists (
          select 1 from users o where o.id = x.subject_id and o.role = 'admin') then 2
        else coalesce((select max(case s.role when 'teacher' then 2 when 'tutor' then 1 else 0 end)
          from course_members s
          where s.course_id = x.course_id and s.user_id = x.subject_id and ${stillHolds}), 0) end`;

/** Tutors who see only their own groups are staff in those that they are in. */
function rankOfStaff(viewer: Fragment): Fragment {
  return fragment`coalesce((select max(case s.role when 'teacher' then 2 else 1 end)
          from ${decidersIn(fragment`x.conversation_id`)}
          where s.course_id = x.course_id and s.user_id = ${viewer}), 0)`;
}

/**
 * The only definition of who sees and decides a case `x`: admins, and the staff of its course if the person
 * is of no higher office; never that person.
 */
export function caseVisibleTo(viewer: Fragment, isAdmin: Fragment): Fragment {
  const rank = rankOfStaff(viewer);
  return fragment`(x.subject_id <> ${viewer} and (${isAdmin}
        or (${rank} > 0 and ${rank} >= ${rankOfSubject})))`;
}

/**
 * How much waits for the decision of a user `u`: cases, and messages for approval. Who decided does not decide
 * on the appeal.
 */
export const casesWaiting = fragment`case when u.role = 'admin' or exists (
        select 1 from course_members s where s.user_id = u.id and ${isOffice})
      then (select cast(count(*) as integer) from cases x
        where x.state in ('open', 'appealed')
          and not (x.state = 'appealed' and coalesce(x.decided_by, '') = u.id)
          and ${caseVisibleTo(fragment`u.id`, fragment`u.role = 'admin'`)}) + ${heldWaitingFor}
      else 0 end`;

/** In how many places a user `u` may not write for a while. */
export const mutesInForce = fragment`(select cast(count(*) as integer) from mutes q
        where q.user_id = u.id and q.until_at > utc_now())`;

/** How many decisions a user `u` has not seen yet, about them or about what they have reported. */
export const answersUnseen = fragment`(select cast(count(*) as integer) from cases x
        where x.subject_id = u.id and x.unseen = 1)
      + (select cast(count(*) as integer) from reports r where r.user_id = u.id and r.unseen = 1)`;
