/** What someone may do in a conversation: the conditions that every writing statement contains. */
import { type Flag, fragment, type Queries } from "./database.ts";
import { isMuted, muteEnd, muteReason } from "./mutes.ts";
import { modeInForce, modeIsOver, type StoredMode } from "./modes.ts";
import { officeHere, staffHere, teachersHere } from "./scope.ts";
import { inUseAt } from "./users.ts";

/** The writer and the time; the statement itself checks the writer's permission. */
export interface Writer {
  userId: string;
  now: string;
}

/**
 * What a user wants to do in a conversation. `belong` is the right of everyone who belongs to it;
 * `edit` is to change what one has posted; `hold` is to write what waits for approval, and `decide` to decide on
 * that; `slow` is to make writing slow, and `modes` to restrict it in
 * any way; `members` is to change who belongs to it.
 */
export type Right =
  "belong" | "post" | "edit" | "hold" | "decide" | "slow" | "modes" | "members" | "manage";

const isAdmin = fragment`u.role = 'admin'`;
const isMember = fragment`m.user_id is not null`;
const isStaffHere = fragment`exists (${staffHere} = u.id)`;

/**
 * The condition of each right, for the writer `u` and their membership `m` in a conversation `c`.
 * The course is read only for those who are neither members nor admins.
 */
const belongs = fragment`(${isMember} or ${isAdmin} or ${isStaffHere})`;
const hasOffice = fragment`(${isAdmin} or exists (${officeHere} = u.id))`;
const inUse = fragment`${belongs} and c.archived_at is null`;
/** By the database's clock, so nothing has to be written when a mode ends. */
const isUnrestricted = fragment`(c.mode = 'open' or ${modeIsOver})`;
const mayWrite = fragment`${inUse} and not ${isMuted}`;
const hasWaited = fragment`(m.last_written_at is null or m.last_written_at <= utc_ago(c.slow_seconds))`;
/** Only the messages of others wait for approval. */
const isChosen = fragment`exists (
        select 1 from hold_people h where h.conversation_id = c.id and h.user_id = u.id)`;
const isNotHeld = fragment`(c.mode = 'hold' and ((c.hold_for = 'guests' and u.role <> 'guest')
        or (c.hold_for = 'chosen' and not ${isChosen})))`;
export const mayPost = fragment`(${mayWrite} and (${isUnrestricted} or (c.mode <> 'locked'
        and ((c.mode = 'slow' and ${hasWaited}) or ${isNotHeld} or ${hasOffice}))))`;
/** What is written may wait for approval. */
const mayHold = fragment`(${mayPost} or (${mayWrite} and ${isMember} and c.mode = 'hold'))`;
const mayEdit = fragment`(${mayWrite} and (${isUnrestricted} or c.mode = 'slow' or ${isNotHeld}
        or (c.mode <> 'locked' and ${hasOffice})))`;
/** In an archived group too, so that nothing waits there for ever. */
const mayDecide = fragment`(${belongs} and ${hasOffice})`;
const maySetModes = fragment`(${inUse} and ${hasOffice})`;
const maySlow = fragment`(${inUse} and (m.role in ('owner', 'moderator') or ${hasOffice}))`;
const mayChangeMembers = fragment`(${isAdmin} or ${isStaffHere})`;
const mayManage = fragment`(${isAdmin} or exists (${teachersHere} = u.id))`;

/** Selects the condition of the requested right. */
export const isGranted = fragment`when 'belong' then ${belongs} when 'post' then ${mayPost}
        when 'edit' then ${mayEdit} when 'hold' then ${mayHold} when 'decide' then ${mayDecide}
        when 'slow' then ${maySlow} when 'modes' then ${maySetModes}
        when 'members' then ${mayChangeMembers} when 'manage' then ${mayManage} end`;

/**
 * What the writer may do in a conversation: read to explain why `takeSeq` returned nothing.
 * @returns undefined if the conversation does not exist or the writer's account is inactive
 */
export async function standingIn(
  db: Queries,
  { userId, now }: Writer,
  id: string,
): Promise<Standing | undefined> {
  const row = await db.get<StandingRow>`
    select c.course_id as "courseId",
      case when c.archived_at is null then 0 else 1 end as archived,
      case when c.own_archived_at is null then 0 else 1 end as "ownArchived", case when ${belongs} then 1 else 0 end as belong,
      case when ${mayPost} then 1 else 0 end as post,
      case when ${mayEdit} then 1 else 0 end as edit,
      case when ${mayHold} then 1 else 0 end as hold,
      case when ${mayDecide} then 1 else 0 end as decide,
      case when ${maySlow} then 1 else 0 end as slow,
      case when ${maySetModes} then 1 else 0 end as modes,
      case when ${mayChangeMembers} then 1 else 0 end as members,
      case when ${mayManage} then 1 else 0 end as manage,
      ${modeInForce} as mode, c.mode_until as "modeUntil", c.mode_reason as "modeReason",
      c.slow_seconds as "slowSeconds", m.last_written_at as "wroteAt",
      ${muteEnd} as "mutedUntil", ${muteReason} as "muteReason"
    from conversations c join users u on u.id = ${userId} and ${inUseAt} ${now}
      left join conversation_members m on m.conversation_id = c.id and m.user_id = u.id
    where c.id = ${id}`;
  if (!row) return undefined;
  return {
    ...row,
    archived: row.archived === 1,
    ownArchived: row.ownArchived === 1,
    belong: row.belong === 1,
    post: row.post === 1,
    edit: row.edit === 1,
    hold: row.hold === 1,
    decide: row.decide === 1,
    slow: row.slow === 1,
    modes: row.modes === 1,
    members: row.members === 1,
    manage: row.manage === 1,
  };
}

interface StandingRow extends Restricting {
  courseId: string;
  archived: Flag;
  ownArchived: Flag;
  belong: Flag;
  post: Flag;
  edit: Flag;
  hold: Flag;
  decide: Flag;
  slow: Flag;
  modes: Flag;
  members: Flag;
  manage: Flag;
}

/** What there is that may keep someone from writing. */
export interface Restricting {
  /** In force. */
  mode: StoredMode;
  /** UTC ISO text; null without an end. */
  modeUntil: string | null;
  modeReason: string;
  slowSeconds: number;
  /** When the writer wrote last; null if they never did, or are no member. */
  wroteAt: string | null;
  /** Until when the writer is muted; null if they are not. */
  mutedUntil: string | null;
  muteReason: string | null;
}

/** What someone may do in a conversation, and the course that it is in. */
export interface Standing extends Restricting, Record<Right, boolean> {
  courseId: string;
  /** Nobody writes there. */
  archived: boolean;
  /** By itself, not only with its course. */
  ownArchived: boolean;
}
