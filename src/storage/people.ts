/** Accounts as staff see them. */
import { forgetReporter } from "./case_changes.ts";
import { notePlacesOf } from "./course_notes.ts";
import { enrolByNewRole, leaveCourses } from "./courses.ts";
import { type Flag, fragment, type Queries, valueList, valueTable } from "./database.ts";
import { deleteIdentities } from "./identities.ts";
import { deleteUsesBy } from "./invites.ts";
import { deleteMailsTo } from "./mails.ts";
import { deleteHeldOf } from "./held.ts";
import { deleteMutesOf } from "./mutes.ts";
import { refreshKeys } from "./person_keys.ts";
import { deletePlansOf } from "./group_plans.ts";
import { deleteFactsAbout } from "./roster_changes.ts";
import { inUseAt, userColumns, type StoredUser } from "./users.ts";

export interface StoredPerson extends StoredUser {
  groupCount: number;
  /** To within a few minutes; null if they have never signed in. */
  lastSeenAt: string | null;
}

export interface PeopleFilter {
  /** Words in the name, address or username, each in its accepted spellings. */
  words: readonly (readonly [string, string])[];
  /** Empty for every role. */
  role: StoredUser["role"] | "";
  /** 1 for those alone who have not signed in yet, but could. */
  isAwaited: Flag;
}

/** A user `u` who has not signed in yet, but could. */
const awaited = fragment`(u.last_seen_at is null and u.role <> 'guest' and u.disabled_at is null)`;

/**
 * Matches a user `u` and a word `w` by removing the word from the key, which every database can do.
 */
export const holdsNeither = fragment`replace(u.search_key, w.column1, '') = u.search_key
        and replace(u.search_key, w.column2, '') = u.search_key`;

/** By name, without deleted accounts. */
export function peoplePageRows(
  db: Queries,
  filter: PeopleFilter,
  page: { limit: number; offset: number },
): Promise<StoredPerson[]> {
  return db.all<StoredPerson>`
    select ${userColumns},
      (select cast(count(*) as integer) from conversation_members m where m.user_id = u.id)
        as "groupCount",
      u.last_seen_at as "lastSeenAt"
    from users u
    where u.deleted_at is null and (${filter.role} = '' or u.role = ${filter.role})
      and (${filter.isAwaited} = 0 or ${awaited})
      and not exists (select 1 from ${valueTable(filter.words)} as w where ${holdsNeither})
    order by u.name_key, u.name, u.id
    limit ${page.limit} offset ${page.offset}`;
}

export async function countPeople(db: Queries, filter: PeopleFilter): Promise<number> {
  const row = await db.get<{ total: number }>`
    select cast(count(*) as integer) as total
    from users u
    where u.deleted_at is null and (${filter.role} = '' or u.role = ${filter.role})
      and (${filter.isAwaited} = 0 or ${awaited})
      and not exists (select 1 from ${valueTable(filter.words)} as w where ${holdsNeither})`;
  return row!.total;
}

/** Without a password, only a code lets a person in. */
const withoutPassword = fragment`${awaited} and not exists (
        select 1 from identities i where i.user_id = u.id and i.kind = 'password')`;

/** Those whom only a code lets in, by name. */
export async function peopleWithoutPassword(
  db: Queries,
  filter: Omit<PeopleFilter, "isAwaited">,
  limit: number,
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select u.id from users u
    where u.deleted_at is null and (${filter.role} = '' or u.role = ${filter.role})
      and ${withoutPassword}
      and not exists (select 1 from ${valueTable(filter.words)} as w where ${holdsNeither})
    order by u.name_key, u.name, u.id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Which of some people only a code lets in, by name. */
export function stillWithoutPassword(db: Queries, ids: readonly string[]): Promise<StoredUser[]> {
  return db.all<StoredUser>`
    select ${userColumns} from users u
    where u.id in ${valueList(ids)} and u.deleted_at is null and ${withoutPassword}
    order by u.name_key, u.name, u.id`;
}

export function personById(db: Queries, id: string): Promise<StoredPerson | undefined> {
  return db.get<StoredPerson>`
    select ${userColumns},
      (select cast(count(*) as integer) from conversation_members m where m.user_id = u.id)
        as "groupCount",
      u.last_seen_at as "lastSeenAt"
    from users u where u.id = ${id} and u.deleted_at is null`;
}

/** Whether any administrator is left. */
export async function adminInUseExists(db: Queries, now: string): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from users u where u.role = 'admin' and ${inUseAt} ${now} limit 1`;
  return row !== undefined;
}

/** The administrator who was created first. */
export function firstAdmin(db: Queries, now: string): Promise<{ id: string } | undefined> {
  return db.get<{ id: string }>`
    select u.id from users u where u.role = 'admin' and ${inUseAt} ${now}
    order by u.created_at, u.id limit 1`;
}

export interface PersonChange {
  id: string;
  email: string;
  username: string;
  name: string;
  role: StoredUser["role"];
  expiresAt: string | null;
  at: string;
}

/** What the account's role gives in courses follows it. */
export async function updatePerson(tx: Queries, person: PersonChange): Promise<void> {
  await tx.run`
    update users
    set email = ${person.email || null}, username = ${person.username}, name = ${person.name},
      role = ${person.role}, expires_at = ${person.expiresAt}, updated_at = ${person.at}
    where id = ${person.id} and deleted_at is null`;
  await refreshKeys(tx, person.id);
  await enrolByNewRole(tx, { userId: person.id, role: person.role, at: person.at });
}

/** Someone who may sign in again is missing in groups for everyone that were made meanwhile. */
export async function setDisabled(
  tx: Queries,
  change: { id: string; disabledAt: string | null; at: string },
): Promise<void> {
  await tx.run`
    update users set disabled_at = ${change.disabledAt}, updated_at = ${change.at}
    where id = ${change.id} and deleted_at is null`;
  await notePlacesOf(tx, change.id);
}

/** Erases everything about the person except the id that their messages name. */
export async function anonymise(
  tx: Queries,
  erasure: { id: string; username: string; at: string },
): Promise<void> {
  await tx.run`
    update users
    set email = null, username = ${erasure.username}, name = '',
      role = 'user', locale = null, theme = null, expires_at = null, disabled_at = null,
      last_seen_at = null, keys_off_at = null, steps_ended_at = null,
      deleted_at = ${erasure.at}, updated_at = ${erasure.at}
    where id = ${erasure.id} and deleted_at is null`;
  await deleteIdentities(tx, erasure.id);
  await refreshKeys(tx, erasure.id);
  await leaveCourses(tx, erasure.id);
  await deleteFactsAbout(tx, erasure.id);
  await deletePlansOf(tx, erasure.id);
  await deleteMailsTo(tx, erasure.id);
  await deleteUsesBy(tx, erasure.id);
  await forgetReporter(tx, erasure.id);
  await deleteMutesOf(tx, erasure.id);
  await deleteHeldOf(tx, erasure.id);
}
