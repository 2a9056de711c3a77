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
    .run(personKeyRule);
}
