/** Keys stored with an account's name and address, for searching and sorting. */
import { addressKey, foldText, searchKey } from "#wire/fold.ts";
import type { Queries } from "./database.ts";

export interface Named {
  name: string;
  email: string;
  username: string;
}

export interface PersonKeys {
  /** For sorting. */
  name: string;
  /** For searching. */
  search: string;
  /** For finding an address. */
  email: string;
}

export function keysOf({ name, email, username }: Named): PersonKeys {
  return {
    name: foldText(name),
    search: searchKey(name, email, username),
    email: addressKey(email),
  };
}

/** Updates an account's keys from its columns. */
export async function refreshKeys(tx: Queries, id: string): Promise<void> {
  const person = await tx.get<Named>`select name, email, username from users where id = ${id}`;
  if (!person) return;
  const keys = keysOf(person);
  await tx.run`
    update users
    set name_key = ${keys.name}, search_key = ${keys.search}, email_key = ${keys.email}
    where id = ${id}`;
}

/** Changes whenever the rule changes; Unicode's tables are a part of it. */
export const personKeyRule = `1, Unicode ${process.versions["unicode"] ?? "unknown"}`;
