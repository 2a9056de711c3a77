/** Keys stored with an account's name and address, for searching and sorting. */
import { addressKey, foldText, searchKey } from "#wire/fold.ts";
import type { Queries } from "./database.ts";

export interface Named {
  name: string;
  /** Empty if there is none. */
  email: string;
  username: string;
}

export interface PersonKeys {
  /** For sorting. */
  name: string;
  /** For searching. */
  search: string;
  /** For finding an address; null if there is none. */
  email: string | null;
}

export function keysOf({ name, email, username }: Named): PersonKeys {
  return {
    name: foldText(name),
    search: email === "" ? searchKey(name, username) : searchKey(name, email, username),
    email: addressKey(email) || null,
  };
}

/**
 * Updates an account's keys from its columns. Where another account has an address that looks the
 * same, which only an adopted database can bring, that one keeps the key.
 */
export async function refreshKeys(tx: Queries, id: string): Promise<void> {
  const person = await tx.get<Named & { emailKey: string | null }>`
    select name, coalesce(email, '') as email, username, email_key as "emailKey"
    from users where id = ${id}`;
  if (!person) return;
  const keys = keysOf(person);
  await tx.run`
    update users
    set name_key = ${keys.name}, search_key = ${keys.search}, email_key = case
      when exists (select 1 from users o where o.email_key = ${keys.email} and o.id <> ${id})
        then null else cast(${keys.email} as text) end
    where id = ${id}`;
  if (person.emailKey !== null && person.emailKey !== keys.email) await passOn(tx, person.emailKey);
}

/** A key that has become free goes to the oldest account whose address looks like that. */
async function passOn(tx: Queries, key: string): Promise<void> {
  const others = await tx.all<{ id: string; email: string }>`
    select id, email from users where email is not null and email_key is null
    order by created_at, id`;
  const heir = others.find(({ email }) => addressKey(email) === key);
  if (heir) await tx.run`update users set email_key = ${key} where id = ${heir.id}`;
}

/** Changes whenever the rule changes; Unicode's tables are a part of it. */
export const personKeyRule = `1, Unicode ${process.versions["unicode"] ?? "unknown"}`;
