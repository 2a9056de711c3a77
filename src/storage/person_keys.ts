/** What stands beside an account's name and address, so that people are found and sorted by it. */
import type { Database as Connection } from "bun:sqlite";
import { addressKey, foldText, searchKey } from "#wire/fold.ts";
import type { Queries } from "./database.ts";

interface Named {
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
const rule = `1, Unicode ${process.versions["unicode"] ?? "unknown"}`;

/** Fills the keys of every account, unless this rule has done so. Within a transaction of the caller's. */
export function fillKeys(connection: Connection): void {
  const filled = connection
    .query<{ value: string }, []>("select value from meta where key = 'person_keys'")
    .get();
  if (filled?.value === rule) return;
  const people = connection
    .query<Named & { id: string }, []>("select id, name, email, username from users")
    .all();
  const update = connection.prepare(
    "update users set name_key = ?, search_key = ?, email_key = ? where id = ?",
  );
  for (const person of people) {
    const keys = keysOf(person);
    update.run(keys.name, keys.search, keys.email, person.id);
  }
  update.finalize();
  connection
    .query(
      "insert into meta (key, value) values ('person_keys', ?) on conflict (key) do update set value = excluded.value",
    )
    .run(rule);
}
