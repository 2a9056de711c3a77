/**
 * Groups that were deleted and can be restored. They have no row in `conversations` meanwhile, so no
 * list, search or count finds them.
 */
import { flag, fragment, type Queries } from "./database.ts";
import { type Scope, teachersHere } from "./scope.ts";

/** What a conversation's row holds, in both tables. Whether its course is archived, that knows. */
const conversationColumns = fragment`id, owner_id, name, description, created_at, updated_at, position,
      last_seq, message_count, last_message_id, course_id, opened_by, own_archived_at, set_id, audience, asked_by, round_of, round,
      mode, mode_until, mode_reason, slow_seconds, mode_at, mode_by, hold_for`;

const memberColumns = fragment`conversation_id, user_id, role, joined_at, read_seq, read_number, written,
      last_written_at`;
const heldColumns = fragment`id, conversation_id, sender_id, client_id, content, state, note, revision, written_at,
      changed_at, decided_by`;

/** Moves a conversation with its members into the bin. */
export async function moveToBin(
  tx: Queries,
  { id, at, by }: { id: string; at: string; by: string },
): Promise<void> {
  await tx.run`
    insert into deleted_conversations (${conversationColumns}, deleted_at, deleted_by)
    select ${conversationColumns}, ${at}, ${by} from conversations where id = ${id}`;
  await tx.run`
    insert into deleted_members (${memberColumns}, is_favourite, was_in_course)
    select ${memberColumns}, case when exists (
        select 1 from favourites f
        where f.conversation_id = m.conversation_id and f.user_id = m.user_id) then 1 else 0 end,
      case when exists (
        select 1 from course_members s join conversations c on c.course_id = s.course_id
        where c.id = m.conversation_id and s.user_id = m.user_id) then 1 else 0 end
    from conversation_members m where conversation_id = ${id}`;
  await tx.run`
    insert into deleted_member_sources (conversation_id, user_id, source, since)
    select conversation_id, user_id, source, since from member_sources where conversation_id = ${id}`;
  await tx.run`
    insert into deleted_held_messages (${heldColumns})
    select ${heldColumns} from held_messages where conversation_id = ${id}`;
  await tx.run`delete from conversations where id = ${id}`;
}

/**
 * Moves it back with those members who still have an account, without those who have left the course
 * since. It is archived if it was by itself, or if its course is now.
 */
export async function moveFromBin(tx: Queries, id: string): Promise<void> {
  await tx.run`
    insert into conversations (${conversationColumns}, archived_at)
    select ${conversationColumns}, coalesce(own_archived_at, (select k.archived_at from courses k where k.id = course_id))
    from deleted_conversations where id = ${id}`;
  await tx.run`
    insert into conversation_members (${memberColumns})
    select ${memberColumns} from deleted_members m
    where conversation_id = ${id} and ${isStillThere}`;
  await tx.run`
    insert into member_sources (conversation_id, user_id, source, since)
    select conversation_id, user_id, source, since from deleted_member_sources o
    where conversation_id = ${id} and exists (
      select 1 from conversation_members m
      where m.conversation_id = o.conversation_id and m.user_id = o.user_id)`;
  await tx.run`
    insert into favourites (user_id, conversation_id)
    select user_id, conversation_id from deleted_members m
    where conversation_id = ${id} and is_favourite = 1 and exists (
      select 1 from conversation_members o
      where o.conversation_id = m.conversation_id and o.user_id = m.user_id)`;
  await tx.run`
    insert into held_messages (${heldColumns})
    select ${heldColumns} from deleted_held_messages h
    where conversation_id = ${id} and exists (
      select 1 from conversation_members o
      where o.conversation_id = h.conversation_id and o.user_id = h.sender_id)`;
  await dropFromBin(tx, id);
}

/** A member `m` of a group in the bin. Guests and some others never were in its course. */
const isStillThere = fragment`exists (
        select 1 from users u
        where u.id = m.user_id and u.deleted_at is null
          and (u.expires_at is null or u.expires_at > utc_now()) and (m.was_in_course = 0 or exists (
          select 1 from course_members s join deleted_conversations c on c.course_id = s.course_id
          where c.id = m.conversation_id and s.user_id = u.id)))`;

/** With its members. Messages and log are left to be erased. */
export function dropFromBin(tx: Queries, id: string): Promise<number> {
  return tx.run`delete from deleted_conversations where id = ${id}`;
}

/** A group in the bin, for those who may restore it. */
export interface StoredDeletedGroup {
  id: string;
  courseId: string;
  name: string;
  messages: number;
  members: number;
  /** UTC ISO text. */
  deletedAt: string;
  /** Who deleted it; null if their account is gone. */
  deletedBy: string | null;
}

const deletedColumns = fragment`c.id, c.course_id as "courseId", c.name, c.message_count as messages,
      (select cast(count(*) as integer) from deleted_members m where m.conversation_id = c.id) as members,
      c.deleted_at as "deletedAt",
      (select u.name from users u where u.id = c.deleted_by and u.deleted_at is null) as "deletedBy"`;

/** What admins and the course's teachers may restore, deleted last first. */
export function deletedGroups(
  db: Queries,
  { userId, seesAll }: Scope,
): Promise<StoredDeletedGroup[]> {
  return db.all<StoredDeletedGroup>`
    select ${deletedColumns} from deleted_conversations c
    where ${flag(seesAll)} = 1 or exists (${teachersHere} = ${userId})
    order by c.deleted_at desc, c.id desc`;
}

/** One of them; undefined if it is not there or the viewer may not restore it. */
export function deletedGroup(
  db: Queries,
  { userId, seesAll }: Scope,
  id: string,
): Promise<StoredDeletedGroup | undefined> {
  return db.get<StoredDeletedGroup>`
    select ${deletedColumns} from deleted_conversations c
    where c.id = ${id} and (${flag(seesAll)} = 1 or exists (${teachersHere} = ${userId}))`;
}

/** Those who were in it, whether they come back or not. */
export async function membersInBin(db: Queries, id: string): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select user_id as id from deleted_members where conversation_id = ${id}`;
  return rows.map(({ id: userId }) => userId);
}

/** Deleted before this time, UTC ISO text. */
export async function oldInBin(
  db: Queries,
  { before, limit }: { before: string; limit: number },
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select id from deleted_conversations where deleted_at < ${before}
    order by deleted_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** What one account was a member of becomes another's, as when both are merged. */
export async function mergeInBin(
  tx: Queries,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await tx.run`
    insert into deleted_members (${memberColumns}, is_favourite, was_in_course)
    select conversation_id, ${toId}, role, joined_at, read_seq, read_number, written,
      last_written_at, is_favourite, was_in_course
    from deleted_members where user_id = ${fromId}
    on conflict do nothing`;
  await tx.run`
    insert into deleted_member_sources (conversation_id, user_id, source, since)
    select conversation_id, ${toId}, source, since
    from deleted_member_sources where user_id = ${fromId}
    on conflict do nothing`;
  await tx.run`
    update deleted_held_messages set sender_id = ${toId}, client_id = null where sender_id = ${fromId}`;
  await tx.run`delete from deleted_members where user_id = ${fromId}`;
  await tx.run`update deleted_conversations set owner_id = ${toId} where owner_id = ${fromId}`;
  await tx.run`update deleted_conversations set opened_by = ${toId} where opened_by = ${fromId}`;
  await tx.run`update deleted_conversations set asked_by = ${toId} where asked_by = ${fromId}`;
  await tx.run`update deleted_conversations set mode_by = ${toId} where mode_by = ${fromId}`;
}
