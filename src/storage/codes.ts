/** One-time codes, with which people choose a password. They are identities of their own kind. */
import { type Flag, fragment, type Queries, valueList } from "./database.ts";
import { inUseAt } from "./users.ts";

export interface NewCode {
  id: string;
  userId: string;
  /** Who gave it. */
  issuerId: string;
  hash: string;
  at: string;
}

/** The former code of the person, if it was not used, no longer works. */
export async function replaceCode(tx: Queries, code: NewCode): Promise<void> {
  const { userId } = code;
  await tx.run`
    delete from identities where user_id = ${userId} and kind = 'code' and used_at is null`;
  await tx.run`
    insert into identities (user_id, kind, issuer, subject, secret_hash, created_at)
    values (${userId}, 'code', ${code.issuerId}, ${code.id}, ${code.hash}, ${code.at})`;
}

/** 1 for a user `u` who has signed in before, or could have. */
const wasInUse = fragment`case when u.last_seen_at is not null or exists (
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
}

/**
 * Whether an account `s` may still have given a code to a user `u`: as an admin or, if the account
 * was never used and is staff nowhere, as a teacher of one of its courses.
 */
const mayHaveIssued = fragment`(s.role = 'admin' or (
        u.role = 'user' and u.last_seen_at is null
        and not exists (select 1 from course_members o
          where o.user_id = u.id and o.role <> 'student' and o.source <> 'account')
        and exists (select 1 from course_members t
          join course_members m on m.course_id = t.course_id and m.user_id = u.id
          where t.user_id = s.id and t.role = 'teacher' and t.source <> 'account')))`;

/**
 * A code ends with its issuer's office: of an account that is no longer staff none works.
 * @param key with the time after which the code must have been given
 */
export function codeByHash(
  db: Queries,
  key: { hash: string; since: string; now: string },
): Promise<StoredCode | undefined> {
  return db.get<StoredCode>`
    select i.user_id as "userId", u.name, coalesce(u.email, '') as email, u.username,
      ${wasInUse} as "wasInUse"
    from identities i join users u on u.id = i.user_id
      join users s on s.id = i.issuer and s.disabled_at is null and s.deleted_at is null
        and ${mayHaveIssued}
    where i.kind = 'code' and i.secret_hash = ${key.hash} and i.created_at > ${key.since}
      and ${inUseAt} ${key.now}`;
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
    select i.subject as id, i.was_in_use as "wasInUse", s.name as "issuerName",
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
