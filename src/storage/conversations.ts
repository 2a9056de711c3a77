import { inChunks } from "./chunks.ts";
import { type Flag, flag, fragment, type Queries, valueTable } from "./database.ts";
import { entryColumns, type EntryWithNewest, withNewest } from "./lists.ts";
import { type ModeColumns, modeColumns } from "./modes.ts";
import { type Scope, staffHere, teachersHere } from "./scope.ts";
import { isGranted, type Right, type Writer } from "./standing.ts";
import { inUseAt } from "./users.ts";

export interface StoredConversation {
  id: string;
  ownerId: string;
  name: string;
  description: string;
  createdAt: string;
  updatedAt: string;
  position: number;
  lastSeq: number;
  messageCount: number;
}

/** A conversation with its newest message, and the viewer's membership if there is one. */
export interface ListedConversation extends EntryWithNewest, ModeColumns {
  ownerId: string;
  description: string;
  createdAt: string;
  updatedAt: string;
  /** A student opened it. */
  opened: Flag;
  /** Everyone in the course, or its staff; null if its members are chosen. */
  audience: "everyone" | "staff" | null;
  joinedAt: string | null;
  readSeq: number | null;
  /** When the viewer wrote there last; null if they never did, or are no member. */
  wroteAt: string | null;
}

/** The columns of a StoredConversation, from a conversation `c`. */
const conversationColumns = fragment`
      c.id, c.owner_id as "ownerId", c.name, c.description, c.created_at as "createdAt",
      c.updated_at as "updatedAt", c.position, c.last_seq as "lastSeq",
      c.message_count as "messageCount"`;

/** The columns of a ListedConversation, from a conversation `c` and the viewer's membership `m`. */
const listedColumns = fragment`${entryColumns}, c.owner_id as "ownerId", c.description,
      c.created_at as "createdAt", c.updated_at as "updatedAt",
      case when c.opened_by is null then 0 else 1 end as opened, c.audience, m.joined_at as "joinedAt", m.read_seq as "readSeq",
      m.last_written_at as "wroteAt", ${modeColumns}`;

export function conversationById(db: Queries, id: string): Promise<StoredConversation | undefined> {
  return db.get<StoredConversation>`
    select ${conversationColumns}
    from conversations c where c.id = ${id}`;
}

/** One conversation as the viewer may see it; undefined if the viewer may not. */
export function listedById(
  db: Queries,
  { userId, seesAll }: Scope,
  id: string,
): Promise<ListedConversation | undefined> {
  return db.get<ListedConversation>`
    select ${listedColumns}, case when exists (${staffHere} = ${userId})
      then 1 else 0 end as "byOffice"
    from conversations c
      left join conversation_members m on m.conversation_id = c.id and m.user_id = ${userId}
      ${withNewest}
    where c.id = ${id} and (m.user_id is not null or ${flag(seesAll)} = 1 or exists (${staffHere} = ${userId}))`;
}

/** The conversations a user belongs to, in the order that staff chose. */
export function listedOfMember(db: Queries, userId: string): Promise<ListedConversation[]> {
  return db.all<ListedConversation>`
    select ${listedColumns}, 0 as "byOffice"
    from conversation_members m
      join conversations c on c.id = m.conversation_id
      ${withNewest}
    where m.user_id = ${userId}
    order by k.position, c.position, c.id`;
}

/** The conversations of a user in courses on whose staff the viewer is, as the user sees them. */
export function listedOfStudent(
  db: Queries,
  { userId, viewerId }: { userId: string; viewerId: string },
): Promise<ListedConversation[]> {
  return db.all<ListedConversation>`
    select ${listedColumns}, 0 as "byOffice"
    from conversation_members m
      join conversations c on c.id = m.conversation_id
      ${withNewest}
    where m.user_id = ${userId} and exists (${staffHere} = ${viewerId})
    order by k.position, c.position, c.id`;
}

/** Every conversation that the viewer may see, with the viewer's membership if there is one. */
export function listedInScope(
  db: Queries,
  { userId, seesAll }: Scope,
): Promise<ListedConversation[]> {
  return db.all<ListedConversation>`
    select ${listedColumns}, case when exists (${staffHere} = ${userId})
      then 1 else 0 end as "byOffice"
    from conversations c
      left join conversation_members m on m.conversation_id = c.id and m.user_id = ${userId}
      ${withNewest}
    where m.user_id is not null or ${flag(seesAll)} = 1 or exists (${staffHere} = ${userId})
    order by k.position, c.position, c.id`;
}

interface Place {
  lastSeq: number;
  messageCount: number;
  /** The newest day that `message_days` has of it. */
  lastDay: string | null;
}

export interface SeqRequest {
  id: string;
  right: Right;
  messageId?: string | null;
}

/**
 * Takes the conversation's next seq for an event, and counts its message if there is one, provided
 * that the writer may. Permission and seq are one statement, so nothing can come between them.
 * @returns undefined if the conversation does not exist or the writer may not: see `standingIn`
 */
export function takeSeq(
  tx: Queries,
  { userId, now }: Writer,
  { id, right, messageId = null }: SeqRequest,
): Promise<Place | undefined> {
  return tx.get<Place>`
    update conversations as c
    set last_seq = last_seq + 1,
      message_count = message_count + case when cast(${messageId} as text) is null then 0 else 1 end,
      last_message_id = coalesce(${messageId}, last_message_id)
    where id = ${id} and exists (
      select 1 from users u
        left join conversation_members m on m.conversation_id = ${id} and m.user_id = u.id
      where u.id = ${userId} and ${inUseAt} ${now} and case ${right} ${isGranted})
    returning last_seq as "lastSeq", message_count as "messageCount",
      (select day from message_days where conversation_id = ${id} order by day desc limit 1) as "lastDay"`;
}

export interface SeqsRequest {
  right: Right;
  /** How many to take in which conversation, each once. */
  counts: readonly (readonly [id: string, count: number])[];
}

/**
 * The same for events without messages, any number in each of several conversations.
 * @returns the last seq in each, without those that do not exist or where the writer may not
 */
export async function takeSeqs(
  tx: Queries,
  { userId, now }: Writer,
  { right, counts }: SeqsRequest,
): Promise<Map<string, number>> {
  const taken = new Map<string, number>();
  for (const some of inChunks(counts)) {
    const rows = await tx.all<{ id: string; lastSeq: number }>`
      update conversations as c set last_seq = last_seq + w.column2
      from ${valueTable(some)} as w
      where id = w.column1 and exists (
        select 1 from users u
          left join conversation_members m on m.conversation_id = w.column1 and m.user_id = u.id
        where u.id = ${userId} and ${inUseAt} ${now} and case ${right} ${isGranted})
      returning id, last_seq as "lastSeq"`;
    for (const { id, lastSeq } of rows) taken.set(id, lastSeq);
  }
  return taken;
}

export interface NewConversation {
  id: string;
  courseId: string;
  ownerId: string;
  name: string;
  description: string;
  /** The set of the course that it belongs to; none if it is missing. */
  setId?: string | null;
  at: string;
}

/** Puts them at the end of the order that staff chose. */
export async function insertConversations(
  tx: Queries,
  added: readonly NewConversation[],
): Promise<void> {
  for (const some of inChunks(added)) {
    const table = valueTable(
      some.map((one, index) => [
        one.id,
        one.ownerId,
        one.name,
        one.description,
        one.at,
        index + 1,
        one.courseId,
        one.setId ?? null,
      ]),
    );
    await tx.run`
      insert into conversations (id, owner_id, name, description, created_at, updated_at, position,
        course_id, set_id)
      select column1, column2, column3, column4, column5, column5,
        column6 + (select coalesce(max(position), 0) from conversations), column7, column8
      from ${table} as w`;
  }
}

export function updateConversation(
  tx: Queries,
  change: { id: string; name: string; description: string; at: string },
): Promise<number> {
  return tx.run`
    update conversations
    set name = ${change.name}, description = ${change.description}, updated_at = ${change.at}
    where id = ${change.id}`;
}

export async function setPositions(
  tx: Queries,
  positions: readonly (readonly [id: string, position: number])[],
): Promise<void> {
  for (const some of inChunks(positions)) {
    await tx.run`
      update conversations set position = w.column2 from ${valueTable(some)} as w
      where id = w.column1`;
  }
}

/** Where lists show a conversation: by its course, then within that. */
export interface StoredPlace {
  id: string;
  position: number;
  courseId: string;
  coursePosition: number;
}

/** Of all conversations, in the order of their own positions. */
export function conversationPositions(db: Queries): Promise<StoredPlace[]> {
  return db.all<StoredPlace>`
    select c.id, c.position, c.course_id as "courseId", k.position as "coursePosition"
    from conversations c join courses k on k.id = c.course_id order by c.position, c.id`;
}

/**
 * The same for those that a user manages, of all courses or of one, without those that are archived by
 * themselves.
 * @param courseId empty for all
 */
export function managedPositions(
  db: Queries,
  { userId, seesAll }: Scope,
  courseId = "",
): Promise<{ id: string; position: number }[]> {
  return db.all<{ id: string; position: number }>`
    select c.id, c.position from conversations c
    where (${courseId} = '' or c.course_id = ${courseId}) and c.own_archived_at is null
      and (${flag(seesAll)} = 1 or exists (${teachersHere} = ${userId}))
    order by c.position, c.id`;
}

interface GroupOfCourse {
  id: string;
  name: string;
  description: string;
  setId: string | null;
  audience: "everyone" | "staff" | null;
  /** Only staff write in it, without an end. */
  staffOnly: Flag;
}

/** The groups of a course, with what is written about them, without what students ask its staff. */
export function groupsOfCourse(db: Queries, courseId: string): Promise<GroupOfCourse[]> {
  return db.all<GroupOfCourse>`
    select id, name, description, set_id as "setId", audience,
      case when mode = 'staff_only' and mode_until is null then 1 else 0 end as "staffOnly"
    from conversations
    where course_id = ${courseId} and asked_by is null order by position, id`;
}

/** Deletes its members, too. */
export function deleteConversation(tx: Queries, id: string): Promise<number> {
  return tx.run`delete from conversations where id = ${id}`;
}

/** A group in the list for managing groups. */
export interface ManagedGroup {
  id: string;
  courseId: string;
  name: string;
  description: string;
  members: number;
  messages: number;
  /** UTC ISO text; undefined if nothing was ever written. */
  lastSentAt: string | null;
  /** A student opened it. */
  opened: Flag;
  /** By itself, not with its course. */
  ownArchived: Flag;
  /** The set of its course that it belongs to. */
  setId: string | null;
}

/** The groups that a user looks after, in the order that staff chose. */
export function managedGroups(db: Queries, { userId, seesAll }: Scope): Promise<ManagedGroup[]> {
  return db.all<ManagedGroup>`
    select c.id, c.course_id as "courseId", c.name, c.description, c.message_count as messages,
      l.sent_from_server as "lastSentAt",
      case when c.opened_by is null then 0 else 1 end as opened,
      case when c.own_archived_at is null then 0 else 1 end as "ownArchived", c.set_id as "setId",
      (select cast(count(*) as integer) from conversation_members m join users u on u.id = m.user_id
        where m.conversation_id = c.id and u.deleted_at is null) as members
    from conversations c left join messages l on l.id = c.last_message_id
    where ${flag(seesAll)} = 1 or exists (${staffHere} = ${userId})
    order by c.position, c.id`;
}
