/** The looks of staff into groups that they are not in, as the groups' members see them. */
import { type Flag, flag, fragment, type Queries, valueList } from "./database.ts";
import { teachersHere } from "./scope.ts";

export interface NewLook {
  id: string;
  conversationId: string;
  actorId: string;
  isAdmin: boolean;
  reason: string | null;
  at: string;
}

/**
 * Whether a report about a conversation `c` is being looked into: then looks are shown when that is over,
 * so that nobody is warned. What a rule noticed does not count: staff make the rules.
 */
const isReported = fragment`exists (
        select 1 from cases x
        where x.conversation_id = c.id and x.state = 'open' and x.noticed_by is null)`;

/** Shown at once, or, while a report about the group is open, later. */
export function insertLook(tx: Queries, look: NewLook): Promise<number> {
  const { id, conversationId, actorId, isAdmin, reason, at } = look;
  return tx.run`
    insert into looks (id, conversation_id, actor_id, office, reason, began_at, last_at, shown_at)
    select cast(${id} as text), c.id, cast(${actorId} as text),
      case when ${flag(isAdmin)} = 1 then 'admin'
        when exists (${teachersHere} = ${actorId}) then 'teacher' else 'tutor' end,
      cast(${reason} as text), cast(${at} as text), cast(${at} as text),
      case when ${isReported} then null else cast(${at} as text) end
    from conversations c where c.id = ${conversationId}`;
}

/** Whether the course of a group asks its staff why they look in. */
export async function asksForReason(db: Queries, conversationId: string): Promise<boolean> {
  const row = await db.get<{ asks: Flag }>`
    select k.asks_reason as asks from conversations c join courses k on k.id = c.course_id
    where c.id = ${conversationId}`;
  return row?.asks === 1;
}

export interface OpenLook {
  id: string;
  reason: string | null;
  lastAt: string;
}

/** The look that goes on, if the actor has read the group since then. */
export function openLook(
  db: Queries,
  key: { conversationId: string; actorId: string; since: string },
): Promise<OpenLook | undefined> {
  return db.get<OpenLook>`
    select id, reason, last_at as "lastAt" from looks
    where conversation_id = ${key.conversationId} and actor_id = ${key.actorId}
      and closed_at is null and last_at >= ${key.since}
    order by last_at desc limit 1`;
}

export function continueLook(tx: Queries, { id, at }: { id: string; at: string }): Promise<number> {
  return tx.run`update looks set last_at = ${at} where id = ${id} and last_at < ${at}`;
}

/** A look that is over, for the entry that says so. */
export interface EndedLook {
  id: string;
  conversationId: string;
  actorId: string;
  beganAt: string;
  lastAt: string;
}

/** Looks at which nobody has read since a time, the oldest first. */
export function looksToClose(
  db: Queries,
  { before, limit }: { before: string; limit: number },
): Promise<EndedLook[]> {
  return db.all<EndedLook>`
    select id, conversation_id as "conversationId", actor_id as "actorId", began_at as "beganAt",
      last_at as "lastAt"
    from looks where closed_at is null and last_at < ${before}
    order by last_at limit ${limit}`;
}

export function closeLooks(tx: Queries, ids: readonly string[]): Promise<number> {
  return tx.run`
    update looks set closed_at = last_at where closed_at is null and id in ${valueList(ids)}`;
}

export interface LookToShow {
  id: string;
  conversationId: string;
}

/** Looks that were to be shown late, and whose time has come: the report is decided, or they are old. */
export function looksToShow(
  db: Queries,
  { before, limit }: { before: string; limit: number },
): Promise<LookToShow[]> {
  return db.all<LookToShow>`
    select l.id, l.conversation_id as "conversationId"
    from looks l left join conversations c on c.id = l.conversation_id
    where l.shown_at is null and (l.began_at <= ${before} or not (${isReported}))
    order by l.began_at limit ${limit}`;
}

export function showLooks(
  tx: Queries,
  { ids, at }: { ids: readonly string[]; at: string },
): Promise<number> {
  return tx.run`
    update looks set shown_at = ${at} where shown_at is null and id in ${valueList(ids)}`;
}

/** A look as members of the group see it. */
export interface StoredLook {
  id: string;
  conversationId: string;
  conversationName: string;
  actorId: string;
  /** Empty if the account was deleted. */
  actorName: string | null;
  office: "admin" | "teacher" | "tutor";
  reason: string | null;
  beganAt: string;
  lastAt: string;
  shownAt: string;
  /** It was shown later than it began. */
  late: Flag;
}

const shownLooks = fragment`l.id, l.conversation_id as "conversationId", c.name as "conversationName",
      l.actor_id as "actorId", case when u.deleted_at is null then u.name end as "actorName",
      l.office, l.reason, l.began_at as "beganAt", l.last_at as "lastAt", l.shown_at as "shownAt",
      case when l.shown_at > l.began_at then 1 else 0 end as late
    from looks l
      join conversations c on c.id = l.conversation_id
      left join merges g on g.from_id = l.actor_id
      left join users u on u.id = coalesce(g.to_id, l.actor_id)`;

export interface LookPage {
  limit: number;
  offset: number;
}

/** The looks into a group, newest first. */
export function looksInto(
  db: Queries,
  conversationId: string,
  { limit, offset }: LookPage,
): Promise<StoredLook[]> {
  return db.all<StoredLook>`
    select ${shownLooks}
    where l.conversation_id = ${conversationId} and l.shown_at is not null
    order by l.began_at desc, l.id desc limit ${limit} offset ${offset}`;
}

export async function countLooksInto(db: Queries, conversationId: string): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count from looks l
    where l.conversation_id = ${conversationId} and l.shown_at is not null`;
  return row!.count;
}

/** The looks into all groups of a person, newest first. */
export function looksIntoGroupsOf(
  db: Queries,
  userId: string,
  { limit, offset }: LookPage,
): Promise<StoredLook[]> {
  return db.all<StoredLook>`
    select ${shownLooks}
      join conversation_members m on m.conversation_id = l.conversation_id
    where m.user_id = ${userId} and l.shown_at is not null
    order by l.began_at desc, l.id desc limit ${limit} offset ${offset}`;
}

export async function countLooksIntoGroupsOf(db: Queries, userId: string): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count
    from looks l join conversation_members m on m.conversation_id = l.conversation_id
    where m.user_id = ${userId} and l.shown_at is not null`;
  return row!.count;
}

/** Looks that were over before a time, the oldest first. */
export async function oldLooks(
  db: Queries,
  { before, limit }: { before: string; limit: number },
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select id from looks where last_at < ${before} and closed_at is not null
    order by last_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

export function deleteOldLooks(tx: Queries, ids: readonly string[]): Promise<number> {
  return tx.run`delete from looks where id in ${valueList(ids)}`;
}

/** The group is being erased. */
export function deleteLooks(tx: Queries, conversationId: string): Promise<number> {
  return tx.run`delete from looks where conversation_id = ${conversationId}`;
}
