import { addressKey } from "#wire/fold.ts";
import { inChunks } from "./chunks.ts";
import { enrolByAccount } from "./courses.ts";
import { fragment, type Queries, valueList } from "./database.ts";
import { keysOf, refreshKeys } from "./person_keys.ts";

export interface StoredUser {
  id: string;
  /** Empty if there is none. */
  email: string;
  username: string;
  name: string;
  role: "admin" | "user" | "guest";
  createdAt: string;
  updatedAt: string;
  locale: "en" | "de" | null;
  theme: "light" | "dark" | null;
  expiresAt: string | null;
  disabledAt: string | null;
}

/** The columns of a StoredUser, from a user `u`. */
export const userColumns = fragment`u.id, coalesce(u.email, '') as email, u.username, u.name, u.role,
      u.created_at as "createdAt", u.updated_at as "updatedAt", u.locale, u.theme,
      u.expires_at as "expiresAt", u.disabled_at as "disabledAt"`;

/**
 * The only definition of an active account, for a user `u`: not disabled, not deleted, and not
 * expired at the time that follows it.
 */
export const inUseAt = fragment`u.disabled_at is null and u.deleted_at is null
      and coalesce(u.expires_at, '9') >`;

/** An active account, which can sign in and be added to groups. */
export function userInUse(
  db: Queries,
  { id, now }: { id: string; now: string },
): Promise<StoredUser | undefined> {
  return db.get<StoredUser>`
    select ${userColumns}
    from users u where u.id = ${id} and ${inUseAt} ${now}`;
}

/** What members of a group see of each other. */
export interface KnownUser {
  id: string;
  name: string;
  role: "admin" | "user" | "guest";
}

/** The active accounts among several, in no order, each at most once. */
export async function usersInUse(
  db: Queries,
  { ids, now }: { ids: readonly string[]; now: string },
): Promise<KnownUser[]> {
  const found: KnownUser[] = [];
  for (const some of inChunks(ids)) {
    const rows = await db.all<KnownUser>`
      select u.id, u.name, u.role
      from users u where u.id in ${valueList(some)} and ${inUseAt} ${now}`;
    for (const row of rows) found.push(row);
  }
  return found;
}

/** Includes disabled and expired accounts, but not deleted ones. */
export function userById(db: Queries, id: string): Promise<StoredUser | undefined> {
  return db.get<StoredUser>`
    select ${userColumns}
    from users u where id = ${id} and deleted_at is null`;
}

/** The same for several, in one read; in no order, each at most once. */
export function usersByIds(db: Queries, ids: readonly string[]): Promise<StoredUser[]> {
  return db.all<StoredUser>`
    select ${userColumns}
    from users u where id in ${valueList(ids)} and deleted_at is null`;
}

/** The account with an address or, if there is none, with one that looks the same. */
export function userByAddress(db: Queries, email: string): Promise<StoredUser | undefined> {
  return db.get<StoredUser>`
    select ${userColumns}
    from users u
    where (email_key = ${addressKey(email)} or lower(email) = ${email}) and deleted_at is null
    order by case when email = ${email} then 0 else 1 end limit 1`;
}

/** @param email exactly as it is stored, in lower case */
export function userByEmail(db: Queries, email: string): Promise<StoredUser | undefined> {
  return db.get<StoredUser>`
    select ${userColumns}
    from users u where lower(email) = ${email} and deleted_at is null`;
}

export async function userIdByUsername(db: Queries, username: string): Promise<string | undefined> {
  const row = await db.get<{ id: string }>`
    select id from users where lower(username) = ${username}`;
  return row?.id;
}

export interface NewUser {
  id: string;
  /** Empty if there is none. */
  email: string;
  username: string;
  role: StoredUser["role"];
  name: string;
  at: string;
  expiresAt?: string | null;
  /** The course whose staff create the account; absent if it is an admin or the person. */
  createdIn?: string;
}

/**
 * While there is one course, everyone but guests is in it. If another account has an address that
 * looks the same, this one has no key of its own; `addPerson` refuses that, and only adopted
 * accounts may have one.
 */
export async function insertUser(tx: Queries, user: NewUser): Promise<void> {
  const keys = keysOf(user);
  await tx.run`
    insert into users (id, email, username, role, name, created_at, updated_at, expires_at,
      name_key, search_key, email_key, created_in)
    values (${user.id}, ${user.email || null}, ${user.username}, ${user.role}, ${user.name},
      ${user.at}, ${user.at}, ${user.expiresAt ?? null}, ${keys.name}, ${keys.search},
      case when exists (select 1 from users o where o.email_key = ${keys.email})
        then null else cast(${keys.email} as text) end, ${user.createdIn ?? null})`;
  await enrolByAccount(tx, { userId: user.id, role: user.role, at: user.at });
}

export async function setProfile(
  tx: Queries,
  profile: Pick<StoredUser, "id" | "name" | "locale" | "theme"> & { at: string },
): Promise<void> {
  await tx.run`
    update users
    set name = ${profile.name}, locale = ${profile.locale}, theme = ${profile.theme},
      updated_at = ${profile.at}
    where id = ${profile.id} and deleted_at is null`;
  await refreshKeys(tx, profile.id);
}

/** @param off since when shortcuts of a single key are off, or null */
export function setKeysOff(tx: Queries, { id, off }: { id: string; off: string | null }) {
  return tx.run`update users set keys_off_at = ${off} where id = ${id} and deleted_at is null`;
}

/** The first time counts. */
export function setStepsEnded(tx: Queries, { id, at }: { id: string; at: string }) {
  return tx.run`
    update users set steps_ended_at = ${at}
    where id = ${id} and steps_ended_at is null and deleted_at is null`;
}

/** Takes the address away from an account, so that another one can have it. */
export async function releaseEmail(tx: Queries, change: { id: string; at: string }): Promise<void> {
  await tx.run`
    update users set email = null, updated_at = ${change.at} where id = ${change.id}`;
  await refreshKeys(tx, change.id);
}

export async function anyUser(db: Queries): Promise<boolean> {
  return (await db.get<{ found: number }>`select 1 as found from users limit 1`) !== undefined;
}

/** Includes deleted accounts, whose ids are still in use. */
export async function userIdExists(db: Queries, id: string): Promise<boolean> {
  return (await db.get<{ id: string }>`select id from users where id = ${id}`) !== undefined;
}
