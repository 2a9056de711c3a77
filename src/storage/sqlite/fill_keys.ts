import type { Database as Connection } from "bun:sqlite";
import { keysOf, type Named, personKeyRule } from "../person_keys.ts";

/**
 * Fills the keys of all accounts, unless this rule has already done so. Runs within the caller's
 * transaction.
 */
export function fillKeys(connection: Connection): void {
  const filled = connection
    .query<{ value: string }, []>("select value from meta where key = 'person_keys'")
    .get();
  if (filled?.value === personKeyRule) return;
  const people = connection
    .query<Named & { id: string }, []>(
      "select id, name, coalesce(email, '') as email, username from users order by created_at, id",
    )
    .all();
  connection.run("update users set email_key = null");
  const update = connection.prepare(
    "update users set name_key = ?, search_key = ?, email_key = ? where id = ?",
  );
  const taken = new Set<string>();
  for (const person of people) {
    const keys = keysOf(person);
    const isFree = keys.email !== null && !taken.has(keys.email);
    update.run(keys.name, keys.search, isFree ? keys.email : null, person.id);
    if (keys.email !== null) taken.add(keys.email);
  }
  update.finalize();
  connection
    .query(
      "insert into meta (key, value) values ('person_keys', ?) on conflict (key) do update set value = excluded.value",
    )
    .run(personKeyRule);
}
