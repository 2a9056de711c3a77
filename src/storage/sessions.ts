import { answersUnseen, casesWaiting, mutesInForce } from "./case_sight.ts";
import { fragment, type Queries, valueList } from "./database.ts";
import { endOfLog } from "./events.ts";
import type { LogPosition } from "./log_position.ts";
import { highestOffice, type OfficeRank } from "./scope.ts";
import { inUseAt } from "./users.ts";

export interface StoredSession {
  id: string;
  userId: string;
  device: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
}

/** The columns of a StoredSession, from a session `s`. */
const sessionColumns = fragment`s.id, s.user_id as "userId", s.device, s.created_at as "createdAt",
      s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt"`;

/** A live session of an active account. */
export interface LiveSession extends StoredSession {
  username: string;
  name: string;
  email: string;
  role: "admin" | "user" | "guest";
  office: OfficeRank;
  locale: "en" | "de" | null;
  theme: "light" | "dark" | null;
  /** Since when shortcuts of a single key are off. */
  keysOffAt: string | null;
  /** When the first steps were done or skipped. */
  stepsEndedAt: string | null;
  /** When the session ends, or the account if that is sooner. */
  endsAt: string;
  /** How much waits for the account's decision: cases, and messages for approval. */
  cases: number;
  /** How many decisions the account has not seen. */
  answers: number;
  /** In how many places the account may not write for a while. */
  mutes: number;
  /** Where the log ended. */
  logEnd: LogPosition;
}

/** When a session `s` ends, or its account `u` if that is sooner. */
export const endOfSession = fragment`case when u.expires_at < s.expires_at then u.expires_at
      else s.expires_at end`;

/** The columns of a LiveSession. */
const liveSessionColumns = fragment`${sessionColumns},
      u.username, u.name, coalesce(u.email, '') as email, u.role,
      ${highestOffice} as office, u.locale, u.theme,
      u.keys_off_at as "keysOffAt", u.steps_ended_at as "stepsEndedAt",
      ${endOfSession} as "endsAt", ${casesWaiting} as cases, ${answersUnseen} as answers, ${mutesInForce} as mutes,
      ${endOfLog} as "logEnd"
    from sessions s join users u on u.id = s.user_id`;

/**
 * @param session with the hash that the account's password must have; `null` requires none
 * @returns 0 if it has another one, or the account is inactive
 */
export async function insertSession(
  tx: Queries,
  session: StoredSession & { tokenHash: string; password: string | null },
): Promise<number> {
  const inserted = await tx.run`
    insert into sessions (id, token_hash, user_id, device, created_at, last_seen_at, expires_at)
    select ${session.id}, ${session.tokenHash}, u.id, ${session.device},
      ${session.createdAt}, ${session.lastSeenAt}, ${session.expiresAt}
    from users u
    where u.id = ${session.userId} and ${inUseAt} ${session.createdAt}
      and (cast(${session.password} as text) is null or exists (
        select 1 from identities i
        where i.user_id = u.id and i.kind = 'password' and i.secret_hash = ${session.password}))`;
  if (inserted > 0) {
    const { userId, lastSeenAt } = session;
    await tx.run`update users set last_seen_at = ${lastSeenAt} where id = ${userId}`;
  }
  return inserted;
}

export function liveSessionByHash(
  db: Queries,
  key: { tokenHash: string; now: string },
): Promise<LiveSession | undefined> {
  return db.get<LiveSession>`
    select ${liveSessionColumns}
    where s.token_hash = ${key.tokenHash} and s.expires_at > ${key.now}
      and ${inUseAt} ${key.now}`;
}

export function liveSessionById(
  db: Queries,
  key: { id: string; now: string },
): Promise<LiveSession | undefined> {
  return db.get<LiveSession>`
    select ${liveSessionColumns}
    where s.id = ${key.id} and s.expires_at > ${key.now}
      and ${inUseAt} ${key.now}`;
}

/** The account of a session, as far as a transaction needs it. */
export interface SessionActor {
  name: string;
  role: "admin" | "user" | "guest";
}

/** @returns undefined if the session has ended or belongs to another account, or the account is inactive */
export function sessionActor(
  tx: Queries,
  key: { id: string; userId: string; now: string },
): Promise<SessionActor | undefined> {
  return tx.get<SessionActor>`
    select u.name, u.role
    from sessions s join users u on u.id = s.user_id
    where s.id = ${key.id} and s.user_id = ${key.userId} and s.expires_at > ${key.now}
      and ${inUseAt} ${key.now}`;
}

/** An account, and its highest office in any course. */
export interface ActorInUse extends SessionActor {
  office: OfficeRank;
}

/** @returns undefined if the account is inactive */
export function actorInUse(
  tx: Queries,
  { userId, now }: { userId: string; now: string },
): Promise<ActorInUse | undefined> {
  return tx.get<ActorInUse>`
    select u.name, u.role, ${highestOffice} as office
    from users u where u.id = ${userId} and ${inUseAt} ${now}`;
}

export function sessionsOf(
  db: Queries,
  key: { userId: string; now: string },
): Promise<StoredSession[]> {
  return db.all<StoredSession>`
    select ${sessionColumns} from sessions s
    where user_id = ${key.userId} and expires_at > ${key.now}
    order by last_seen_at desc, id`;
}

/** Of the session, and of its account, which keeps it when the session ends. */
export async function setLastSeen(tx: Queries, key: { id: string; at: string }): Promise<void> {
  await tx.run`update sessions set last_seen_at = ${key.at} where id = ${key.id}`;
  await tx.run`
    update users set last_seen_at = ${key.at}
    where id = (select user_id from sessions where id = ${key.id})`;
}

export function deleteSession(tx: Queries, key: { id: string; userId: string }): Promise<number> {
  return tx.run`delete from sessions where id = ${key.id} and user_id = ${key.userId}`;
}

/** @returns the ids of the sessions that ended */
export async function deleteSessionsOf(
  tx: Queries,
  key: { userId: string; except: string | null },
): Promise<string[]> {
  const rows = await tx.all<{ id: string }>`
    delete from sessions where user_id = ${key.userId} and id <> ${key.except ?? ""} returning id`;
  return rows.map(({ id }) => id);
}

/** @returns the ids of those that ended: all but the newest */
export async function deleteOldestSessions(
  tx: Queries,
  { userId, keep }: { userId: string; keep: number },
): Promise<string[]> {
  const rows = await tx.all<{ id: string }>`
    delete from sessions where user_id = ${userId} and id not in (
      select id from sessions where user_id = ${userId}
      order by last_seen_at desc, id desc limit ${keep}
    ) returning id`;
  return rows.map(({ id }) => id);
}

export async function expiredSessions(
  db: Queries,
  { now, limit }: { now: string; limit: number },
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select id from sessions where expires_at <= ${now} limit ${limit}`;
  return rows.map(({ id }) => id);
}

export function deleteSessions(tx: Queries, ids: readonly string[]): Promise<number> {
  return tx.run`delete from sessions where id in ${valueList(ids)}`;
}
