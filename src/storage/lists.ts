/** The list of conversations: only what a list shows, for it may have a thousand entries. */
import { answersUnseen, casesWaiting, mutesInForce } from "./case_sight.ts";
import { type Flag, flag, fragment, type Queries, valueList } from "./database.ts";
import { highestOffice, type OfficeRank, type Scope, staffHere } from "./scope.ts";
import { endOfSession } from "./sessions.ts";
import { inUseAt } from "./users.ts";

/** A conversation, and the viewer's membership if there is one. */
export interface ListEntry {
  id: string;
  name: string;
  position: number;
  lastSeq: number;
  messageCount: number;
  memberRole: "owner" | "moderator" | "member" | null;
  readNumber: number | null;
  /** The viewer is on the staff of its course. */
  byOffice: Flag;
  /** Its course, whose name is empty as long as there is one. */
  courseId: string;
  courseName: string;
  coursePosition: number;
  courseColour: string | null;
  /** It is read-only: archived by itself, or with its course. */
  archived: Flag;
  /** The set of an earlier round that it was in, as it was called then; null for any other group. */
  roundOf: string | null;
  round: number | null;
}

/** The same with the newest message. */
export interface EntryWithNewest extends ListEntry {
  /** Empty if the account was deleted. */
  lastSenderName: string | null;
  lastContent: string | null;
  lastSentAt: string | null;
  lastMessageSeq: number | null;
}

/** The columns of a ListEntry, from a conversation `c`, its course `k` and the viewer's membership `m`. */
const briefColumns = fragment`
      k.id as "courseId", k.name as "courseName", k.position as "coursePosition", k.colour as "courseColour",
      case when c.archived_at is null then 0 else 1 end as archived,
      case when c.own_archived_at is not null then c.round_of end as "roundOf", c.round, c.id, c.name, c.position, c.last_seq as "lastSeq", c.message_count as "messageCount",
      m.role as "memberRole", m.read_number as "readNumber"`;

/** The columns of an EntryWithNewest. */
export const entryColumns = fragment`${briefColumns},
      case when w.deleted_at is null then w.name else '' end as "lastSenderName",
      l.content as "lastContent", l.sent_from_server as "lastSentAt", l.seq as "lastMessageSeq"`;

/** The course of a conversation `c`. */
const withCourse = fragment`join courses k on k.id = c.course_id`;

/** The course `k` of a conversation `c`, its newest message `l`, and the writer `w` of that. */
export const withNewest = fragment`${withCourse} left join messages l on l.id = c.last_message_id
      left join users w on w.id = l.sender_id`;

/** The conversations a user belongs to, in no order. */
export function entriesOfMember(db: Queries, userId: string): Promise<ListEntry[]> {
  return db.all<ListEntry>`
    select ${briefColumns}, 0 as "byOffice"
    from conversation_members m
      join conversations c on c.id = m.conversation_id ${withCourse}
    where m.user_id = ${userId}`;
}

/** Every conversation that the viewer may see, with their membership if there is one; in no order. */
export function entriesInScope(db: Queries, { userId, seesAll }: Scope): Promise<ListEntry[]> {
  return db.all<ListEntry>`
    select ${briefColumns}, case when exists (${staffHere} = ${userId})
      then 1 else 0 end as "byOffice"
    from conversations c ${withCourse}
      left join conversation_members m on m.conversation_id = c.id and m.user_id = ${userId}
    where m.user_id is not null or ${flag(seesAll)} = 1 or exists (${staffHere} = ${userId})`;
}

/** An entry with the newest message of its conversation, and whether its writer is still a member. */
export interface NewestEntry extends EntryWithNewest {
  writerIsMember: Flag;
}

/** The newest message, and the membership of its writer. */
const newestColumns = fragment`${entryColumns}, 0 as "byOffice",
      case when wm.user_id is null then 0 else 1 end as "writerIsMember"`;
const withNewestOfWriter = fragment`join conversations c on c.id = m.conversation_id
      ${withNewest}
      left join conversation_members wm on wm.conversation_id = c.id and wm.user_id = l.sender_id`;

/** The conversations a user belongs to, with their newest messages; in no order. */
export function newestOfMember(db: Queries, userId: string): Promise<NewestEntry[]> {
  return db.all<NewestEntry>`
    select ${newestColumns}
    from conversation_members m ${withNewestOfWriter}
    where m.user_id = ${userId}`;
}

/** The same for some of them. */
export function newestOfSome(
  db: Queries,
  userId: string,
  conversationIds: readonly string[],
): Promise<NewestEntry[]> {
  return db.all<NewestEntry>`
    select ${newestColumns}
    from conversation_members m ${withNewestOfWriter}
    where m.user_id = ${userId} and m.conversation_id in ${valueList(conversationIds)}`;
}

/** One conversation as several users see it: a row for each who may see it. */
export function entryOfViewers(
  db: Queries,
  conversationId: string,
  userIds: readonly string[],
): Promise<(EntryWithNewest & { viewerId: string })[]> {
  return db.all<EntryWithNewest & { viewerId: string }>`
    select v.id as "viewerId", ${entryColumns}, case when exists (${staffHere} = v.id)
      then 1 else 0 end as "byOffice"
    from conversations c
      join users v on v.id in ${valueList(userIds)}
      left join conversation_members m on m.conversation_id = c.id and m.user_id = v.id
      ${withNewest}
    where c.id = ${conversationId} and (m.user_id is not null or v.role = 'admin' or exists (${staffHere} = v.id))`;
}

/** The account of a live session, as far as a socket needs it. */
export interface SessionOwner {
  sessionId: string;
  userId: string;
  userName: string;
  userRole: "admin" | "user" | "guest";
  office: OfficeRank;
  lastSeenAt: string;
  /** When the session ends, or the account if that is sooner. */
  endsAt: string;
  /** How much waits for the account's decision: cases, and messages for approval. */
  cases: number;
  /** How many decisions the account has not seen. */
  answers: number;
  /** In how many places the account may not write for a while. */
  mutes: number;
}

/** A session `s` and its account `u`. */
const sessionAndOwner = fragment`sessions s join users u on u.id = s.user_id`;

/**
 * The account of a session and the conversations that it belongs to, in one statement; the latter
 * in no order, and none for admins, whose list is another, as is that of a course's staff.
 * @returns undefined if the session has ended, or the account is inactive
 */
export async function ownerWithEntries(
  db: Queries,
  key: { tokenHash: string; now: string },
): Promise<{ owner: SessionOwner; entries: ListEntry[] } | undefined> {
  const rows = await db.all<Nullable<SessionOwner> & Nullable<ListEntry>>`
    select s.id as "sessionId", u.id as "userId", u.name as "userName", u.role as "userRole",
      ${highestOffice} as office, s.last_seen_at as "lastSeenAt", ${endOfSession} as "endsAt",
      ${casesWaiting} as cases, ${answersUnseen} as answers, ${mutesInForce} as mutes,
      null as "courseId", null as "courseName", null as "coursePosition", null as "courseColour", null as archived, null as "roundOf", null as round, null as id, null as name, null as position, null as "lastSeq", null as "messageCount",
      null as "memberRole", null as "readNumber", null as "byOffice"
    from ${sessionAndOwner}
    where s.token_hash = ${key.tokenHash} and s.expires_at > ${key.now} and ${inUseAt} ${key.now}
    union all
    select null, null, null, null, null, null, null, null, null, null, ${briefColumns}, 0
    from ${sessionAndOwner}
      join conversation_members m on m.user_id = u.id and u.role <> 'admin'
      join conversations c on c.id = m.conversation_id ${withCourse}
    where s.token_hash = ${key.tokenHash} and s.expires_at > ${key.now} and ${inUseAt} ${key.now}`;
  const owner = rows.find(isOwner);
  return owner && { owner, entries: rows.filter(isEntry) };
}

/** A row has the columns of the one or of the other. */
type Nullable<Row> = { [Name in keyof Row]: Row[Name] | null };

function isOwner<Row extends Nullable<SessionOwner>>(row: Row): row is Row & SessionOwner {
  return row.sessionId !== null;
}

function isEntry<Row extends Nullable<ListEntry>>(row: Row): row is Row & ListEntry {
  return row.id !== null;
}
