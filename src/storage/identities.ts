/** How people prove who they are: by their passwords. Only hashes are stored. */
import { addressKey } from "#wire/fold.ts";
import { fragment, type Queries, valueList } from "./database.ts";
import { type StoredUser, userColumns } from "./users.ts";

/** An account with the hash of its password, if it has one. */
export interface StoredCredentials extends StoredUser {
  password: string | null;
}

/** Users `u` with the identity `i` of their password, if they have one. */
const usersWithPassword = fragment`users u left join identities i on i.user_id = u.id and i.kind = 'password'`;

/**
 * The account with an address, however it is typed, or with a username. If two addresses look the
 * same, as in an adopted database, the exact one wins.
 */
export function credentialsByTyped(
  db: Queries,
  typed: string,
): Promise<StoredCredentials | undefined> {
  const exact = typed.trim().normalize("NFC").toLowerCase();
  const username = exact.includes("@") ? "" : exact;
  return db.get<StoredCredentials>`
    select ${userColumns}, i.secret_hash as password
    from ${usersWithPassword}
    where (u.email_key = ${addressKey(typed)} or lower(u.email) = ${exact}
        or lower(u.username) = ${username})
      and u.deleted_at is null
    order by case when u.email = ${exact} then 0 else 1 end, u.created_at, u.id limit 1`;
}

export function credentialsById(db: Queries, id: string): Promise<StoredCredentials | undefined> {
  return db.get<StoredCredentials>`
    select ${userColumns}, i.secret_hash as password
    from ${usersWithPassword}
    where u.id = ${id} and u.deleted_at is null`;
}

/** The former password, if there is one, no longer works. */
export function setPassword(
  tx: Queries,
  change: { id: string; password: string; at: string },
): Promise<number> {
  return tx.run`
    insert into identities (user_id, kind, secret_hash, created_at)
    select u.id, 'password', ${change.password}, ${change.at}
    from users u where u.id = ${change.id} and u.deleted_at is null
    on conflict (user_id, kind, issuer, subject) do update
    set secret_hash = excluded.secret_hash, created_at = excluded.created_at`;
}

/**
 * Replaces a hash with another one of the same password, unless the password was changed meanwhile.
 */
export function upgradePassword(
  tx: Queries,
  change: { id: string; from: string; to: string },
): Promise<number> {
  return tx.run`
    update identities set secret_hash = ${change.to}
    where user_id = ${change.id} and kind = 'password' and secret_hash = ${change.from}`;
}

/** Nothing proves any longer who the person is. */
export function deleteIdentities(tx: Queries, userId: string): Promise<number> {
  return tx.run`delete from identities where user_id = ${userId}`;
}

export interface AccountWithPassword {
  id: string;
  /** The address, or the username if there is none. */
  handle: string;
  /** The hash. */
  password: string;
}

/** The columns of an AccountWithPassword. */
const accountWithPassword = fragment`u.id, coalesce(u.email, u.username) as handle,
      i.secret_hash as password
    from users u join identities i on i.user_id = u.id and i.kind = 'password'`;

/** Includes disabled accounts, because staff can enable them again. */
export function accountsWithPassword(db: Queries): Promise<AccountWithPassword[]> {
  return db.all<AccountWithPassword>`
    select ${accountWithPassword}
    where u.deleted_at is null order by u.created_at, u.id`;
}

/** @param names addresses and usernames, in lower case */
export function accountsCalled(
  db: Queries,
  names: { emails: string[]; usernames: string[] },
): Promise<AccountWithPassword[]> {
  return db.all<AccountWithPassword>`
    select ${accountWithPassword}
    where u.deleted_at is null
      and (lower(u.email) in ${valueList(names.emails)} or lower(u.username) in ${valueList(names.usernames)})
    order by u.created_at, u.id`;
}
