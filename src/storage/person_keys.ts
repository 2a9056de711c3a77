/** What stands beside an account's name and address, so that people are found and sorted by it. */
import { addressKey, foldText, searchKey } from "#wire/fold.ts";
import type { Queries } from "./database.ts";

export interface Named {
  name: string;
  email: string;
  username: string;
}

export interface PersonKeys {
  /** What the order is by. */
  name: string;
  /** What a search looks into. */
  search: string;
  /** What an address is found by. */
  email: string;
}

export function keysOf({ name, email, username }: Named): PersonKeys {
  return {
    name: foldText(name),
    search: searchKey(name, email, username),
    email: addressKey(email),
  };
}

/** Brings an account's keys to what its columns say now. */
export async function refreshKeys(tx: Queries, id: string): Promise<void> {
  const person = await tx.get<Named>`select name, email, username from users where id = ${id}`;
  if (!person) return;
  const keys = keysOf(person);
  await tx.run`
    update users
    set name_key = ${keys.name}, search_key = ${keys.search}, email_key = ${keys.email}
    where id = ${id}`;
}

/** Another text whenever the rule is another one: Unicode's tables are a part of it. */
export const personKeyRule = `1, Unicode ${process.versions["unicode"] ?? "unknown"}`;
