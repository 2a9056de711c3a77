/**
 * Mails that wait to be sent, and those that could not be. Of each kind a person has one at most: a new
 * one takes the place of the former. Times in milliseconds are by the database's clock.
 */
import { wasInUse } from "./codes.ts";
import { fragment, type Queries, valueList } from "./database.ts";
import { inUseAt } from "./users.ts";

/**
 * What a mail says: a sign-in link from staff, a link that the receiver asked for, or that staff have
 * given out a code.
 */
export type MailKind = "link" | "reset" | "code";

export interface NewMail {
  id: string;
  userId: string;
  kind: MailKind;
  /** The member of staff who caused it; null if the receiver did. */
  actorId: string | null;
  at: string;
  dueMs: number;
}

const takesPlace = fragment`on conflict (user_id, kind) do update
      set id = excluded.id, actor_id = excluded.actor_id, created_at = excluded.created_at,
        due_ms = excluded.due_ms, tries = 0, error = null, failed_at = null`;

/** Only for an active account with an address, which is no guest's. */
export function insertMail(tx: Queries, mail: NewMail): Promise<number> {
  return tx.run`
    insert into mails (id, user_id, kind, actor_id, created_at, due_ms)
    select ${mail.id}, u.id, ${mail.kind}, ${mail.actorId}, ${mail.at}, ${mail.dueMs}
    from users u
    where u.id = ${mail.userId} and u.email is not null and u.role <> 'guest'
      and ${inUseAt} ${mail.at}
    ${takesPlace}`;
}

/** The same, for an account that its owner has used. */
export function insertMailIfUsed(tx: Queries, mail: NewMail): Promise<number> {
  return tx.run`
    insert into mails (id, user_id, kind, actor_id, created_at, due_ms)
    select ${mail.id}, u.id, ${mail.kind}, ${mail.actorId}, ${mail.at}, ${mail.dueMs}
    from users u
    where u.id = ${mail.userId} and u.email is not null and u.role <> 'guest'
      and ${inUseAt} ${mail.at} and ${wasInUse} = 1
    ${takesPlace}`;
}

export interface StoredMail {
  id: string;
  userId: string;
  kind: MailKind;
  actorId: string | null;
  createdAt: string;
  dueMs: number;
  tries: number;
  error: string | null;
  failedAt: string | null;
}

/** The columns of a StoredMail, from a mail `m`. */
const mailColumns = fragment`m.id, m.user_id as "userId", m.kind, m.actor_id as "actorId",
      m.created_at as "createdAt", m.due_ms as "dueMs", m.tries, m.error, m.failed_at as "failedAt"`;

/** The one that has been due for longest. */
export function nextMail(db: Queries, nowMs: number): Promise<StoredMail | undefined> {
  return db.get<StoredMail>`
    select ${mailColumns} from mails m
    where m.failed_at is null and m.due_ms <= ${nowMs}
    order by m.due_ms, m.id limit 1`;
}

/** Counts an attempt; until it ends, nobody else makes one. */
export function takeMail(
  tx: Queries,
  { id, untilMs }: { id: string; untilMs: number },
): Promise<number> {
  return tx.run`update mails set due_ms = ${untilMs}, tries = tries + 1 where id = ${id}`;
}

export function postponeMail(
  tx: Queries,
  { id, dueMs, error }: { id: string; dueMs: number; error: string },
): Promise<number> {
  return tx.run`update mails set due_ms = ${dueMs}, error = ${error} where id = ${id}`;
}

/** All that are due, because the mail server takes none of them. */
export function postponeMails(
  tx: Queries,
  { nowMs, dueMs }: { nowMs: number; dueMs: number },
): Promise<number> {
  return tx.run`
    update mails set due_ms = ${dueMs} where failed_at is null and due_ms <= ${nowMs}`;
}

/** It is not tried again, unless staff want it. */
export function failMail(
  tx: Queries,
  { id, at, error }: { id: string; at: string; error: string },
): Promise<number> {
  return tx.run`update mails set failed_at = ${at}, error = ${error} where id = ${id}`;
}

/** It counts as new. */
export function retryMail(
  tx: Queries,
  { id, at, dueMs }: { id: string; at: string; dueMs: number },
): Promise<number> {
  return tx.run`
    update mails
    set due_ms = ${dueMs}, created_at = ${at}, tries = 0, failed_at = null
    where id = ${id}`;
}

export function deleteMail(tx: Queries, id: string): Promise<number> {
  return tx.run`delete from mails where id = ${id}`;
}

export function deleteMailsTo(tx: Queries, userId: string): Promise<number> {
  return tx.run`delete from mails where user_id = ${userId}`;
}

/** Those that could not be sent long ago. */
export async function oldMails(
  db: Queries,
  { before, limit }: { before: string; limit: number },
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select id from mails where failed_at < ${before} limit ${limit}`;
  return rows.map(({ id }) => id);
}

export function deleteMails(tx: Queries, ids: readonly string[]): Promise<number> {
  return tx.run`delete from mails where id in ${valueList(ids)}`;
}

export function mailById(db: Queries, id: string): Promise<StoredMail | undefined> {
  return db.get<StoredMail>`select ${mailColumns} from mails m where m.id = ${id}`;
}

/** A mail and to whom it goes. */
export interface AddressedMail extends StoredMail {
  name: string;
  /** Empty if there is none. */
  email: string;
}

/** Those that could not be sent come first, each part with the newest first. */
export function mailList(db: Queries, limit: number): Promise<AddressedMail[]> {
  return db.all<AddressedMail>`
    select ${mailColumns}, u.name, coalesce(u.email, '') as email
    from mails m join users u on u.id = m.user_id
    order by case when m.failed_at is null then 1 else 0 end, m.created_at desc, m.id
    limit ${limit}`;
}

export interface MailCounts {
  waiting: number;
  failed: number;
}

export function countMails(db: Queries): Promise<MailCounts | undefined> {
  return db.get<MailCounts>`
    select cast(count(*) - count(failed_at) as integer) as waiting,
      cast(count(failed_at) as integer) as failed
    from mails`;
}
