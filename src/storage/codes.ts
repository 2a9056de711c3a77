/** One-time codes, with which people choose a password. They are identities of their own kind. */
import { type Flag, fragment, type Queries, valueList } from "./database.ts";
import { courseFolk, stillHolds } from "./scope.ts";
import { inUseAt } from "./users.ts";

export interface NewCode {
  id: string;
  userId: string;
  /** Who gave it. */
  issuerId: string;
  hash: string;
  at: string;
}

/** Former codes of the person that were not used no longer work. */
export async function replaceCode(tx: Queries, code: NewCode): Promise<void> {
  await deleteUnusedCodes(tx, code.userId);
  await insertCode(tx, code);
}

/**
 * A code that the person asked for, by mail to their own address: they are its issuer. Codes from staff
 * stay as they are, because anyone can ask in their name.
 */
export async function replaceOwnCode(tx: Queries, code: Omit<NewCode, "issuerId">): Promise<void> {
  await deleteOwnCodes(tx, code.userId);
  await insertCode(tx, { ...code, issuerId: code.userId });
}

async function insertCode(tx: Queries, code: NewCode): Promise<void> {
  const { userId } = code;
  await tx.run`
    insert into identities (user_id, kind, issuer, subject, secret_hash, created_at)
    values (${userId}, 'code', ${code.issuerId}, ${code.id}, ${code.hash}, ${code.at})`;
}

/** None of the person's codes works any longer. */
export function deleteUnusedCodes(tx: Queries, userId: string): Promise<number> {
  return tx.run`
    delete from identities where user_id = ${userId} and kind = 'code' and used_at is null`;
}

/** The same for those that the person asked for. */
export function deleteOwnCodes(tx: Queries, userId: string): Promise<number> {
  return tx.run`
    delete from identities
    where user_id = ${userId} and kind = 'code' and issuer = user_id and used_at is null`;
}

/** The code of a mail that did not arrive. */
export function deleteCodeByHash(tx: Queries, hash: string): Promise<number> {
  return tx.run`delete from identities where kind = 'code' and secret_hash = ${hash}`;
}

/** 1 for a user `u` who has signed in before, or could have. */
export const wasInUse = fragment`case when u.last_seen_at is not null or exists (
        select 1 from identities p where p.user_id = u.id and p.kind = 'password')
      then 1 else 0 end`;

/** A code that works, and whose it is. */
export interface StoredCode {
  userId: string;
  name: string;
  /** Empty if there is none. */
  email: string;
  username: string;
  wasInUse: Flag;
  issuerId: string;
  issuerRole: "admin" | "user" | "guest";
}

/**
 * A code whose issuer and owner can sign in. Whether the issuer may still issue it, the caller asks.
 * @param key with the times after which the code must have been given: by staff, or by mail at its
 * owner's own request
 */
export function codeByHash(
  db: Queries,
  key: { hash: string; since: string; ownSince: string; now: string },
): Promise<StoredCode | undefined> {
  return db.get<StoredCode>`
    select i.user_id as "userId", u.name, coalesce(u.email, '') as email, u.username,
      ${wasInUse} as "wasInUse", s.id as "issuerId", s.role as "issuerRole"
    from identities i join users u on u.id = i.user_id
      join users s on s.id = i.issuer and s.disabled_at is null and s.deleted_at is null
    where i.kind = 'code' and i.secret_hash = ${key.hash} and i.created_at > ${key.since}
      and (i.issuer <> i.user_id or i.created_at > ${key.ownSince})
      and ${inUseAt} ${key.now}`;
}

/** What decides whether an account may get a code from a member of staff. */
export interface StoredCodeFacts {
  id: string;
  wasInUse: Flag;
  /** Whether it was created in a course of which the issuer is a teacher. */
  isOfOwnCourse: Flag;
  /** Whether its owner is staff anywhere. */
  isStaff: Flag;
  /** Whether its owner is in another course than the one that created it, or in a group of one. */
  isElsewhere: Flag;
}

export function codeFacts(
  db: Queries,
  key: { issuerId: string; userId: string },
): Promise<StoredCodeFacts | undefined> {
  return db.get<StoredCodeFacts>`
    select u.id, ${wasInUse} as "wasInUse",
      case when exists (
        select 1 from course_members s
        where s.user_id = ${key.issuerId} and s.course_id = u.created_in
          and s.role = 'teacher' and s.source <> 'account' and ${stillHolds}) then 1 else 0 end as "isOfOwnCourse",
      case when u.role <> 'user' or exists (
        select 1 from course_members o where o.user_id = u.id and o.role <> 'student')
        then 1 else 0 end as "isStaff",
      case when exists (
        select 1 from ${courseFolk} where p.user_id = u.id and p.course_id <> u.created_in)
        then 1 else 0 end as "isElsewhere"
    from users u where u.id = ${key.userId}`;
}

/** Whether any course has a teacher who is one by more than an admin's account. */
export async function anyTeacher(db: Queries): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from course_members
    where role = 'teacher' and source <> 'account' limit 1`;
  return row !== undefined;
}

/** @param use with the network address from which it was used */
export function markCodeUsed(
  tx: Queries,
  use: { hash: string; at: string; from: string; wasInUse: Flag },
): Promise<number> {
  return tx.run`
    update identities
    set secret_hash = null, used_at = ${use.at}, used_from = ${use.from}, was_in_use = ${use.wasInUse}
    where kind = 'code' and secret_hash = ${use.hash}`;
}

/** That a code was used. */
export interface StoredCodeUse {
  id: string;
  /** Whether the account had been in use before. */
  wasInUse: Flag;
  /** Whether it was sent to the account's address because someone asked for it there. */
  isOwn: Flag;
  /** Null if the account is gone. */
  issuerName: string | null;
  issuedAt: string;
  usedAt: string;
  usedFrom: string;
}

/** Newest first. */
export function codeUsesOf(
  db: Queries,
  key: { userId: string; since: string; limit: number },
): Promise<StoredCodeUse[]> {
  return db.all<StoredCodeUse>`
    select i.subject as id, i.was_in_use as "wasInUse",
      case when i.issuer = i.user_id then 1 else 0 end as "isOwn", s.name as "issuerName",
      i.created_at as "issuedAt", i.used_at as "usedAt", i.used_from as "usedFrom"
    from identities i left join users s on s.id = i.issuer and s.deleted_at is null
    where i.user_id = ${key.userId} and i.kind = 'code' and i.used_at > ${key.since}
    order by i.used_at desc, i.subject limit ${key.limit}`;
}

/** Codes that were given before a time, whether they were used or have expired. */
export async function oldCodes(
  db: Queries,
  { before, limit }: { before: string; limit: number },
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select subject as id from identities
    where kind = 'code' and created_at < ${before} limit ${limit}`;
  return rows.map(({ id }) => id);
}

export function deleteCodes(tx: Queries, ids: readonly string[]): Promise<number> {
  return tx.run`delete from identities where kind = 'code' and subject in ${valueList(ids)}`;
}
